"""A patient as a parent: the flow's names, and one run round and round until the contact ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, HealthContact, HealthStep, Parenthood
from tests.cases.patient import record_of
from tests.cast import Cast, acting_as
from tests.workflows.patient import open_task, patient_of, send
from tests.workflows.views.test_hands import signed_in
from workflows.flows.parenthood import ParenthoodFlow
from workflows.models import Deadline, Outcome, ParenthoodProcess, Step, Task, WorkItem
from workflows.nodes.human import HumanTask
from workflows.services.parenthood import end_contact

HUMAN = ["ask_parenthood", "assess_child", "review_parenthood"]
GATEWAYS = ["closed", "enrolled", "goes_on", "is_to_be_assessed"]


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.counsellor)


def test_nodes_have_the_names_that_are_stored() -> None:
    nodes = {node.name: node for node in ParenthoodFlow.instance.nodes()}

    assert sorted(nodes) == sorted([*HUMAN, *GATEWAYS])
    assert sorted(name for name, node in nodes.items() if isinstance(node, HumanTask)) == HUMAN


def test_patient_is_asked_assessed_and_asked_again_until_the_contact_ends(cast: Cast, client: Client) -> None:
    by, case = cast.counsellor, patient_of(cast.counsellor)
    review = timezone.localdate() + timedelta(days=30)
    child = {"children": "yes", "child0-name": "Elis", "child0-age": "7", "child0-lives": "part"}
    assert send(client, case, by, **child).status_code == 302
    assert open_task(case, by).step == Step.ASSESS_CHILD

    reason = {"protection": "no_report", "protection_text": "Safe with the other parent."}
    send(client, case, by, **reason, children="yes", next_review=review.isoformat())
    task = open_task(case, by)
    assert task.step == Step.REVIEW_PARENTHOOD
    with acting_as(by):
        assert not WorkItem.objects.get(task=task).is_open
        [deadline] = Deadline.objects.filter(task=task)
        assert timezone.localdate(deadline.due_at) == review + timedelta(days=1)
    send(client, case, by, children="yes", protection="no_report", protection_text="As before.")
    again = open_task(case, by)
    assert (again.step, again.pk == task.pk) == (Step.REVIEW_PARENTHOOD, False)

    with acting_as(by):
        end_contact(case=case, ending=HealthContact.Ending.DONE, ended_on=timezone.localdate(), by=by)
        assert ParenthoodProcess.objects.get(case=case).finished
        assert not Task.objects.filter(case=case, finished=None).exists()
        assert not Deadline.objects.filter(case=case, closed_at=None).exists()
        outcomes = (
            Task.objects.filter(case=case).exclude(outcome="").order_by("created").values_list("outcome", flat=True)
        )
        assert list(outcomes) == [Outcome.ASKED, Outcome.NOT_REPORTED, Outcome.ASKED, Outcome.CASE_CLOSED]
        steps = HealthStep.objects.filter(case=case).order_by("created_at").values_list("step__key", flat=True)
        assert list(steps) == ["children-asked", "parenthood-talk", "parenthood-review"]


def test_patient_without_children_is_asked_again_in_half_a_year(cast: Cast, client: Client) -> None:
    case = patient_of(cast.counsellor)

    send(client, case, cast.counsellor, children="no")

    task = open_task(case, cast.counsellor)
    with acting_as(cast.counsellor):
        [deadline] = Deadline.objects.filter(task=task).select_related("clock")
    assert task.step == Step.REVIEW_PARENTHOOD
    assert (deadline.clock_key, deadline.clock.length, deadline.clock.unit) == (
        "review_parenthood",
        6,
        "calendar_months",
    )


def test_half_answered_is_saved_and_the_task_waits(cast: Cast, client: Client) -> None:
    case = patient_of(cast.counsellor)
    task = open_task(case, cast.counsellor)

    refused = send(client, case, cast.counsellor, worried="yes", worried_text="The nights")
    answer = send(client, case, cast.counsellor, worried="yes", worried_text="The nights", later="1")

    assert (refused.status_code, answer.status_code) == (422, 302)
    assert "The nights" in refused.content.decode()
    assert open_task(case, cast.counsellor).pk == task.pk
    shown = client.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "The nights" in shown
    assert "asked__not" in shown


def test_report_leads_to_its_page_and_sends_nothing(cast: Cast, client: Client) -> None:
    case = patient_of(cast.counsellor)

    answer = send(client, case, cast.counsellor, children="yes", protection="report")

    assert answer.url == reverse("write_report")  # type: ignore[attr-defined]
    assert open_task(case, cast.counsellor).step == Step.REVIEW_PARENTHOOD
    with acting_as(cast.counsellor):
        assert Parenthood.objects.get().protection == "report"
        assert not Case.objects.filter(kind=Case.Kind.CONCERN_REPORT).exists()


def test_second_of_two_sees_what_stands_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    case = patient_of(cast.counsellor)
    page = reverse("task", args=[open_task(case, cast.counsellor).pk])
    send(client, case, cast.counsellor, worried="no", relief="yes", later="1")

    typed = {"worried": "yes", "worried_text": "The nights", "advice": "given", "edition": "1", "later": "1"}
    refused = client.post(page, typed)
    accepted = client.post(page, typed | {"edition": "2", "relief": "yes"})

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "The nights" in shown
    assert 'name="edition" value="2"' in shown
    assert accepted.status_code == 302
    with acting_as(cast.counsellor):
        row = record_of(case, cast.counsellor)
        assert (row.worried, row.relief, row.advice) == ("yes", "yes", "given")


def test_nothing_of_a_patient_exists_for_others(cast: Cast) -> None:
    case = patient_of(cast.counsellor)
    task = open_task(case, cast.counsellor)

    for who in (cast.worker, cast.nurse, cast.outsider):
        other = signed_in(who)
        assert other.get(reverse("parenthood", args=[case.pk])).status_code == 404
        assert other.get(reverse("task", args=[task.pk])).status_code == 404
