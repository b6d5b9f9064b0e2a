"""What every page, search and file shows of a referral while a consent is withdrawn or ends, and sending at its end."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import sleep

import pytest
from django.utils import timezone

from tests.cast import Cast, make_cast
from tests.conftest import Acting
from tests.racing import race
from tests.workflows.handover import Handover
from tests.workflows.reader import Reader, consent_is_over, read_while, readable, told_to, with_file
from workflows.models import Step
from workflows.services.consent import settle_consents_run_out, withdraw_consent

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return make_cast()


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


def test_every_address_of_the_list_shows_it_while_the_consent_holds(committed: Cast) -> None:
    handover = with_file(committed).to_waiting(committed.teacher)

    shown = readable(handover, committed.teacher)

    assert set(shown) >= {
        *("referral", "referral_pdf", "received_attachment", "task", "forward_referral", "cases", "board", "search"),
        "disclosures_pdf",
    }


def test_no_page_or_file_shows_it_after_the_withdrawal_has_committed(committed: Cast, rounds: range) -> None:
    by = committed.teacher
    for _round in rounds:
        handover = with_file(committed)
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
        handover = with_file(committed).to_waiting(by)
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
        handover = with_file(committed).to_waiting(by)
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
        handover = with_file(committed)
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
