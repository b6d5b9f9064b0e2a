"""The two-way rule in social services: a prompt on the page of a case, for the own unit alone."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.errors import CaseError
from cases.models import Case, SituationAnswer, SituationQuestion
from cases.selectors.situation import prompts_in
from cases.services.case import open_case
from cases.services.person import PersonFacts
from tests.cases.patient import answered
from tests.cast import Cast, acting_as
from tests.workflows.concern import Reported
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in

BEFORE, FROM = date(2026, 6, 30), date(2026, 7, 1)
OF_CHILD = ["parents-situation", "adult-ill", "adult-died", "sibling-ill"]


def keys(case: Case, by: object, on: date | None = None) -> list[str]:
    with acting_as(by):  # type: ignore[arg-type]
        return [each.question.key for each in prompts_in(case, by, on=on)]  # type: ignore[arg-type]


def adults_case(by: object) -> Case:
    with acting_as(by):  # type: ignore[arg-type]
        adult = PersonFacts(given_name="Ulf", birth_date=date(1980, 2, 3))
        return open_case(subject=adult, by=by)  # type: ignore[arg-type]


def test_questions_of_a_childs_case_follow_the_day(plan: Plan, cast: Cast) -> None:
    assert keys(plan.case, cast.worker, BEFORE) == OF_CHILD[:1]
    assert keys(plan.case, cast.worker, FROM) == OF_CHILD
    assert keys(plan.case, cast.worker) == OF_CHILD


def test_questions_are_of_social_services_alone(plan: Plan, cast: Cast) -> None:
    plan.to_replies()

    assert keys(plan.case, cast.nurse) == []
    with acting_as(cast.nurse), pytest.raises(CaseError):
        answered(plan.case, cast.nurse, "sibling-ill")


def test_case_of_an_adult_asks_for_children_where_misuse_is_met(cast: Cast) -> None:
    assert keys(adults_case(cast.neighbour), cast.neighbour) == ["children-affected"]
    assert keys(adults_case(cast.worker), cast.worker) == []


def test_answers_are_written_from_the_page_of_the_case(plan: Plan, cast: Cast) -> None:
    client, page = signed_in(cast.worker), reverse("case", args=[plan.case.pk])
    assert 'name="sibling-ill"' in client.get(page).content.decode()

    answer = client.post(
        reverse("situation", args=[plan.case.pk]),
        {"parents-situation": "yes", "sibling-ill": "not_relevant", "sibling-ill-text": "No siblings"},
    )

    assert answer.url == page
    shown = client.get(page).content.decode()
    assert "No siblings" in shown
    assert 'name="sibling-ill"' not in shown
    assert 'name="adult-ill"' in shown
    with acting_as(cast.worker):
        rows = SituationAnswer.objects.filter(case=plan.case)
        assert {(row.key, row.answer, row.answered_on) for row in rows} == {
            ("parents-situation", "yes", timezone.localdate()),
            ("sibling-ill", "not_relevant", timezone.localdate()),
        }


def test_not_relevant_needs_a_reason_and_nothing_is_lost(plan: Plan, cast: Cast) -> None:
    client = signed_in(cast.worker)
    sent = {"adult-ill": "yes", "adult-ill-text": "The mother", "sibling-ill": "not_relevant", "sibling-ill-text": " "}

    answer = client.post(reverse("situation", args=[plan.case.pk]), sent)

    assert answer.status_code == 422
    assert "The mother" in answer.content.decode()
    with acting_as(cast.worker):
        assert not SituationAnswer.objects.exists()


def test_answer_is_changed_and_the_earlier_stays_in_history(plan: Plan, cast: Cast) -> None:
    answered(plan.case, cast.worker, "adult-ill", "no")
    answered(plan.case, cast.worker, "adult-ill", "no")
    answered(plan.case, cast.worker, "adult-ill", "not_asked")

    with acting_as(cast.worker):
        row = SituationAnswer.objects.get()
        assert (row.answer, row.answered_on, row.edition) == ("not_asked", None, 2)
        assert SituationAnswer.history.count() == 2


def test_next_version_of_a_question_keeps_its_answer(plan: Plan, cast: Cast, as_owner: object) -> None:
    answered(plan.case, cast.worker, "sibling-ill", "yes")
    today = timezone.localdate()
    with as_owner():  # type: ignore[operator]
        old = SituationQuestion.objects.get(key="sibling-ill")
        old.valid_to = today - timedelta(days=1)
        old.save()
        values = {name: getattr(old, name) for name in ("key", "about", "source", "certainty", "position")}
        SituationQuestion(**values, text="Nytt?", valid_from=today).save()

    with acting_as(cast.worker):
        [prompt] = [each for each in prompts_in(plan.case, cast.worker) if each.question.key == "sibling-ill"]
        assert (prompt.question.text, prompt.is_asked) == ("Nytt?", True)


def test_received_report_prompts_and_answers_stay_with_the_unit(cast: Cast) -> None:
    reported = Reported(cast)
    client = signed_in(cast.worker)
    assert 'name="parents-situation"' in client.get(reverse("intake", args=[reported.intake.pk])).content.decode()

    answered(reported.intake, cast.worker, "parents-situation")

    for who in (cast.teacher, cast.nurse, cast.neighbour, cast.counsellor):
        with acting_as(who):
            assert not SituationAnswer.objects.exists()
            assert not SituationAnswer.history.exists()


@pytest.mark.parametrize("who", ["teacher", "nurse"])
def test_page_of_the_questions_does_not_exist_elsewhere(plan: Plan, cast: Cast, who: str) -> None:
    plan.to_replies()
    client: Client = signed_in(getattr(cast, who))

    assert client.get(reverse("situation", args=[plan.case.pk])).status_code == 404
