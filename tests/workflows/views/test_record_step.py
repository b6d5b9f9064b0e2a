"""A step that two wrote: both versions, and who wrote last chooses."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.services.user import assign
from cases.models import CasePerson, Finding, HealthContact, HealthStep, Instrument, InstrumentAnswers
from tests.cases.contact import done, enrolled_child, parent_in, programme, step
from tests.cast import LONG_AGO, Cast, acting_as
from tests.workflows.views.test_hands import signed_in
from workflows.models import Draft
from workflows.services.health import record_step, save_answers

KEY = "visit-6-8-weeks"


def epds(points: str) -> dict[str, str]:
    return {f"epds-item_{number}": value for number, value in enumerate(points, 1)}


class Two:
    """The nurse writes; her colleague was first, and answers for `parent` too."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.case = cast, enrolled_child(cast.nurse)
        self.parent = parent_in(self.case, cast.nurse)
        self.client = signed_in(cast.nurse)
        with acting_as(cast.second_nurse):
            by = cast.second_nurse
            record_step(case=self.case, step=step(KEY), done=done(text="Theirs.", measures={"weight": 4700}), by=by)

    @property
    def page(self) -> str:
        return reverse("record_step", args=[self.case.pk, KEY])

    def send(self, **more: Any) -> Any:
        sent = {"outcome": "done", "happened_on": timezone.localdate().isoformat(), "text": "Mine.", "weight": "4760"}
        return self.client.post(self.page, sent | {"once": str(uuid4())} | more)

    def row(self) -> HealthStep:
        with acting_as(self.cast.nurse):
            return HealthStep.objects.get()

    def answers(self) -> dict[str, dict[str, int]]:
        with acting_as(self.cast.nurse):
            return {str(row.about): row.answers for row in InstrumentAnswers.objects.select_related("about")}


@pytest.fixture
def two(cast: Cast) -> Two:
    return Two(cast)


@pytest.mark.parametrize("name", ["enrol", "add_relative", "record_step"])
def test_browser_does_not_offer_what_others_have_typed(cast: Cast, name: str) -> None:
    case = enrolled_child(cast.nurse)
    args = {"enrol": [], "add_relative": [case.pk], "record_step": [case.pk, KEY]}[name]

    page = signed_in(cast.nurse).get(reverse(name, args=args)).content.decode()

    typed = re.findall(r"<input type=\"text\"[^>]*>", page)
    assert typed
    assert all('autocomplete="off"' in each for each in typed)
    assert '<form class="form" method="post" autocomplete="off"' in page


