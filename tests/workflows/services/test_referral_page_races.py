"""What every page, search and file shows of a referral while a consent is withdrawn, ends, or the referral goes on.

A reader goes through all of `SHOWN` again and again; before each it asks whether the end has committed. What is shown
after that is a leak. A new page or file of a receiver is added by its line in `SHOWN`.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from accounts.roles import Role
from cases.models import CasePerson, Ground, Sending
from cases.selectors.consent import consent_covers
from cases.services.disclosure import Basis
from tests.cast import Cast, acting_as, make_cast
from tests.conftest import Acting
from tests.racing import race
from tests.workflows.handover import Handover
from tests.workflows.task_views.test_races_by_http import signed_in
from tests.workflows.units import at, new_unit
from workflows.models import Step, Task
from workflows.services.consent import settle_consents_run_out, withdraw_consent
from workflows.services.referral import recall_referral

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WITHIN = Basis(Ground.WITHIN_PROVIDER)
TOKENS = ("Support at home?", "Elis", "Kim")
# (how it is asked for, name of the address, what it is about)
SHOWN = (
    ("get", "referral", "case"),
    ("get", "case", "case"),
    ("get", "disclosures", "case"),
    ("get", "disclosures_pdf", "case"),
    ("get", "readers", "case"),
    ("get", "task", "task"),
    ("get", "forward_referral", "task"),
    ("get", "cases", ""),
    ("get", "inbox", ""),
    ("post", "search", ""),
)


class Reader:
    """Somebody who opens every page of `SHOWN` until told to stop, and once more after that."""

    def __init__(self, handover: Handover, by: Assignment, is_over: Callable[[], bool]) -> None:
        self.client, self.is_over = signed_in(by), is_over
        with acting_as(handover.sender):
            asked = Task.objects.filter(case=handover.case, flow_task__endswith=Step.ANSWER_REFERRAL).latest("created")
        self.keys = {"case": handover.case.pk, "task": asked.pk}
        self.stop, self.leaks, self.shown = Event(), [], 0

    def open_all(self) -> None:
        for how, name, about in SHOWN:
            is_over = self.is_over()
            args = [self.keys[about]] if about else []
            answer = getattr(self.client, how)(reverse(name, args=args), {"q": "elis"} if how == "post" else {})
            if shows(answer):
                self.shown += 1
                self.leaks += [name] if is_over else []

    def read(self) -> None:
        while not self.stop.is_set():
            self.open_all()
        self.open_all()


def shows(answer: HttpResponse) -> bool:
    """A file that comes at all shows it; a page does by a word of it."""
    if answer.status_code == 200 and not answer["Content-Type"].startswith("text/html"):
        return True
    found = answer.content.decode("utf-8", "replace")
    return any(token in found for token in TOKENS)


def read_while(reader: Reader, act: Callable[[], object]) -> None:
    """The act comes while the reader is under way; at the end everything is read once more."""

    def act_and_stop() -> None:
        try:
            act()
        finally:
            reader.stop.set()

    assert race(reader.read, act_and_stop) == {"won": 2}
    assert reader.leaks == []


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def sister(committed: Cast) -> Assignment:
    return at(new_unit(committed.teacher.unit), role=Role.PRESCHOOL_TEACHER)


@pytest.fixture
def rounds(races: int) -> range:
    return range(max(races // 10, 2))


@pytest.fixture
def midnight(as_owner: Acting) -> Iterator[tuple[Callable[[], None], Callable[[], None]]]:
    """Midnight passes: for the database it is tomorrow from that commit on. And the day it was, again."""
    today = "CREATE OR REPLACE FUNCTION today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT "
    today += "(statement_timestamp() AT TIME ZONE 'Europe/Stockholm')::date {} $$"

    def it_is(day: str) -> None:
        with as_owner() as cursor:
            cursor.execute(today.format(day))

    yield lambda: it_is("+ 1"), lambda: it_is("")
    it_is("")


def consent_is_over(handover: Handover, by: Assignment) -> Callable[[], bool]:
    """Whether the family's yes to `by`'s unit no longer holds, as committed now."""

    provider = handover.sender.unit.provider_id

    def ask() -> bool:
        with acting_as(handover.sender):
            about = CasePerson.objects.get(case=handover.case, relation="subject", provider=provider).pk
            return not consent_covers(handover.case, "family", about, by.unit_id)

    return ask


def ends(as_owner: Acting, handover: Handover) -> Callable[[], None]:
    """The last day of the consent, and of what rests on it, was yesterday."""

    def run_out() -> None:
        last = timezone.localdate() - timedelta(days=1)
        with as_owner() as cursor:
            key = [last, handover.case.pk]
            cursor.execute("UPDATE cases_consent SET given_on = given_on - 9, valid_to = %s WHERE case_id = %s", key)
            cursor.execute("UPDATE cases_disclosedsection SET valid_to = %s WHERE case_id = %s", key)
            cursor.execute("UPDATE cases_disclosure SET valid_to = %s WHERE case_id = %s", key)

    return run_out


def readable(handover: Handover, by: Assignment) -> list[str]:
    reader = Reader(handover, by, lambda: True)
    reader.open_all()
    return reader.leaks


def test_every_address_of_the_list_shows_it_while_the_consent_holds(committed: Cast) -> None:
    handover = Handover(committed).to_waiting(committed.teacher)

    shown = readable(handover, committed.teacher)

    assert {"referral", "task", "forward_referral", "cases", "search", "disclosures_pdf"} <= set(shown)


def test_no_page_or_file_shows_it_after_the_withdrawal_has_committed(committed: Cast, rounds: range) -> None:
    by = committed.teacher
    for _round in rounds:
        handover = Handover(committed)
        consent = handover.consent(by.unit)
        handover.send(by)
        reader = Reader(handover, by, consent_is_over(handover, by))

        read_while(reader, lambda c=consent: withdraw_consent(consent=c, by=committed.nurse))  # type: ignore[misc]

        assert readable(handover, by) == []


def test_no_page_or_file_shows_it_after_the_consents_last_day(
    committed: Cast, rounds: range, as_owner: Acting, as_worker: Acting
) -> None:
    by = committed.teacher
    for _round in rounds:
        handover = Handover(committed).to_waiting(by)
        reader = Reader(handover, by, consent_is_over(handover, by))

        read_while(reader, ends(as_owner, handover))
        assert readable(handover, by) == []
        with as_worker():
            assert settle_consents_run_out() == 1

        assert [task.step for task in handover.open_tasks(committed.nurse)] == [Step.WRITE_REFERRAL]
        assert readable(handover, by) == []


def test_what_is_settled_while_it_is_read_shows_nothing_more(
    committed: Cast, rounds: range, as_owner: Acting, as_worker: Acting
) -> None:
    by = committed.teacher
    for _round in rounds:
        handover = Handover(committed).to_waiting(by)
        reader = Reader(handover, by, consent_is_over(handover, by))
        ends(as_owner, handover)()

        def settle() -> None:
            with as_worker():
                settle_consents_run_out()

        read_while(reader, settle)
        assert reader.shown == 0


def test_sending_at_midnight_of_the_last_day_leaves_nothing_to_read(
    committed: Cast, races: int, midnight: tuple[Callable[[], None], Callable[[], None]], as_worker: Acting
) -> None:
    by, sent = committed.teacher, 0
    passes, day_again = midnight
    for number in range(races):
        handover = Handover(committed)
        handover.consent(by.unit, days=0)

        def falls(wait: float = number / races) -> None:
            sleep(wait)
            passes()

        results = race(lambda h=handover: h.send(by), falls)  # type: ignore[misc]
        sent += results["won"] == 2
        with as_worker():
            settle_consents_run_out()

        assert told_to(handover, by) == 0
        assert [task.step for task in handover.open_tasks(committed.nurse)] == [Step.WRITE_REFERRAL]
        day_again()
    assert sent > 0


def test_passing_on_and_withdrawal_at_once_leave_nothing_to_read(
    committed: Cast, sister: Assignment, races: int
) -> None:
    by = committed.teacher
    for _round in range(races):
        handover = Handover(committed)
        consent = handover.consent(by.unit)
        handover.send(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        race(
            lambda h=handover, t=task: h.forward(by, sister.unit, WITHIN, task=t),  # type: ignore[misc]
            lambda c=consent: withdraw_consent(consent=c, by=committed.nurse),  # type: ignore[misc]
        )

        assert [task.step for task in handover.open_tasks(committed.nurse)] == [Step.WRITE_REFERRAL]
        assert told_to(handover, by) == told_to(handover, sister) == 0


def told_to(handover: Handover, by: Assignment) -> int:
    with acting_as(by), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_disclosedsection WHERE case_id = %s", [handover.case.pk])
        return int(cursor.fetchone()[0])


def test_who_passed_it_on_is_shown_nothing_after_that_has_committed(
    committed: Cast, sister: Assignment, rounds: range
) -> None:
    by = committed.teacher
    for _round in rounds:
        handover = Handover(committed).to_waiting(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        def is_over(handover: Handover = handover) -> bool:
            with acting_as(committed.nurse):
                return Sending.objects.filter(case=handover.case, answer=Sending.Answer.FORWARDED).exists()

        read_while(
            Reader(handover, by, is_over),
            lambda h=handover, t=task: h.forward(by, sister.unit, WITHIN, task=t),  # type: ignore[misc]
        )


def test_what_was_passed_on_is_shown_by_no_page_after_the_withdrawal(
    committed: Cast, sister: Assignment, rounds: range
) -> None:
    by = committed.teacher
    for _round in rounds:
        handover = Handover(committed)
        consent = handover.consent(by.unit)
        handover.send(by)
        handover.forward(by, sister.unit, WITHIN)
        reader = Reader(handover, sister, consent_is_over(handover, by))

        read_while(reader, lambda c=consent: withdraw_consent(consent=c, by=committed.nurse))  # type: ignore[misc]

        assert readable(handover, sister) == []


def test_passing_on_and_recall_at_once_agree_on_who_has_it(committed: Cast, sister: Assignment, races: int) -> None:
    by = committed.teacher
    for _round in range(races):
        handover = Handover(committed).to_waiting(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        race(
            lambda h=handover, t=task: h.forward(by, sister.unit, WITHIN, task=t),  # type: ignore[misc]
            lambda h=handover: recall_referral(case=h.case, by=committed.nurse),  # type: ignore[misc]
        )

        # A recall that came second took it back from the new receiver.
        assert [task.step for task in handover.open_tasks(committed.nurse)] == [Step.WRITE_REFERRAL]
        assert told_to(handover, by) == told_to(handover, sister) == 0


def test_it_is_passed_on_once_when_two_do_at_once(committed: Cast, sister: Assignment, races: int) -> None:
    by = committed.teacher
    third = at(new_unit(sister.unit), role=Role.PRESCHOOL_TEACHER)
    for _round in range(races):
        handover = Handover(committed).to_waiting(by)
        task = handover.task(Step.ANSWER_REFERRAL, committed.nurse)

        results = race(
            lambda h=handover, t=task: h.forward(by, sister.unit, WITHIN, task=t),  # type: ignore[misc]
            lambda h=handover, t=task: h.forward(by, third.unit, WITHIN, task=t),  # type: ignore[misc]
        )

        assert results["won"] == 1
        assert sorted([told_to(handover, sister) > 0, told_to(handover, third) > 0]) == [False, True]
