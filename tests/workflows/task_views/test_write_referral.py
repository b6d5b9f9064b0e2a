"""The page on which a referral is written and sent."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import Consent, Disclosure, Ground, Referral, Topic
from cases.services.referral import change_section
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover
from workflows.models import Step
from workflows.services.consent import record_consent, withdraw_consent

TODAY = timezone.localdate().isoformat()


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return Handover(cast)


def signed_in(by: Assignment) -> Client:
    client = Client()
    client.force_login(by.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = by.pk
    session.save()
    return client


def page_of(handover: Handover) -> str:
    return reverse("task", args=[handover.task(Step.WRITE_REFERRAL, handover.sender).pk])


def filled(handover: Handover, to: Assignment, **more: Any) -> dict[str, Any]:
    return {
        "text_question": "Support at home?",
        "topic_question": "family",
        "tell_question": "on",
        "edition_question": 1,
        "receiver": to.unit_id,
        "ground": "consent_12_2",
        "consented": str(handover.guardian.pk),
        "consent_form": "oral",
        "valid_to": "+12v",
    } | more


def test_sending_records_the_yes_and_tells_the_receiver(handover: Handover, cast: Cast) -> None:
    answer = signed_in(cast.nurse).post(page_of(handover), filled(handover, cast.teacher))

    assert answer.status_code == 302
    assert handover.state(cast.nurse) == Referral.State.SENT
    assert handover.state(cast.teacher) == Referral.State.SENT


def test_a_yes_is_not_recorded_over_a_withdrawal_since_the_page_was_opened(handover: Handover, cast: Cast) -> None:
    consent = handover.consent(cast.teacher.unit)
    client, page = signed_in(cast.nurse), page_of(handover)
    shown = client.post(page, filled(handover, cast.teacher, preview="1"))
    stood = shown.context["form"]["stood"].value()
    withdraw_consent(consent=consent, by=cast.nurse)

    answer = client.post(page, filled(handover, cast.teacher, stood=stood))

    assert answer.status_code == 422
    assert (
        str(_("Somebody has answered, or taken an answer back, since you opened the page.")) in answer.content.decode()
    )
    with acting_as(cast.nurse):
        assert not Disclosure.objects.filter(case=handover.case).exists()


def test_preview_shows_what_is_ticked_apart_from_what_stays(handover: Handover, cast: Cast) -> None:
    typed = filled(handover, cast.teacher, text_other="Call grandmother", topic_other="family", preview="1")

    shown = signed_in(cast.nurse).post(page_of(handover), typed).context["preview"]

    assert [part.text for part in shown.told] == ["Support at home?"]
    assert [part.text for part in shown.kept] == ["Call grandmother"]


def test_saving_keeps_the_task_and_tells_nobody(handover: Handover, cast: Cast) -> None:
    typed = filled(handover, cast.teacher, text_background="Seen twice", topic_background="family", save="1")

    answer = signed_in(cast.nurse).post(page_of(handover), typed)

    assert answer.status_code == 302
    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.WRITE_REFERRAL]
    with acting_as(cast.nurse):
        assert not Disclosure.objects.filter(case=handover.case).exists()


@pytest.fixture
def stale(handover: Handover, cast: Cast) -> tuple[Client, str, Any]:
    """A client, the page, and its answer to a text that a colleague had changed meanwhile."""
    client, page = signed_in(cast.nurse), page_of(handover)
    change_section(section=handover.sections[0], edition=1, text="A colleague's words", by=cast.second_nurse)
    typed = filled(handover, cast.teacher, text_question="My words", text_wish="A pram", topic_wish="family")
    return client, page, client.post(page, typed)


def test_a_text_that_a_colleague_changed_meanwhile_is_shown_beside_ones_own(
    stale: tuple[Client, str, Any], handover: Handover, cast: Cast
) -> None:
    _client, _page, answer = stale

    assert answer.status_code == 409
    assert "colleague" in answer.content.decode()
    assert [each["mine_plain"] for each in answer.context["texts"]] == ["My words"]
    with acting_as(cast.nurse):
        assert not Disclosure.objects.filter(case=handover.case).exists()


@pytest.mark.parametrize(("use", "kept"), [("mine", "My words"), ("theirs", "A colleague's words"), ("merged", "Both")])
def test_the_text_that_is_chosen_comes_back_into_the_form_with_all_the_rest(
    stale: tuple[Client, str, Any], handover: Handover, cast: Cast, use: str, kept: str
) -> None:
    client, page, answer = stale
    sent = QueryDict(mutable=True)
    for name, value in answer.context["hidden"]:
        sent.appendlist(name, value)
    texts = {"text_question": "Both", "mine_text_question": "My words", "theirs_text_question": "A colleague's words"}

    form = client.post(page, {**dict(sent.lists()), **texts, "use": use}).context["form"]

    assert form["text_question"].value() == kept
    assert form["edition_question"].value() == "2"
    assert form["text_wish"].value() == "A pram"
    assert form["ground"].value() == "consent_12_2"
    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.WRITE_REFERRAL]


def test_parts_that_the_consent_does_not_cover_are_named_with_who_has_not_said_yes(
    handover: Handover, cast: Cast
) -> None:
    handover.consent(cast.teacher.unit)
    more = {"text_background": "Points", "topic_background": "mental_health", "tell_background": "on"}
    typed = filled(handover, cast.teacher, consented=[], **more)

    shown = signed_in(cast.nurse).post(page_of(handover), typed | {"preview": "1"}).context
    answer = signed_in(cast.nurse).post(page_of(handover), typed | {"stood": shown["form"]["stood"].value()})

    [missing] = shown["uncovered"]
    assert (missing.topic, missing.people) == (str(Topic.MENTAL_HEALTH.label), ["Kim Test"])
    assert answer.status_code == 422
    assert "consented" in answer.context["form"].errors
    with acting_as(cast.nurse):
        assert not Disclosure.objects.filter(case=handover.case).exists()


def test_a_yes_on_the_page_leaves_what_the_family_keeps(handover: Handover, cast: Cast) -> None:
    record_consent(
        case=handover.case,
        person=handover.guardian,
        answer=Consent.Answer.YES,
        form=Consent.Form.ORAL,
        given_on=timezone.localdate(),
        valid_to=timezone.localdate(),
        scopes={cast.counsellor.unit: {Topic.FAMILY}},
        not_shared={Topic.SUBSTANCE_USE},
        not_shared_words="Not the drinking",
        by=cast.nurse,
    )
    client, page = signed_in(cast.nurse), page_of(handover)
    stood = client.post(page, filled(handover, cast.teacher, preview="1")).context["form"]["stood"].value()

    assert client.post(page, filled(handover, cast.teacher, stood=stood)).status_code == 302

    with acting_as(cast.nurse):
        latest = Consent.objects.filter(case=handover.case).latest("created_at")
        assert (latest.not_shared, latest.not_shared_words) == ([Topic.SUBSTANCE_USE], "Not the drinking")


def test_an_answer_is_recorded_first_and_what_was_typed_is_still_there(handover: Handover, cast: Cast) -> None:
    client, page = signed_in(cast.nurse), page_of(handover)
    typed = filled(handover, cast.teacher, consented=[], text_wish="A pram", topic_wish="family", to_consent="1")

    there = client.post(page, typed)
    assert there.status_code == 302
    consent = {
        "person": str(handover.guardian.pk),
        "answer": "yes",
        "form": "oral",
        "given_on": timezone.localdate().isoformat(),
    }
    scopes = {"units": cast.teacher.unit_id, "topics": "family", "valid_to": "+12v"}
    back = client.post(there["Location"], consent | scopes)
    assert (back.status_code, back["Location"]) == (302, page)

    shown = client.get(page).context
    assert shown["form"]["text_wish"].value() == "A pram"
    assert not shown["form"]["tell_wish"].value()
    assert (shown["chosen"].key, shown["receiver"], shown["uncovered"]) == ("consent_12_2", cast.teacher.unit, [])


def test_where_to_go_on_after_a_consent_is_never_elsewhere(handover: Handover, cast: Cast) -> None:
    consent = {
        "person": str(handover.guardian.pk),
        "answer": "no",
        "form": "oral",
        "given_on": timezone.localdate().isoformat(),
    }

    there = reverse("record_consent", args=[handover.case.pk]) + "?then=https://evil.test/"

    assert signed_in(cast.nurse).post(there, consent)["Location"] == reverse("inbox")


def test_a_duty_is_told_by_the_section_that_was_chosen(handover: Handover, cast: Cast) -> None:
    duty = {"ground": Ground.DUTY, "duty": "SoL 20 kap. 6 §", "need": "They ask"}

    answer = signed_in(cast.nurse).post(page_of(handover), filled(handover, cast.worker, **duty))

    assert answer.status_code == 302
    with acting_as(cast.nurse):
        found = Disclosure.objects.filter(case=handover.case).values_list("ground_section", flat=True)
        assert set(found) == {"SoL 20 kap. 6 §"}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"duty": "other", "section": ""}, "section"),
        ({"duty": "SoL 20 kap. 6 §", "section": "BrB 24"}, "section"),
        ({"duty": "SoL 99 kap."}, "duty"),
    ],
)
def test_a_duty_without_one_section_is_refused_at_its_field(
    handover: Handover, cast: Cast, typed: dict[str, str], field: str
) -> None:
    duty = {"ground": Ground.DUTY, "need": "They ask"} | typed

    answer = signed_in(cast.nurse).post(page_of(handover), filled(handover, cast.worker, **duty))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_sections_of_law_are_offered_only_to_whom_they_reach(handover: Handover, cast: Cast) -> None:
    typed = filled(handover, cast.teacher, ground=Ground.DUTY, preview="1")

    form = signed_in(cast.nurse).post(page_of(handover), typed).context["form"]

    assert [key for key, _label in form.fields["duty"].choices] == ["other"]
