"""From a finding to help: what was decided opens its page filled in, and the finding shows what came of it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import Assignment
from cases.models import Case, Consequence, Finding, ReferralSection
from tests.cast import Cast, acting_as
from tests.workflows.clinic import Visited, decide, pursued, visited
from tests.workflows.views.test_hands import signed_in
from workflows.models import Step
from workflows.selectors.task import open_tasks_of

Action = Finding.Action
OWN_WORDS = "Sleeps badly, wants to talk with somebody."


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.nurse)


def decided_by_page(client: Client, told: Visited, by: Assignment, action: str, text: str = OWN_WORDS) -> str:
    """Where the page of the task leads on."""
    with acting_as(by):
        [task] = open_tasks_of(told.finding.case)
    answer = client.post(reverse("task", args=[task.pk]), {"action": action, "text": text, "edition": "1"})
    return str(answer.url)


def test_referral_is_begun_with_the_person_the_topic_and_the_own_words(cast: Cast, client: Client) -> None:
    told = visited(cast)

    url = decided_by_page(client, told, cast.nurse, "referral")
    form = client.get(url).context["form"]

    assert form["given_name"].value() == "Kim"
    assert form["topic"].value() == "mental_health"
    assert form["kind"].value() == Case.Kind.REFERRAL
    assert form["need"].value() == f"{told.finding.get_proposal_display()}.\n{OWN_WORDS}"


def test_plan_is_asked_for_and_not_opened(cast: Cast, client: Client) -> None:
    url = decided_by_page(client, visited(cast), cast.nurse, "plan")

    assert client.get(url).context["form"]["kind"].value() == Case.Kind.PLAN_REQUEST
    with acting_as(cast.nurse):
        assert not Case.objects.filter(kind=Case.Kind.PLAN).exists()


def test_consultation_is_begun_without_a_name(cast: Cast, client: Client) -> None:
    url = decided_by_page(client, visited(cast), cast.nurse, "consultation")
    page = client.get(url)

    assert page.context["form"]["question"].value().endswith(OWN_WORDS)
    assert "Kim" not in page.content.decode()
    assert "Elis" not in page.content.decode()


def test_report_of_concern_is_begun_about_the_child_with_its_parent(cast: Cast, client: Client) -> None:
    url = decided_by_page(client, visited(cast), cast.nurse, "concern")
    form = client.get(url).context["form"]

    assert (form["given_name"].value(), form["parent_1"].value()) == ("Elis", "Kim")
    assert form["seen"].value().endswith(OWN_WORDS)


@pytest.mark.parametrize("action", ["referral", "plan", "consultation", "concern"])
def test_score_goes_nowhere_by_itself(cast: Cast, client: Client, action: str) -> None:
    told = visited(cast)
    assert told.answers.total is not None

    page = client.get(decided_by_page(client, told, cast.nurse, action, text="")).content.decode()

    fields = page.split("<main")[1]
    assert "EPDS" not in fields
    assert f"{told.answers.total} " not in fields


def test_referral_that_was_begun_is_shown_with_its_state(cast: Cast, client: Client) -> None:
    told = visited(cast)
    url = decided_by_page(client, told, cast.nurse, "referral")
    sent = {name: field.value() or "" for name, field in fields_of(client.get(url).context["form"]).items()}

    answer = client.post(url, sent | {"birth_date": "1994-05-04", "need": "My own words."})

    assert answer.status_code == 302, answer.context["form"].errors
    with acting_as(cast.nurse):
        row = Consequence.objects.select_related("led_to").get(case=told.finding.case)
        assert row.led_to.kind == Case.Kind.REFERRAL
        assert ReferralSection.objects.get(case=row.led_to).text == "My own words."
    page = client.get(reverse("finding", args=[told.finding.case_id])).content.decode()
    assert row.led_to.number in page
    assert reverse("case", args=[row.led_to_id]) in page
    assert url.replace("&", "&amp;") not in page


def test_consultation_that_was_begun_is_shown_until_it_is_answered(cast: Cast, client: Client) -> None:
    told = visited(cast)
    url = decided_by_page(client, told, cast.nurse, "consultation")
    asked = {"to": f"unit-{cast.outsider.unit_id}", "topic": "mental_health", "question": "what would you do?"}

    assert client.post(url, asked).status_code == 302

    with acting_as(cast.nurse):
        row = Consequence.objects.select_related("led_to").get(case=told.finding.case)
    page = client.get(reverse("finding", args=[told.finding.case_id]))
    assert [each.words.endswith(row.led_to.number) for each in page.context["came"]] == [True]
    # The unit that was asked reads the question, and knows of no finding.
    with acting_as(cast.outsider):
        assert not Consequence.objects.exists()
    assert row.led_to.number in signed_in(cast.outsider).get(reverse("consultations")).content.decode()


def test_draft_of_one_finding_is_not_taken_up_by_another(cast: Cast, client: Client) -> None:
    first, second = visited(cast), visited(cast)
    urls = [decided_by_page(client, told, cast.nurse, "referral") for told in (first, second)]
    key = client.get(urls[0]).context["draft_key"]
    client.post(f"{reverse('draft')}?key={key}", {"need": "Half a sentence"})

    needs = [client.get(url).context["form"]["need"].value() for url in (*urls, reverse("start_referral"))]

    assert needs[0] == "Half a sentence"
    assert "Half a sentence" not in needs[1:]


def fields_of(form: object) -> dict[str, object]:
    return {name: form[name] for name in form.fields}  # type: ignore[attr-defined, index]


def test_talk_first_and_a_referral_later_are_both_kept(cast: Cast, client: Client) -> None:
    told = visited(cast)
    decide(told.finding, Action.TALK, cast.nurse, text="We talk on Tuesday.")
    page = reverse("change_decision", args=[told.finding.case_id])
    sent = {"change": "anew", "action": "referral", "text": "It was not enough.", "edition": "2"}

    answer = client.post(page, sent)

    assert answer.url.startswith(reverse("start_referral"))
    shown = client.get(reverse("finding", args=[told.finding.case_id])).content.decode()
    for words in ("We talk on Tuesday.", "It was not enough."):
        assert words in shown
    with acting_as(cast.nurse):
        row = Finding.objects.get(pk=told.finding.pk)
        assert (row.action, row.edition) == (Action.REFERRAL, 3)
        assert row.decided_at > row.history.get(edition=2).decided_at


def test_corrected_decision_keeps_its_day_and_opens_no_page(cast: Cast, client: Client) -> None:
    told = visited(cast)
    first = decide(told.finding, Action.REFERRAL, cast.nurse)
    page = reverse("change_decision", args=[told.finding.case_id])

    answer = client.post(page, {"change": "correction", "action": "plan", "text": "-", "edition": "2"})

    assert answer.url == reverse("finding", args=[told.finding.case_id])
    with acting_as(cast.nurse):
        row = Finding.objects.get(pk=told.finding.pk)
        assert (row.action, row.decided_at) == (Action.PLAN, first.decided_at)


def test_second_decision_at_once_shows_the_first_and_keeps_the_words(cast: Cast, client: Client) -> None:
    told = visited(cast)
    decide(told.finding, Action.TALK, cast.nurse, text="Talk.")
    page = reverse("change_decision", args=[told.finding.case_id])
    sent = {"change": "anew", "action": "referral", "text": "First.", "edition": "2"}
    signed_in(cast.second_nurse).post(page, sent)

    answer = client.post(page, sent | {"action": "plan", "text": "Second."})

    assert answer.status_code == 409
    assert "First." in (shown := answer.content.decode())
    assert "Second." in shown
    assert client.post(page, sent | {"text": "Second.", "edition": "3"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"action": "no_action", "text": ""}, "text"), ({"action": "", "text": "Words."}, "action")],
    ids=["no-action-without-reason", "nothing-chosen"],
)
def test_decision_that_lacks_something_is_refused_at_its_field(
    cast: Cast, client: Client, sent: dict[str, str], field: str
) -> None:
    told = visited(cast)
    decide(told.finding, Action.TALK, cast.nurse)
    page = reverse("change_decision", args=[told.finding.case_id])

    answer = client.post(page, sent | {"change": "anew", "edition": "2"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert escape(sent["text"]) in answer.content.decode()


def test_undecided_finding_is_decided_by_its_task_alone(cast: Cast, client: Client) -> None:
    told = visited(cast)

    assert client.get(reverse("change_decision", args=[told.finding.case_id])).status_code == 404
    with acting_as(cast.nurse):
        assert [each.step for each in open_tasks_of(told.finding.case)] == [Step.DECIDE_FINDING]


@pytest.mark.parametrize("name", ["start_referral", "ask_consultation", "write_report"])
def test_page_of_another_units_finding_is_not_there(cast: Cast, name: str) -> None:
    told = pursued(cast).visited
    for who in (cast.outsider, cast.worker, cast.counsellor, cast.teacher):
        client = signed_in(who)
        for finding in (told.finding.case_id, told.contact.pk, "x"):
            assert client.get(f"{reverse(name)}?finding={finding}").status_code == 404
    assert signed_in(cast.nurse).get(f"{reverse(name)}?finding={told.contact.pk}").status_code == 404


def test_receiver_of_the_referral_does_not_see_what_it_came_of(cast: Cast) -> None:
    led = pursued(cast)

    for who in (cast.outsider, cast.worker, cast.counsellor, cast.teacher):
        with acting_as(who):
            assert not Consequence.objects.exists()
    assert signed_in(cast.teacher).get(reverse("finding", args=[led.visited.finding.case_id])).status_code == 404
