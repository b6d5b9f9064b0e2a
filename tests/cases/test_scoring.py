"""Scores against a plain reference, over every answer vector at the edges of the bands as they are shipped."""

import json
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.scoring import Alarm, Band, Item, Scoring, WrongAnswer, score

DATA = Path(__file__).parents[2] / "cases" / "data" / "instruments.json"


def shipped(slug: str) -> Scoring:
    [data] = [each for each in json.loads(DATA.read_text(encoding="utf-8")) if each["slug"] == slug]
    items = tuple(Item(each["number"], tuple(each["points"])) for each in data["items"])
    bands = tuple(Band(each["lowest"], each["highest"], each.get("proposes", "")) for each in data["bands"])
    alarms = tuple(
        Alarm(each["number"], each["alarms_at"], each["proposes"]) for each in data["items"] if "alarms_at" in each
    )
    return Scoring(items, bands, alarms)


EPDS, AUDIT, WHOOLEY = shipped("epds"), shipped("audit"), shipped("whooley")


def epds(answers: dict[int, int]) -> set[str]:
    """As the source says: 12 or more is low mood, item 10 above 0 is about safety, also when an item is missing."""
    found = {"safety"} if answers.get(10, 0) > 0 else set()
    return found | ({"low_mood"} if len(answers) == 10 and sum(answers.values()) >= 12 else set())


def audit(answers: dict[int, int]) -> set[str]:
    if len(answers) < 10 or sum(answers.values()) < 6:
        return set()
    return {"heavy"} if sum(answers.values()) >= 10 else {"hazardous"}


def vectors(scoring: Scoring, *, near: tuple[int, ...]) -> list[dict[int, int]]:
    """Every set of three items answered in every way, the rest filled so that the sum comes to an edge."""
    numbers = [item.number for item in scoring.items]
    points = {item.number: item.points for item in scoring.items}
    found = []
    for chosen in combinations(numbers, 3):
        rest = [number for number in numbers if number not in chosen]
        for given_points in product(*(points[number] for number in chosen)):
            for edge in near:
                answers = dict(zip(chosen, given_points, strict=True))
                left = edge - sum(given_points)
                for number in rest:
                    answers[number] = max(p for p in points[number] if p <= max(left, 0))
                    left -= answers[number]
                found.append(answers)
    return found


@pytest.mark.parametrize(
    ("scoring", "reference", "near"), [(EPDS, epds, (11, 12, 13)), (AUDIT, audit, (5, 6, 9, 10))], ids=["epds", "audit"]
)
def test_every_vector_at_the_edges_proposes_what_the_source_says(
    scoring: Scoring, reference: Any, near: tuple[int, ...]
) -> None:
    for answers in vectors(scoring, near=near):
        result = score(scoring, answers)
        assert result.total == sum(answers.values())
        assert set(result.proposes) == reference(answers), answers


@given(st.dictionaries(st.integers(1, 10), st.integers(0, 3), max_size=10))
def test_partial_answers_have_no_sum_and_keep_the_question_of_safety(answers: dict[int, int]) -> None:
    result = score(EPDS, answers)

    assert (result.total is None) == (len(answers) < 10)
    assert set(result.missing) == set(range(1, 11)) - answers.keys()
    assert set(result.proposes) == epds(answers)


@given(st.dictionaries(st.integers(-1, 12), st.integers(-1, 5), min_size=1, max_size=12))
def test_answer_that_is_not_there_is_refused_at_its_item(answers: dict[int, int]) -> None:
    allowed = {item.number: item.points for item in AUDIT.items}
    wrong = [number for number, points in answers.items() if points not in allowed.get(number, ())]
    if not wrong:
        assert score(AUDIT, answers).missing == tuple(sorted(allowed.keys() - answers.keys()))
        return
    with pytest.raises(WrongAnswer) as refused:
        score(AUDIT, answers)
    assert refused.value.item == wrong[0]


@pytest.mark.parametrize(("first", "second", "asks"), [(0, 0, False), (1, 0, True), (0, 1, True), (1, 1, True)])
def test_one_yes_to_whooley_asks_for_epds(first: int, second: int, asks: bool) -> None:
    assert bool(score(WHOOLEY, {1: first, 2: second}).proposes) is asks
