"""Bad input at a clinic: each has an answer with words at its field, and nothing that was typed is lost.

Elsewhere: a programme version that ends today in cases/services/test_health.py; a child that moves between two visits
of one window in workflows/services/test_move_of_contact.py; every vector of answers in cases/test_scoring.py.
"""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case, HealthStep, InstrumentAnswers
from cases.selectors.case import subject_of
from cases.services.enrolment import enrol
from cases.services.person import PersonFacts
from tests.cases.contact import enrolled_child, enrolled_pregnancy, parent_in, programme
from tests.cast import Cast, acting_as
from tests.workflows.births import DAY, born, newborn, pregnancy
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in

KEPT = "What I wrote."


def record(client: Client, case: Case, key: str, *, days: int = 0, **more: str) -> HttpResponse:
    on = (timezone.localdate() + timedelta(days=days)).isoformat()
    sent = {"outcome": "done", "happened_on": on, "text": KEPT} | more
    return client.post(reverse("record_step", args=[case.pk, key]), sent)


def errors_of(answer: HttpResponse) -> dict[str, list[str]]:
    """What stands at each field of the form that was shown again, with what was typed kept."""
    assert answer.status_code == 422
    assert KEPT in answer.content.decode()
    return dict(answer.context["form"].errors)


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.nurse)


@pytest.mark.parametrize("days", [-4, 1], ids=["before-the-birth", "to-come"])
def test_visit_outside_the_childs_life_is_refused_at_its_day(cast: Cast, client: Client, days: int) -> None:
    case = enrolled_child(cast.nurse, days_old=3)

    assert list(errors_of(record(client, case, "first-contact", days=days))) == ["happened_on"]

    with acting_as(cast.nurse):
        assert not HealthStep.objects.exists()


def test_birth_date_that_has_not_come_is_refused_where_it_is_written(cast: Cast, client: Client) -> None:
    day = (timezone.localdate() + DAY).isoformat()
    typed = {"programme": programme().pk, "given_name": KEPT, "birth_date": day, "protection": "none"}

    assert list(errors_of(client.post(reverse("enrol"), typed))) == ["birth_date"]


def test_visit_in_week_45_is_refused_at_its_day(cast: Cast, client: Client) -> None:
    case = enrolled_pregnancy(cast.nurse, week=45)

    assert list(errors_of(record(client, case, "week-41"))) == ["happened_on"]


def test_birth_in_week_45_is_refused_at_its_day(cast: Cast, client: Client) -> None:
    case = pregnancy(cast.nurse, days=45 * 7)
    typed = {"children": "1", "1-outcome": "live", "1-given_name": KEPT}

    answer = client.post(
        reverse("record_birth", args=[case.pk]), typed | {"1-birth_date": timezone.localdate().isoformat()}
    )

    assert list(errors_of(answer)) == ["1-birth_date"]


@pytest.mark.parametrize("weeks", ["45", "36+7", "thirty", "21+6"])
def test_length_of_a_pregnancy_that_cannot_be_is_refused_at_its_field(cast: Cast, client: Client, weeks: str) -> None:
    case = pregnancy(cast.nurse)
    typed = {"children": "1", "1-outcome": "live", "1-given_name": KEPT, "1-days_at_birth": weeks}

    answer = client.post(
        reverse("record_birth", args=[case.pk]), typed | {"1-birth_date": timezone.localdate().isoformat()}
    )

    assert list(errors_of(answer)) == ["1-days_at_birth"]
    assert f'value="{weeks}"' in answer.content.decode()


def test_answer_of_four_to_epds_is_refused_at_its_question(cast: Cast, client: Client) -> None:
    case = enrolled_child(cast.nurse)
    mother = parent_in(case, cast.nurse)

    answer = record(client, case, "visit-6-8-weeks", about=str(mother.pk), **{"epds-item_4": "4"})

    assert list(errors_of(answer)) == ["epds-item_4"]
    with acting_as(cast.nurse):
        assert not InstrumentAnswers.objects.exists()


def test_eleventh_answer_to_audit_is_refused_and_the_ten_are_kept(cast: Cast, client: Client) -> None:
    case = enrolled_pregnancy(cast.nurse, week=8)
    with acting_as(cast.nurse):
        mother = subject_of(case, cast.nurse).carried_by
    ten = {f"audit-item_{number}": "2" for number in range(1, 11)}

    answer = record(client, case, "early-talk", about=str(mother.pk), **ten, **{"audit-item_11": "2"})

    assert list(errors_of(answer)) == ["audit-item_10"]
    assert answer.content.decode().count('value="2" checked') + answer.content.decode().count("checked") >= len(ten)
    with acting_as(cast.nurse):
        assert not InstrumentAnswers.objects.exists()
        assert not HealthStep.objects.exists()


def test_child_without_birth_date_has_no_schedule_and_the_page_asks_for_it(cast: Cast, client: Client) -> None:
    with acting_as(cast.nurse):
        case = enrol(programme=programme(), subject=PersonFacts(given_name="Elis"), by=cast.nurse)
        child = subject_of(case, cast.nurse)

    page = client.get(reverse("contact", args=[case.pk])).content.decode()

    assert reverse("describe_person", args=[case.pk, child.pk]) in page
    assert "steps/" not in page
    assert record(client, case, "first-contact").status_code == 404


def test_birth_written_down_twice_shows_the_first_and_keeps_the_own_words(cast: Cast, client: Client) -> None:
    case = pregnancy(cast.nurse)
    born(case, newborn(name="Noa"), by=cast.second_nurse)
    today = timezone.localdate().isoformat()

    answer = client.post(
        reverse("record_birth", args=[case.pk]),
        {"children": "1", "1-outcome": "live", "1-given_name": KEPT, "1-birth_date": today},
    )

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert KEPT in shown
    assert "Noa" in shown


@pytest.mark.race
def test_step_recorded_by_two_at_once_stands_once_and_the_second_keeps_the_own_words(
    committed_plan: Callable[[], Plan], races: int
) -> None:
    cast = committed_plan().cast
    for _round in range(max(races // 10, 2)):
        case = enrolled_child(cast.nurse, days_old=3)

        answers = at_once(case, {cast.nurse: "From the first.", cast.second_nurse: "From the second."})

        by_status = {status: (who, page) for who, (status, page) in answers.items()}
        assert sorted(by_status) == [302, 409]
        who, page = by_status[409]
        assert all(words in page for words in ("From the first.", "From the second."))
        with acting_as(cast.nurse):
            [row] = HealthStep.objects.filter(case=case)
            assert row.written_by != who.user


def at_once(case: Case, texts: dict[Assignment, str]) -> dict[Assignment, tuple[int, str]]:
    """The same step by each of them, from a barrier: status and page."""
    page, barrier = reverse("record_step", args=[case.pk, "first-contact"]), Barrier(len(texts))
    clients, found = {who: signed_in(who) for who in texts}, {}
    on = timezone.localdate().isoformat()

    def post(who: Assignment) -> None:
        barrier.wait()
        answer = clients[who].post(page, {"outcome": "done", "happened_on": on, "text": texts[who]})
        found[who] = (answer.status_code, answer.content.decode())
        connection.close()

    threads = [Thread(target=post, args=(who,)) for who in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
