"""The page on which a referral is written and sent."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import Disclosure, Referral
from cases.services.referral import change_section
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover
from workflows.models import Step
from workflows.services.consent import withdraw_consent


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


def test_a_text_that_a_colleague_changed_meanwhile_is_refused_at_its_field_and_kept(
    handover: Handover, cast: Cast
) -> None:
    page = page_of(handover)
    change_section(section=handover.sections[0], edition=1, text="A colleague's words", by=cast.second_nurse)

    answer = signed_in(cast.nurse).post(page, filled(handover, cast.teacher, text_question="My words", save="1"))

    assert answer.status_code == 422
    assert "text_question" in answer.context["form"].errors
    assert "My words" in answer.content.decode()
