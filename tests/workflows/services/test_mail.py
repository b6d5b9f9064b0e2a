"""E-mail that there is something to see: to whom, when, how often, and nothing else in it or in the log."""

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from cases.models import Sending
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.handover import Handover
from tests.workflows.task_views.test_write_referral import signed_in
from workflows.models import Mail, MailSetting, Notice, Step
from workflows.services.clocks import run_clocks
from workflows.services.mail import AGAIN_AFTER, TRIES, next_daily, queue_mails, send_mails
from workflows.services.mail_setting import set_mail
from workflows.services.user import deactivate_user, end_assignment

Timing = MailSetting.Timing
Work = Callable[..., int]
SILENT_AFTER = timedelta(days=9)


@pytest.fixture
def work(as_worker: Acting) -> Work:
    """What the job does once a minute."""

    def run(now: datetime | None = None) -> int:
        with as_worker():
            queue_mails(now or timezone.now())
            return send_mails(now or timezone.now())

    return run


@pytest.fixture
def silent(cast: Cast, as_worker: Acting) -> Handover:
    """A referral of the nurse's that the preschool has not answered: the one is told it is back, the other late."""
    handover = Handover(cast).to_waiting(cast.teacher)
    with as_worker():
        run_clocks(timezone.now() + SILENT_AFTER)
    return handover


def wants(who: Assignment, timing: MailSetting.Timing = Timing.AT_ONCE) -> None:
    with acting_as(who):
        set_mail(wanted=dict.fromkeys(Notice.Kind, timing), by=who)


def receivers(mailoutbox: list[EmailMessage]) -> list[str]:
    return sorted(address for mail in mailoutbox for address in mail.to)


def test_who_has_chosen_nothing_gets_no_mail(silent: Handover, work: Work, mailoutbox: list[EmailMessage]) -> None:
    assert work() == 0
    assert mailoutbox == []


def test_mail_says_that_there_is_something_and_nothing_else(
    silent: Handover, work: Work, mailoutbox: list[EmailMessage], caplog: pytest.LogCaptureFixture
) -> None:
    wants(silent.sender)

    work()

    [mail] = mailoutbox
    assert mail.to == ["nurse@example.test"]
    assert mail.subject == "Samplan"
    assert mail.body == "Det finns något att se för dig i Samplan.\n\nhttp://127.0.0.1:8000/\n"
    for word in ("Elis", "Kim", "Child health", "Preschool", silent.case.number, str(silent.case.pk), "nurse"):
        assert word not in mail.body
        assert word not in caplog.text


def test_much_to_see_is_one_mail_and_comes_once(silent: Handover, work: Work, mailoutbox: list[EmailMessage]) -> None:
    wants(silent.sender)
    with acting_as(silent.sender):
        case, unit = silent.case, silent.sender.unit
        Notice.objects.bulk_create(
            Notice(kind=Notice.Kind.RETURNED, case=case, unit=unit, to_unit=unit) for _each in range(3)
        )

    assert [work(), work(timezone.now() + timedelta(days=3))] == [1, 0]


def test_daily_mail_waits_for_the_morning(silent: Handover, work: Work, mailoutbox: list[EmailMessage]) -> None:
    wants(silent.sender, Timing.DAILY)
    now = timezone.now()

    assert work(now) == 0
    assert work(next_daily(now)) == 1
    assert work(next_daily(now) + timedelta(days=1)) == 0


def test_what_was_seen_before_the_morning_is_not_mailed(silent: Handover, work: Work) -> None:
    wants(silent.sender, Timing.DAILY)
    work()
    with acting_as(silent.sender):
        Notice.objects.filter(to_unit=silent.sender.unit).update(seen_at=timezone.now())

    assert work(next_daily(timezone.now())) == 0


def test_a_unit_manager_alone_is_mailed_of_what_is_told_to_managers(
    cast: Cast, as_worker: Acting, work: Work, mailoutbox: list[EmailMessage]
) -> None:
    Handover(cast).to_waiting(cast.worker)
    for each in (cast.worker, cast.colleague, cast.manager, cast.coordinator, cast.auditor, cast.neighbour):
        wants(each)
    with as_worker():
        run_clocks(timezone.now() + SILENT_AFTER)
    with acting_as(cast.manager):
        Notice.objects.filter(to_role="").update(seen_at=timezone.now())

    work()

    assert receivers(mailoutbox) == ["manager@example.test"]


