"""A step that two nurses record, correct or end at once: one wins, the other is told, and nothing is written twice."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Fact, Finding, HealthContact, HealthStep, Instrument, InstrumentAnswers
from cases.scoring import Proposal
from cases.services.health import end_contact
from tests.cases.contact import done, enrolled_child, parent_in, step
from tests.cast import Cast, acting_as, make_cast
from tests.racing import race
from tests.workflows.clinic import LOW, decide, visited
from tests.workflows.views.test_hands import signed_in
from workflows.services.health import change_step, correct_answers, find, record_step, save_answers

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
FIRST = "first-contact"


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return make_cast()


def test_step_recorded_twice_at_once_is_recorded_once(committed: Cast, races: int) -> None:
    by, colleague = committed.nurse, committed.second_nurse
    for _round in range(races):
        case = enrolled_child(by, days_old=3)

        results = race(
            lambda c=case: record_step(case=c, step=step(FIRST), done=done(text="Mine."), by=by),  # type: ignore[misc]
            lambda c=case: record_step(case=c, step=step(FIRST), done=done(text="Hers."), by=colleague),  # type: ignore[misc]
        )

        assert results == {"won": 1, "StepRecorded": 1}
        with acting_as(by):
            row = HealthStep.objects.get(case=case)
            assert (row.edition, row.history.count()) == (1, 1)
            assert Fact.objects.filter(case=case, what=Fact.What.STEP_RECORDED).count() == 1


def test_two_corrections_at_once_are_one_and_the_other_is_told(committed: Cast, races: int) -> None:
    by, colleague = committed.nurse, committed.second_nurse
    for _round in range(races):
        row = recorded(by, enrolled_child(by, days_old=3))

        def correct(text: str, who: object, row: HealthStep = row) -> None:
            change_step(row=row, done=done(text=text), reason="Wrong.", edition=1, by=who)  # type: ignore[arg-type]

        results = race(lambda: correct("Mine.", by), lambda: correct("Hers.", colleague))

        assert results == {"won": 1, "StaleText": 1}
        with acting_as(by):
            assert HealthStep.objects.get(pk=row.pk).edition == 2


def test_correction_and_the_end_of_the_contact_at_once_leave_what_one_of_them_says(committed: Cast, races: int) -> None:
    by, today = committed.nurse, timezone.localdate()
    for _round in range(races):
        case = enrolled_child(by, days_old=3)
        row = recorded(by, case)

        results = race(
            lambda r=row: change_step(row=r, done=done(text="New."), reason="Wrong.", edition=1, by=by),  # type: ignore[misc]
            lambda c=case: end_contact(case=c, ending=HealthContact.Ending.MOVED, ended_on=today, by=by),  # type: ignore[misc]
        )

        assert results in ({"won": 2}, {"won": 1, "CaseClosed": 1})
        with acting_as(by):
            contact = HealthContact.objects.get(case=case)
            assert (contact.ending, contact.next_step, contact.next_to) == ("moved", None, None)
            assert HealthStep.objects.get(pk=row.pk).text == ("New." if results["won"] == 2 else "Old.")


def test_same_finding_opened_twice_at_once_is_one(committed: Cast, races: int) -> None:
    by = committed.nurse
    for _round in range(races):
        case = enrolled_child(by)
        parent, row = parent_in(case, by), recorded(by, case, "visit-6-8-weeks")

        def open_it(case: Case = case, parent: object = parent, row: HealthStep = row) -> None:
            what = {"case": case, "about": parent, "origin": row.pk, "on": timezone.localdate()}
            find(proposal=Proposal.OTHER, by=by, **what)  # type: ignore[arg-type]

        results = race(open_it, open_it)

        assert results == {"won": 2}
        with acting_as(by):
            assert Finding.objects.filter(origin_case=case.pk).count() == 1


def test_answers_and_the_end_of_the_contact_at_once_leave_no_finding_without_answers(
    committed: Cast, races: int
) -> None:
    by, today = committed.nurse, timezone.localdate()
    epds = Instrument.objects.get(slug="epds")
    for _round in range(races):
        case = enrolled_child(by)
        parent = parent_in(case, by)
        what = {"case": case, "about": parent, "instrument": epds, "answers": LOW, "taken_on": today}

        results = race(
            lambda w=what: save_answers(by=by, **w),  # type: ignore[misc]
            lambda c=case: end_contact(case=c, ending=HealthContact.Ending.MOVED, ended_on=today, by=by),  # type: ignore[misc]
        )

        with acting_as(by):
            count = InstrumentAnswers.objects.filter(case=case).count()
            assert count == Finding.objects.filter(origin_case=case.pk).count() == results["won"] - 1


def test_two_corrections_of_answers_at_once_are_one(committed: Cast, races: int) -> None:
    by, colleague = committed.nurse, committed.second_nurse
    for _round in range(races):
        told = visited(committed)
        with acting_as(by):
            row = InstrumentAnswers.objects.select_related("case", "about", "instrument").get(pk=told.answers.pk)

        def correct(points: int, who: object, row: InstrumentAnswers = row) -> None:
            what = {"taken_on": row.taken_on, "reason": "Wrong.", "edition": 1, "by": who}
            correct_answers(row=row, answers=LOW | {10: points}, **what)  # type: ignore[arg-type]

        results = race(lambda: correct(1, by), lambda: correct(2, colleague))

        assert results == {"won": 1, "StaleText": 1}
        with acting_as(by):
            # Low mood, and the question of safety: once each.
            assert Finding.objects.filter(origin=row.pk).count() == 2


def test_pages_sent_at_once_show_who_was_faster_and_keep_the_words(committed: Cast, races: int) -> None:
    """Both ways: a step recorded, corrected, and what to do about a finding decided anew."""
    clients = [signed_in(who) for who in (committed.nurse, committed.second_nurse)]
    for _round in range(races // 10):
        told = visited(committed)
        decide(told.finding, Finding.Action.TALK, committed.nurse, text="Talk.")
        today = timezone.localdate().isoformat()
        visit = {"outcome": "done", "happened_on": today}
        contact = told.contact.pk
        forms = {
            reverse("record_step", args=[contact, "visit-3-months"]): visit,
            reverse("change_step", args=[contact, "visit-6-8-weeks"]): visit | {"why": "Wrong.", "edition": "1"},
            reverse("change_decision", args=[told.finding.case_id]): {
                "change": "anew",
                "action": "talk",
                "edition": "2",
            },
        }
        for address, sent in forms.items():
            answers = sent_at_once(clients, address, sent)
            assert sorted(status for status, _page in answers.values()) == [302, 409], address
            text = next(words for words, (status, _page) in answers.items() if status == 409)
            other = next(words for words in answers if words != text)
            assert text in answers[text][1]
            assert other in answers[text][1]


def sent_at_once(clients: list[Client], address: str, sent: dict[str, str]) -> dict[str, tuple[int, str]]:
    """What each was answered, by the own words."""
    answers: dict[str, tuple[int, str]] = {}

    def post(client: Client, words: str) -> Callable[[], None]:
        def run() -> None:
            answer = client.post(address, sent | {"text": words})
            answers[words] = (answer.status_code, answer.content.decode())

        return run

    results = race(post(clients[0], "Words of the one."), post(clients[1], "Words of the other."))
    assert results == {"won": 2}
    return answers


def recorded(by: object, case: Case, key: str = FIRST) -> HealthStep:
    with acting_as(by):  # type: ignore[arg-type]
        row = record_step(case=case, step=step(key), done=done(text="Old."), by=by)  # type: ignore[arg-type]
        return HealthStep.objects.select_related("case", "step__version").get(pk=row.pk)
