"""The clinic's pages, as a nurse uses them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Finding, HealthStep, InstrumentAnswers
from cases.scoring import Proposal
from cases.selectors.case import persons_in
from tests.cases.contact import enrolled_child, parent_in, programme
from tests.cast import Cast, acting_as
from tests.workflows.views.test_hands import signed_in
from workflows.models import Step
from workflows.selectors.task import open_tasks_of

EPDS_13 = {f"epds-item_{number}": "1" for number in range(1, 10)} | {
    "epds-item_1": "3",
    "epds-item_2": "3",
    "epds-item_10": "0",
}


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.nurse)


def test_nurse_enrols_a_child_and_finds_it_in_the_list(cast: Cast, client: Client) -> None:
    born = timezone.localdate() - timedelta(days=45)

    answer = client.post(
        reverse("enrol"),
        {"programme": programme().pk, "given_name": "Elis", "birth_date": born.isoformat(), "protection": "none"},
    )

    with acting_as(cast.nurse):
        case = Case.objects.get(kind=Case.Kind.CHILD_HEALTH)
    assert answer.url == reverse("contact", args=[case.pk])
    assert reverse("record_step", args=[case.pk, "visit-6-8-weeks"]) in client.get(answer.url).content.decode()
    assert answer.url in client.get(reverse("clinic")).content.decode()


def test_visit_with_thirteen_points_leads_to_a_finding_that_is_decided(cast: Cast, client: Client) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)
    page = reverse("record_step", args=[case.pk, "visit-6-8-weeks"])
    assert "epds-item_10" in client.get(page).content.decode()

    answer = client.post(
        page,
        {
            "outcome": "done",
            "happened_on": timezone.localdate().isoformat(),
            "weight": "4760",
            "length": "56,5",
            "about": str(mother.pk),
            "text": "Sleeps little.",
            **EPDS_13,
        },
    )

    with acting_as(cast.nurse):
        finding, row = Finding.objects.get(), HealthStep.objects.get()
        assert (row.weight, row.length, row.text) == (4760, 565, "Sleeps little.")
        task = next(each for each in open_tasks_of(finding.case) if each.step == Step.DECIDE_FINDING)
    assert answer.url == reverse("finding", args=[finding.case_id])
    assert client.get(answer.url).url == reverse("task", args=[task.pk])
    decided = client.post(reverse("task", args=[task.pk]), {"action": "referral", "text": "", "edition": "1"})
    assert decided.url.startswith(reverse("start_referral"))


def test_wrong_answer_is_refused_at_its_question_and_nothing_is_saved(cast: Cast, client: Client) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)
    page = reverse("record_step", args=[case.pk, "visit-6-8-weeks"])
    sent = {"outcome": "done", "happened_on": timezone.localdate().isoformat(), "about": str(mother.pk)}

    answer = client.post(page, sent | {"epds-item_4": "4", "text": "Kept."})

    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()
    with acting_as(cast.nurse):
        assert not HealthStep.objects.exists()
        assert not InstrumentAnswers.objects.exists()


def test_second_nurse_sees_what_stands_and_keeps_the_own_text(cast: Cast, client: Client) -> None:
    case = enrolled_child(cast.nurse, days_old=3)
    page = reverse("record_step", args=[case.pk, "first-contact"])
    sent = {"outcome": "done", "happened_on": timezone.localdate().isoformat()}
    assert signed_in(cast.second_nurse).post(page, sent | {"text": "First."}).status_code == 302

    answer = client.post(page, sent | {"text": "Second."})

    assert answer.status_code == 409
    assert "First." in (shown := answer.content.decode())
    assert "Second." in shown


def test_page_of_one_parent_says_nothing_of_the_other(cast: Cast, client: Client) -> None:
    case = enrolled_child(cast.nurse)
    mother, father = parent_in(case, cast.nurse), parent_in(case, cast.nurse, "Alex")
    sent = {"outcome": "done", "happened_on": timezone.localdate().isoformat(), "about": str(mother.pk), "text": ""}
    client.post(reverse("record_step", args=[case.pk, "visit-6-8-weeks"]), sent | EPDS_13)

    pages = {
        who.pk: client.get(reverse("answers", args=[case.pk, who.pk])).content.decode() for who in (mother, father)
    }

    assert "EPDS" in pages[mother.pk]
    assert "EPDS" not in pages[father.pk]
    child = client.get(reverse("contact", args=[case.pk])).content.decode()
    with acting_as(cast.nurse):
        found = reverse("finding", args=[Finding.objects.get().case_id])
    assert found in pages[mother.pk]
    assert found not in pages[father.pk]
    assert found not in child
    assert "EPDS" not in child
    assert str(Proposal.LOW_MOOD.label) not in child


def test_nothing_of_a_contact_exists_for_others(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    with acting_as(cast.nurse):
        [child] = persons_in(case, cast.nurse)
    for who in (cast.worker, cast.outsider):
        client = signed_in(who)
        for name, args in (
            ("contact", [case.pk]),
            ("record_step", [case.pk, "first-contact"]),
            ("end_contact", [case.pk]),
        ):
            assert client.get(reverse(name, args=args)).status_code == 404
        assert client.get(reverse("answers", args=[case.pk, child.pk])).status_code == 404
