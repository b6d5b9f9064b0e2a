import pytest

from agreements.indicators.registry import INDICATORS
from agreements.models import Question, Questionnaire
from agreements.round_file import COLUMNS
from tests.agreements.rounds import questions

pytestmark = pytest.mark.django_db


def test_kafo_asks_the_columns_of_the_import_in_their_order() -> None:
    assert [question.key for question in questions("kafo")] == list(COLUMNS)


def test_kafo_split_is_that_of_the_figures() -> None:
    kafo = {question.key: question.kafo for question in questions("kafo")}

    cooperation = {key for key, part in kafo.items() if part == "cooperation"}
    assert cooperation == {
        "joint_staff_meetings",
        "user_survey",
        "user_council",
        "joint_staff_development",
        "other_actors",
        "region_staff_take_part",
        "municipal_staff_take_part",
    }
    assert {key for key, part in kafo.items() if not part} == {"in_operation"}
    assert sum(indicator.kafo == "cooperation" for indicator in INDICATORS.values()) >= len(cooperation)


def test_nothing_is_of_high_priority_until_somebody_says_so() -> None:
    assert not Question.objects.filter(is_high_priority=True).exists()


def test_parents_are_asked_25_questions_in_four_parts() -> None:
    asked = questions("parents-2012")

    assert len(asked) == 25
    assert list(dict.fromkeys(question.part for question in asked)) == [
        "Om dig som förälder",
        "Familjens situation",
        "Barnets vardag",
        "Att vara förälder",
    ]


def test_no_sheet_without_a_name_asks_for_free_text() -> None:
    sheets = Question.objects.exclude(questionnaire__kind=Questionnaire.Kind.KAFO)

    assert not sheets.filter(kind=Question.Kind.TEXT).exists()


def test_choices_of_a_question_are_codes_with_words() -> None:
    family_form = Question.objects.get(key="family_form")

    assert family_form.choices[0] == ("lone", "Ensam")
    assert [code for code, _words in Question.objects.get(key="user_council").choices] == ["yes", "no", "unknown"]
    assert Question.objects.get(key="age").choices == []
