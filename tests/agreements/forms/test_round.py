from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from agreements.forms.round import CentreAnswersForm, SheetForm
from tests.agreements.rounds import GOOD, questions

pytestmark = pytest.mark.django_db


def test_centre_answers_form_gives_what_the_service_takes() -> None:
    form = CentreAnswersForm(GOOD | {"open_preschool_hours_per_week": "12,5"}, questions=questions("kafo"))

    assert form.is_valid(), form.errors
    answers = form.answers()
    assert answers["open_preschool_hours_per_week"] == Decimal("12.5")
    assert (answers["health_centres_near"], answers["user_council"]) == (Decimal(1), "unknown")
    assert set(answers) == set(GOOD)


def test_centre_answers_form_keeps_nought() -> None:
    zeros = {"open_preschool_hours_per_week": "0", "health_centres_near": "0", "health_centres_total": "0"}
    form = CentreAnswersForm(GOOD | zeros, questions=questions("kafo"))

    assert form.is_valid(), form.errors
    assert {form.answers()[key] for key in zeros} == {Decimal(0)}


@pytest.mark.parametrize("key", list(GOOD))
def test_centre_answers_form_asks_for_every_question(key: str) -> None:
    form = CentreAnswersForm({name: value for name, value in GOOD.items() if name != key}, questions=questions("kafo"))

    assert list(form.errors) == [key]


@pytest.mark.parametrize("hours", ["not known", "Not known", "unknown"])
def test_hours_take_words_for_not_known(hours: str) -> None:
    with override("en"):
        form = CentreAnswersForm(GOOD | {"open_preschool_hours_per_week": hours}, questions=questions("kafo"))
        assert form.is_valid(), form.errors

    assert form.answers()["open_preschool_hours_per_week"] == "unknown"


@pytest.mark.parametrize("hours", ["many", "-1", "169", "12.345"])
def test_hours_that_are_none_are_refused(hours: str) -> None:
    form = CentreAnswersForm(GOOD | {"open_preschool_hours_per_week": hours}, questions=questions("kafo"))

    assert list(form.errors) == ["open_preschool_hours_per_week"]


def test_answers_given_before_are_shown_again() -> None:
    asked = questions("kafo")
    given = {"open_preschool_hours_per_week": Decimal("40.00"), "health_centres_total": Decimal("20.00")}
    initial = CentreAnswersForm.initial_of(asked, given | {"maternity": "full"})

    page = CentreAnswersForm(initial=initial, questions=asked).as_div()

    assert 'value="40"' in page
    assert 'value="20"' in page
    assert CentreAnswersForm(initial=initial, questions=asked)["maternity"].value() == "full"


@pytest.mark.parametrize(("language", "shown"), [("sv", "12,5"), ("en", "12.5")])
def test_hours_are_shown_as_people_write_them(language: str, shown: str) -> None:
    initial = {"open_preschool_hours_per_week": Decimal("12.50")}

    with override(language):
        field = CentreAnswersForm(initial=initial, questions=questions("kafo"))["open_preschool_hours_per_week"]
        assert f'value="{shown}"' in str(field)


def test_sheet_form_lets_every_answer_be_left_out_and_shows_four_parts() -> None:
    form = SheetForm({"worried": "yes", "age": "41"}, questions=questions("parents-2012"))

    assert form.is_valid()
    assert form.answers() == {"worried": "yes", "age": Decimal(41)}
    assert [len(fields) for _part, fields in form.parts()] == [6, 8, 5, 6]


def test_questions_part_shows_headings_and_marks_no_answer_of_a_sheet_as_optional() -> None:
    form = SheetForm(questions=questions("parents-2012"))

    page = render_to_string("agreements/parts/questions.html", {"form": form})

    assert page.count("<h2>") == 4
    assert page.count('class="field"') == 25
    assert "label__optional" not in page
    assert " required" not in page
