"""A referral on paper, page by page: what is asked when it is sent, what is recorded, and what the files hold."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import AccessLogEntry, ConsentScope, Disclosure, Referral, Sending
from tests.cast import Cast, acting_as
from tests.pdf_text import pdf_text
from tests.workflows.on_paper import SCHOOL, PaperHandover
from workflows.models import Step
from workflows.services.consent import withdraw_consent

YESTERDAY = f"{timezone.localdate() - timedelta(days=1)}"


@pytest.fixture
def paper(cast: Cast) -> PaperHandover:
    return PaperHandover(cast)


def signed_in(by: Assignment) -> Client:
    client = Client()
    client.force_login(by.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = by.pk
    session.save()
    return client


def page_of(paper: PaperHandover, step: Step) -> str:
    return reverse("task", args=[paper.task(step, paper.sender).pk])


def filled(paper: PaperHandover, **more: Any) -> dict[str, Any]:
    return {
        "text_question": "Support at home?",
        "topic_question": "family",
        "tell_question": "on",
        "edition_question": 1,
        "party": SCHOOL.name,
        "party_kind": SCHOOL.kind.value,
        "channel": "registered_post",
        "posted_on": "",
        "ground": "consent_12_2",
        "consented": str(paper.guardian.pk),
        "consent_form": "oral",
        "valid_to": "+12v",
    } | more


def test_sending_records_the_yes_and_leads_to_the_paper(paper: PaperHandover) -> None:
    client = signed_in(paper.sender)

    answer = client.post(page_of(paper, Step.WRITE_REFERRAL), filled(paper, posted_on=YESTERDAY), follow=True)

    sending = paper.waits()
    assert sending is not None
    assert (sending.party, sending.channel, str(sending.posted_on)) == (SCHOOL.name, "registered_post", YESTERDAY)
    assert reverse("sending_pdf", args=[paper.case.pk, sending.pk]) in answer.content.decode()
    with acting_as(paper.sender):
        assert set(ConsentScope.objects.filter(case=paper.case, unit=None).values_list("party", flat=True)) == {
            SCHOOL.name
        }


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"party_kind": ""}, "party_kind"),
        ({"channel": ""}, "channel"),
        ({"posted_on": ""}, "posted_on"),
        ({"posted_on": "+1v"}, "posted_on"),
        ({"party": "", "party_kind": "", "ground": ""}, "receiver"),
        ({"ground": "child_or_misuse_or_compulsory_care_25_12", "group": "under_18", "need": "-"}, "ground"),
        ({"consented": []}, "consented"),
    ],
    ids=["kind", "channel", "day", "tomorrow", "nobody", "ground", "no yes"],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_told(
    paper: PaperHandover, more: dict[str, Any], field: str
) -> None:
    typed = filled(paper, posted_on=YESTERDAY, text_background="New words") | more

    shown = signed_in(paper.sender).post(page_of(paper, Step.WRITE_REFERRAL), typed)

    assert shown.status_code == 422
    assert shown.context["form"].errors.get(field)
    assert "New words" in shown.content.decode()
    with acting_as(paper.sender):
        assert not Disclosure.objects.filter(case=paper.case).exists()


def test_a_unit_and_a_party_at_once_are_refused(paper: PaperHandover, cast: Cast) -> None:
    typed = filled(paper, posted_on=YESTERDAY, receiver=cast.teacher.unit_id)

    shown = signed_in(paper.sender).post(page_of(paper, Step.WRITE_REFERRAL), typed)

    assert shown.context["form"].errors["party"]


def test_preview_offers_the_grounds_that_reach_the_party(paper: PaperHandover) -> None:
    shown = signed_in(paper.sender).post(page_of(paper, Step.WRITE_REFERRAL), filled(paper, preview="1"))

    assert [row.key for row in shown.context["form"].grounds.values()] == ["consent_12_2", "duty_by_law_10_28"]
    assert SCHOOL.name in shown.content.decode()


def test_the_answer_is_recorded_with_its_words(paper: PaperHandover) -> None:
    paper.to_posted()
    client = signed_in(paper.sender)
    typed = {"answer": "accepted", "text": "They come in May."}
    answer = client.post(page_of(paper, Step.RECORD_ANSWER), typed, follow=True)

    assert "They come in May." in answer.content.decode()
    assert paper.state(paper.sender) == Referral.State.ACCEPTED


def test_a_no_without_a_reason_keeps_what_was_typed(paper: PaperHandover) -> None:
    paper.to_posted()

    shown = signed_in(paper.sender).post(page_of(paper, Step.RECORD_ANSWER), {"answer": "turned_down", "text": "No."})

    assert shown.context["form"].errors["reason"]
    assert "No." in shown.content.decode()


def test_the_outcome_can_be_told_in_two_turns(paper: PaperHandover) -> None:
    paper.to_posted()
    paper.record(Sending.Answer.ACCEPTED)
    client, page = signed_in(paper.sender), page_of(paper, Step.RECORD_OUTCOME)

    assert client.post(page, {}).status_code == 422
    client.post(page, {"contact": "met", "on": YESTERDAY})
    assert paper.steps() == [Step.RECORD_OUTCOME]
    client.post(page, {"contact": "met", "on": YESTERDAY, "result": "goes_on", "text": "Every week."})

    assert paper.steps() == [Step.READ_FEEDBACK]


def test_the_same_paper_is_printed_again_and_says_when_it_no_longer_holds(paper: PaperHandover) -> None:
    consent = paper.consent_to(SCHOOL)
    sending = paper.post()
    address = reverse("sending_pdf", args=[paper.case.pk, sending.pk])
    client = signed_in(paper.sender)
    first = pdf_text(client.get(address).content)
    assert pdf_text(client.get(address).content) == first

    withdraw_consent(consent=consent, by=paper.sender)

    words = str(_("No longer holds since"))
    assert words not in first
    assert words in pdf_text(client.get(address).content)


def test_a_paper_is_tagged_swedish_and_logged(paper: PaperHandover) -> None:
    sending = paper.to_posted().waits()
    assert sending is not None

    answer = signed_in(paper.sender).get(reverse("sending_pdf", args=[paper.case.pk, sending.pk]))

    assert answer.headers["Content-Disposition"].endswith(f'{paper.case.number.replace(" ", "-")}-1.pdf"')
    with acting_as(paper.sender):
        log = AccessLogEntry.objects.filter(case_id=paper.case.pk, what="sending_pdf")
        assert [str(each.what_words) for each in log] == [str(_("what was sent, as a file"))]


def test_the_sender_is_asked_to_tell_until_it_notes_that_it_has(paper: PaperHandover) -> None:
    consent = paper.consent_to(SCHOOL)
    sending = paper.post()
    withdraw_consent(consent=consent, by=paper.sender)
    client = signed_in(paper.sender)
    page, told = reverse("referral", args=[paper.case.pk]), reverse("end_told", args=[paper.case.pk, sending.pk])
    assert told in client.get(page).content.decode()

    client.post(told, {"on": "2099-01-01"})
    assert told in client.get(page).content.decode()
    with acting_as(paper.sender):
        ended = Disclosure.objects.get(case=paper.case).ended_at
    assert ended is not None
    client.post(told, {"on": f"{timezone.localdate(ended)}"})

    assert told not in client.get(page).content.decode()
    assert client.get(told).status_code == 404


def test_recalling_says_who_has_it_on_paper(paper: PaperHandover) -> None:
    paper.to_posted()

    shown = signed_in(paper.sender).get(reverse("recall_referral", args=[paper.case.pk])).content.decode()

    assert SCHOOL.name in shown


def test_a_new_answer_can_name_the_party_again(paper: PaperHandover) -> None:
    paper.to_posted()
    typed = {
        "person": str(paper.guardian.pk),
        "answer": "yes",
        "form": "oral",
        "given_on": YESTERDAY,
        "parties": SCHOOL.name,
        "topics": "family",
        "valid_to": "+12v",
    }

    answer = signed_in(paper.sender).post(reverse("record_consent", args=[paper.case.pk]), typed)

    assert answer.status_code == 302
    assert paper.steps() == [Step.RECORD_ANSWER]