@pytest.mark.parametrize("ended", ["assignment", "user"])
def test_who_has_left_gets_none_not_even_what_was_queued(
    silent: Handover, work: Work, mailoutbox: list[EmailMessage], ended: str
) -> None:
    wants(silent.sender, Timing.DAILY)
    work()
    yesterday = timezone.localdate() - timedelta(days=1)
    with act_as(None, reason="test"):
        if ended == "user":
            deactivate_user(user=silent.sender.user, by=None)
        else:
            end_assignment(assignment=silent.sender, last_day=yesterday, by=None)

    assert work(next_daily(timezone.now())) == 0
    assert mailoutbox == []


def test_a_mail_that_cannot_be_sent_is_tried_again_a_few_times_and_logged_without_the_address(
    silent: Handover, work: Work, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wants(silent.sender)
    tried = []

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        tried.append(self.to)
        raise smtplib.SMTPRecipientsRefused({self.to[0]: (550, b"no")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    now = timezone.now()
    for again in range(TRIES + 2):
        work(now + again * AGAIN_AFTER)
        work(now + again * AGAIN_AFTER)

    assert len(tried) == TRIES
    assert "SMTPRecipientsRefused" in caplog.text
    assert "nurse@" not in caplog.text


def test_a_worker_that_ends_before_it_has_marked_the_mail_sends_one_more_and_no_third(
    silent: Handover, as_worker: Acting, work: Work, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    wants(silent.sender)
    now = timezone.now()
    with as_worker():
        queue_mails(now)
        monkeypatch.setattr("workflows.services.mail._mark", _ends)
        with pytest.raises(SystemExit):
            send_mails(now)
    monkeypatch.undo()

    assert [work(now), work(now + AGAIN_AFTER), work(now + 5 * AGAIN_AFTER)] == [0, 1, 0]
    assert len(mailoutbox) == 2


def _ends(column: str, mail: int, now: datetime) -> None:
    raise SystemExit


def test_nobody_reads_the_outbox_or_what_another_wants(cast: Cast) -> None:
    wants(cast.nurse)

    with acting_as(cast.second_nurse):
        assert not MailSetting.objects.exists()
    with pytest.raises(DatabaseError), acting_as(cast.second_nurse), transaction.atomic():
        Mail.objects.exists()


def test_settings_page_shows_none_at_first_and_keeps_what_is_chosen(cast: Cast) -> None:
    client, page = signed_in(cast.nurse), reverse("mail_settings")
    assert set(client.get(page).context["form"].initial.values()) == {Timing.NEVER}

    client.post(page, {kind.value: Timing.NEVER.value for kind in Notice.Kind} | {"silent": "daily"})

    assert client.get(page).context["form"].initial["silent"] == Timing.DAILY


@pytest.mark.parametrize("wrong", ["hourly", ""])
def test_settings_refuse_what_is_no_choice_and_change_nothing(cast: Cast, wrong: str) -> None:
    client, page = signed_in(cast.nurse), reverse("mail_settings")

    answer = client.post(page, {kind.value: Timing.DAILY.value for kind in Notice.Kind} | {"silent": wrong})

    assert answer.status_code == 422
    assert set(client.get(page).context["form"].initial.values()) == {Timing.NEVER}


@pytest.mark.parametrize(
    "answer", [{"answer": "turned_down", "reason": "no_capacity"}, {"answer": "more_asked", "text": "Since when?"}]
)
def test_sender_is_told_when_it_comes_back(cast: Cast, answer: dict[str, str]) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    task = handover.task(Step.ANSWER_REFERRAL, cast.teacher)

    sent = signed_in(cast.teacher).post(reverse("task", args=[task.pk]), answer)

    assert sent.status_code == 302
    assert returned(handover) == ["Child health"]


def test_sender_is_not_told_that_it_came_back_when_it_was_taken_over(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    task = handover.task(Step.ANSWER_REFERRAL, cast.teacher)

    signed_in(cast.teacher).post(reverse("task", args=[task.pk]), {"answer": Sending.Answer.ACCEPTED})

    assert returned(handover) == []


def returned(handover: Handover) -> list[str]:
    with acting_as(handover.sender):
        notices = Notice.objects.filter(case=handover.case, kind=Notice.Kind.RETURNED).select_related("to_unit")
        return [each.to_unit.name for each in notices if each.to_unit]
