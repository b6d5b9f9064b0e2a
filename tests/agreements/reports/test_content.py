"""Content as plain data: sums of what is released, shares, proposals, the digest."""

import json
from typing import Any

import pytest

from agreements.reports.content import canonical, digest, joint_numbers, proposed_level, source_of, trend_of
from agreements.reports.figure_text import clause_words, figure_text
from agreements.reports.release import PROVIDER


def released(numerator: int | None, denominator: int | None, part: str = PROVIDER) -> dict[str, Any]:
    days = {"from": "2026-01-01", "to": "2026-03-31"}
    return {"part": part, "name": "", "numerator": numerator, "denominator": denominator, "unknown": 0} | days


def ruled(
    share: float | None, met: float | None = 0.8, partly: float | None = 0.5, more: bool = True
) -> dict[str, Any]:
    return {"share": share, "met_from": met, "partly_from": partly, "more_is_better": more}


def test_joint_figure_is_the_sum_of_what_providers_show() -> None:
    joint = joint_numbers({"A": [released(14, 21)], "B": [released(10, 16), released(None, 9, "7")]})

    assert (joint["numerator"], joint["denominator"], joint["share"]) == (24, 37, 0.6486)
    assert joint["suppressed"] is False
    assert [part["suppressed"] for part in joint["parts"]] == [False, False, True]


def test_a_part_whose_size_is_hidden_is_said_to_be_hidden() -> None:
    [part] = joint_numbers({"A": [released(14, None)]})["parts"]

    assert figure_text(part) == "Dold"


def test_a_clause_of_target_groups_says_that_its_figures_count_every_case() -> None:
    words = clause_words({"kind": "commitment", "target_groups": ["placed", "violence"]})

    assert clause_words({"kind": "commitment", "target_groups": []}) == "Åtagande"
    assert words == "Åtagande. Gäller: Placerade barn, Våld. Siffrorna räknar alla ärenden, inte bara dessa."


def test_a_hidden_provider_is_not_in_the_sum_and_is_told() -> None:
    joint = joint_numbers({"A": [released(14, 21)], "B": [released(None, 16)]})

    assert (joint["numerator"], joint["denominator"]) == (14, 21)
    assert (joint["suppressed"], joint["providers_shown"], joint["providers_released"]) == (True, 1, 2)


def test_nothing_released_is_no_figure_and_not_hidden() -> None:
    joint = joint_numbers({})

    assert (joint["numerator"], joint["denominator"], joint["suppressed"]) == (None, None, False)


@pytest.mark.parametrize(
    ("share", "more", "level"),
    [(0.8, True, "met"), (0.7999, True, "partly"), (0.5, True, "partly"), (0.4999, True, "not_met"), (None, True, "")],
)
def test_level_is_proposed_by_the_cut_offs(share: float | None, more: bool, level: str) -> None:
    assert proposed_level([ruled(share, more=more)]) == level


def test_where_less_is_better_cut_offs_are_read_from_above() -> None:
    assert [proposed_level([ruled(share, 0.1, 0.3, more=False)]) for share in (0.1, 0.2, 0.31)] == [
        "met",
        "partly",
        "not_met",
    ]


def test_the_worst_indicator_decides_and_those_without_cut_offs_do_not() -> None:
    assert proposed_level([ruled(0.9), ruled(0.6), ruled(0.1, None, None)]) == "partly"
    assert proposed_level([ruled(0.1, None, None)]) == ""


def test_a_figure_of_words_only_has_words_as_source() -> None:
    assert source_of("survey", None, "some", suppressed=False) == "words"
    assert source_of("survey", 3, "some", suppressed=False) == "survey"
    assert source_of("cases", None, "some", suppressed=True) == "cases"


def test_trend_needs_both_shares() -> None:
    assert [trend_of(0.5, 0.4), trend_of(0.4, 0.5), trend_of(0.5, 0.5), trend_of(None, 0.5), trend_of(0.5, None)] == [
        "up",
        "down",
        "same",
        None,
        None,
    ]


def test_digest_does_not_depend_on_the_order_of_keys() -> None:
    content = {"b": 1.0, "a": {"å": [1, None, True]}}

    turned = json.loads(json.dumps(dict(reversed(content.items()))))

    assert canonical(content) == '{"a":{"å":[1,null,true]},"b":1.0}'.encode()
    assert digest(turned) == digest(content)
