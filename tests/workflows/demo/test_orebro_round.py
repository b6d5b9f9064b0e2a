"""The made-up centres of the demo give every figure of the real report, through the command."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from agreements.indicators.registry import INDICATORS
from agreements.indicators.survey import survey_figures
from agreements.models import Round
from agreements.selectors.centre_kind import classify_centre
from agreements.selectors.round import centre_answers
from tests.agreements.rounds import make_agreement
from workflows import demo

pytestmark = pytest.mark.django_db

DATA = Path(demo.__file__).parent / "data"
REPORT = json.loads((DATA / "family-centre-agreement-orebro-2011.json").read_text())
ROWS = [row for clause in REPORT["clauses"] for row in clause["indicators"]]


@pytest.fixture
def imported(db: None) -> Round:
    make_agreement()
    file = str(DATA / "orebro-2011.csv")
    call_command("import_round", "--agreement", "orebro-2010", "--year", "2011", file, "--create-centres")
    return Round.objects.get()


def test_all_17_figures_are_those_of_the_report(imported: Round) -> None:
    figures = survey_figures(imported)

    given = {key: (figure.numerator, figure.denominator, figure.of_which_limited) for key, figure in figures.items()}
    assert given == {row["id"]: (row["met"], row["of"], row.get("of_which_limited")) for row in ROWS}
    assert len(given) == 17


def test_indicators_are_marked_as_the_report_marks_them() -> None:
    assert {row["id"]: row["kafo"] for row in ROWS} == {
        key: INDICATORS[key].kafo for key in (row["id"] for row in ROWS)
    }


def test_all_20_answered_and_19_are_in_operation(imported: Round) -> None:
    centres = centre_answers(imported)

    assert sum(each.is_answered for each in centres) == REPORT["response_rate"]["answered"]
    assert sum(each.answers["in_operation"] == "yes" for each in centres) == 19


def test_only_some_are_family_centres_and_none_is_not_known(imported: Round) -> None:
    kinds = [classify_centre(each.answers).kind.value for each in centre_answers(imported)]

    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "family_centre": 5,
        "family_centre_like": 6,
        "neither": 9,
    }