def test_form_opened_under_an_ended_assignment_is_not_carried_out_under_another(cast: Cast) -> None:
    words = {"user": cast.nurse.user, "role": cast.nurse.role, "valid_from": LONG_AGO, "by": None}
    with act_as(None, reason="test"):
        there = assign(unit=cast.stranger.unit, **words)
        Assignment.objects.filter(pk=cast.nurse.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    child = {"given_name": "Elis", "birth_date": timezone.localdate().isoformat(), "protection": "none"}
    sent = child | {"programme": str(programme().pk), "acting": str(cast.nurse.pk)}

    answer = signed_in(there).post(reverse("enrol"), sent)

    assert answer.status_code == 409
    with acting_as(there):
        assert not HealthContact.objects.exists()
    assert signed_in(there).post(reverse("enrol"), sent | {"acting": str(there.pk)}).status_code == 302


def test_answers_to_an_instrument_that_the_step_no_longer_has_are_not_dropped_unsaid(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    parent_in(case, cast.nurse)
    page = reverse("record_step", args=[case.pk, KEY])
    sent = {"outcome": "done", "happened_on": timezone.localdate().isoformat(), "audit-item_9": "2"}

    answer = signed_in(cast.nurse).post(page, sent)

    assert answer.status_code == 422
    assert "audit 9: 2" in answer.content.decode()
    with acting_as(cast.nurse):
        assert not HealthStep.objects.exists()


def test_both_are_shown_and_nothing_is_overwritten(two: Two) -> None:
    answer = two.send()

    shown = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Mine.", "Theirs.", "4760 g", "4700 g", two.cast.second_nurse.user.full_name):
        assert words in shown
    assert two.row().text == "Theirs."


def test_what_stands_is_kept_and_the_own_draft_goes(two: Two) -> None:
    two.client.post(f"/draft/?key=step:{two.case.pk}:{KEY}", {"text": "Mine."})

    answer = two.send(use="theirs", edition="1")

    assert answer.url == reverse("contact", args=[two.case.pk])
    assert two.row().text == "Theirs."
    with acting_as(two.cast.nurse):
        assert not Draft.objects.exists()


def test_own_replaces_what_was_shown(two: Two) -> None:
    two.send(use="mine", edition="1")

    row = two.row()
    assert (row.text, row.weight, row.edition, row.written_by) == ("Mine.", 4760, 2, two.cast.nurse.user)


def test_own_does_not_replace_what_was_not_shown(two: Two) -> None:
    assert two.send(use="mine", edition="1").status_code == 302

    answer = two.send(use="mine", edition="1", text="Late.")

    assert answer.status_code == 409
    assert two.row().text == "Mine."


def test_own_is_taken_into_the_form_and_replaces_from_there(two: Two) -> None:
    shown = two.send(use="both", edition="1").content.decode()

    for words in ("Mine.", "Theirs.", '<input type="hidden" name="edition" value="1">'):
        assert words in shown
    assert two.row().text == "Theirs."


def test_own_that_cannot_be_saved_comes_back_with_its_errors(two: Two) -> None:
    answer = two.send(use="mine", edition="1", weight="7")

    assert answer.status_code == 422
    assert '<input type="hidden" name="edition" value="1">' in answer.content.decode()
    assert two.row().weight == 4700


def test_same_written_twice_is_nothing_to_choose(two: Two) -> None:
    answer = two.send(text="Theirs.", weight="4700")

    assert answer.url == reverse("contact", args=[two.case.pk])
    assert two.row().edition == 1


def test_draft_of_a_step_that_was_recorded_meanwhile_is_laid_beside_it(two: Two) -> None:
    two.client.post(f"/draft/?key=step:{two.case.pk}:{KEY}", {"outcome": "done", "text": "Mine."})

    shown = two.client.get(two.page).content.decode()

    assert "Mine." in shown
    assert "Theirs." in shown


def test_answers_of_the_same_parent_are_changed_and_found_once(two: Two) -> None:
    answered(two, two.parent, dict.fromkeys(range(1, 11), 0))

    shown = two.send(about=two.parent.pk, **epds("1111111110")).content.decode()
    two.send(use="mine", edition="1", about=two.parent.pk, **epds("1111111110"))

    assert "1: 0, 2: 0" in shown
    assert two.answers() == {str(two.parent): {str(number): int(number < 10) for number in range(1, 11)}}


def test_answers_of_the_other_parent_are_shown_to_nobody_here(two: Two) -> None:
    other = parent_in(two.case, two.cast.nurse, "Alex")
    answered(two, other, dict.fromkeys(range(1, 11), 0))

    shown = two.send(about=two.parent.pk, **epds("1111111110")).content.decode()

    assert "Alex" not in shown
    assert "1: 0" not in shown


def answered(two: Two, about: CasePerson, answers: dict[int, int]) -> None:
    with acting_as(two.cast.second_nurse):
        save_answers(
            case=two.case,
            about=about,
            instrument=Instrument.objects.get(slug="epds"),
            answers=answers,
            taken_on=timezone.localdate(),
            step=step(KEY),
            by=two.cast.second_nurse,
        )


def test_visit_missed_that_day_by_what_two_wrote_is_missed_once(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    page = reverse("record_step", args=[case.pk, KEY])
    sent = {"outcome": "missed", "happened_on": timezone.localdate().isoformat(), "text": "", "once": str(uuid4())}
    assert signed_in(cast.second_nurse).post(page, sent).status_code == 302

    answer = signed_in(cast.nurse).post(page, sent | {"text": "Nobody came.", "once": str(uuid4())})

    assert answer.status_code == 409
    with acting_as(cast.nurse):
        assert HealthStep.objects.get().missed_on == [timezone.localdate()]
        assert not Finding.objects.exists()
