"""Where paper, files, passing on and closed units meet in one referral."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from cases.models import Attachment, Case, DisclosedSection, Ground, SectionKind, Sending
from cases.permissions import readable_to
from cases.services.disclosure import Basis
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover
from tests.workflows.on_paper import PaperHandover
from tests.workflows.units import administrator_of, at, new_unit
from workflows.selectors.referral import referral_of, sendings_of
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


def test_who_asked_for_more_reads_who_answers_after_a_party_took_over(cast: Cast) -> None:
    paper = PaperHandover(cast)
    near = at(new_unit(cast.nurse.unit))
    paper.send(near, Basis(Ground.WITHIN_PROVIDER))
    paper.answer(Answer.MORE_ASKED, near, text="What have you tried?")
    paper.to_posted()
    paper.record(Answer.ACCEPTED)

    with acting_as(near):
        assert "skola" not in baton(referral_of(paper.case), near)


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
