"""Where paper, files, passing on and closed units meet in one referral."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from cases.models import Attachment, Case, DisclosedSection, Disclosure, Ground, Participation, SectionKind, Sending
from cases.permissions import readable_to
from cases.services.disclosure import Basis
from cases.services.participation import admit
from cases.services.party import end_is_to_be_told
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover
from tests.workflows.on_paper import PaperHandover
from tests.workflows.units import administrator_of, at, new_unit
from tests.workflows.views.test_hands import signed_in
from workflows.selectors.referral import received, referral_of, sendings_of
from workflows.selectors.referral_page import baton
from workflows.services.unit import end_unit

Answer = Sending.Answer
NO = {"reason": Sending.Reason.NO_CAPACITY}


@pytest.fixture
def paper(cast: Cast) -> PaperHandover:
    """The school has said no on paper; the family has said yes to the social worker's unit as well."""
    paper = PaperHandover(cast).to_posted()
    paper.record(Answer.TURNED_DOWN, **NO)
    return paper


def test_what_went_on_paper_first_can_be_passed_on_by_a_unit(cast: Cast, paper: PaperHandover) -> None:
    paper.to_waiting(cast.teacher)
    to = new_unit(cast.teacher.unit)
    receiver = at(to)

    paper.forward(cast.teacher, to, Basis(Ground.WITHIN_PROVIDER))

    with acting_as(receiver):
        assert [each.number for each in Sending.objects.filter(case=paper.case, answer="")] == [3]


def test_who_asked_for_more_leaves_when_another_is_asked(cast: Cast) -> None:
    paper = PaperHandover(cast)
    paper.to_waiting(cast.teacher)
    paper.answer(Answer.MORE_ASKED, cast.teacher, text="What have you tried?")

    paper.to_posted()

    with acting_as(cast.teacher):
        assert not Case.objects.filter(pk=paper.case.pk).exists()
    with acting_as(cast.nurse):
        assert not Disclosure.objects.filter(receiver_unit=cast.teacher.unit, ended_at=None).exists()


def test_party_that_asked_for_more_is_to_be_told_when_a_unit_is_asked(cast: Cast) -> None:
    paper = PaperHandover(cast).to_posted()
    paper.record(Answer.MORE_ASKED, text="Since when?")

    paper.to_waiting(cast.teacher)

    with acting_as(cast.nurse):
        row = Sending.objects.select_related("disclosure").get(case=paper.case, number=1)
        assert end_is_to_be_told(row)


def test_who_takes_part_otherwise_is_not_told_which_party_took_over(cast: Cast) -> None:
    paper = PaperHandover(cast).to_posted()
    near = at(new_unit(cast.nurse.unit))
    with acting_as(cast.nurse):
        role, reason = Participation.Role.RECEIVER, Participation.Reason.WAS_SENT
        admit(case=paper.case, unit=near.unit, role=role, reason=reason, by=cast.nurse)
    paper.record(Answer.ACCEPTED)

    with acting_as(near):
        assert baton(referral_of(paper.case), near) == _("Another receiver answers for the family.")


def test_unit_that_has_attached_a_file_can_be_closed_down(cast: Cast) -> None:
    handover, unit = Handover(cast), cast.nurse.unit
    handover.sections.append(handover.attach())
    handover.to_waiting()
    successor = new_unit(unit)
    manager = at(successor, role=Role.UNIT_MANAGER)

    end_unit(unit=unit, on=timezone.localdate(), successor=successor, by=administrator_of(unit))

    with acting_as(manager):
        assert Case.objects.get(pk=handover.case.pk).owner_unit == successor
        assert readable_to(manager, Attachment.objects.filter(case=handover.case)).count() == 1


def test_second_receiver_does_not_read_whom_was_asked_before(cast: Cast) -> None:
    handover = Handover(cast)
    handover.to_waiting(cast.teacher)
    handover.answer(Answer.TURNED_DOWN, cast.teacher, **NO)
    second = at(new_unit(cast.worker.unit, is_closed=False))
    handover.to_waiting(second)

    with acting_as(second):
        assert [each.to for each in sendings_of(handover.case)] == [second.unit.name]
        assert [each.receiver_unit for each in Sending.history.filter(case=handover.case)] == [second.unit]


def test_successor_of_who_it_was_passed_on_to_has_what_that_one_had(cast: Cast) -> None:
    handover = Handover(cast)
    near = new_unit(cast.nurse.unit)
    nearer = new_unit(near)
    nearest = new_unit(nearer)
    first = at(near)
    at(nearer)
    last = at(nearest, role=Role.UNIT_MANAGER)
    handover.send(first, Basis(Ground.WITHIN_PROVIDER))
    handover.forward(first, nearer, Basis(Ground.WITHIN_PROVIDER))

    end_unit(unit=nearer, on=timezone.localdate(), successor=nearest, by=administrator_of(nearer))

    with acting_as(last):
        assert Sending.objects.get(case=handover.case, answer="").receiver_unit == nearest
        told = readable_to(last, DisclosedSection.objects.filter(case=handover.case, kind=SectionKind.REFERRAL))
        assert [row.content["text"] for row in told] == ["Support at home?"]


def test_successor_of_the_receiver_answers_in_words(cast: Cast) -> None:
    handover, unit = Handover(cast), cast.teacher.unit
    successor = new_unit(unit)
    last = at(successor)
    handover.consent(unit, successor)
    handover.send(cast.teacher)

    end_unit(unit=unit, on=timezone.localdate(), successor=successor, by=administrator_of(unit))
    handover.answer(Answer.MORE_ASKED, last, text="Since when?")

    with acting_as(cast.nurse):
        assert [part.text for part in received(handover.case, cast.nurse)] == ["Since when?"]


def test_file_of_what_was_sent_is_of_what_the_own_unit_sent(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    handover.forward(cast.teacher, new_unit(cast.teacher.unit), Basis(Ground.WITHIN_PROVIDER))
    with acting_as(cast.nurse):
        first, second = Sending.objects.filter(case=handover.case).order_by("number")

    statuses = [
        signed_in(cast.nurse).get(f"/referrals/{handover.case.pk}/sendings/{each.pk}/pdf/").status_code
        for each in (first, second)
    ]

    assert statuses == [200, 404]
