"""A contact at a clinic begins and ends, with what follows for tasks and for other cases of the own unit."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import Q, QuerySet

from accounts.acting import act, act_as
from accounts.models import Assignment
from accounts.roles import Action
from cases.models import Birth, Case, CasePerson, Finding, HealthContact, Programme
from cases.permissions import is_allowed, visible_to
from cases.selectors.case import subject_of
from cases.selectors.health import contact_of
from cases.services import enrolment
from cases.services import health as cases
from cases.services.finding import decide_finding
from cases.services.handing_on import moves_of
from cases.services.person import PersonFacts, Relation
from workflows.models import Notice
from workflows.selectors.finding import OF_THE_VISITS
from workflows.services.case import close_case
from workflows.services.notice import mark_seen
from workflows.services.process import end_plan_process, holding_process, start_process
from workflows.services.referral import close_referral, let_rest
from workflows.services.stand_in import manager_of

Ending = HealthContact.Ending


class More(TypedDict, total=False):
    """What else cases.services.health.enrol takes."""

    carried_by: PersonFacts | None
    days_at_birth: int | None
    enrolled_on: date | None


@act
def enrol(*, programme: Programme, subject: PersonFacts, by: Assignment, **more: Unpack[More]) -> Case:
    """As in cases; an adult patient is then asked about children, within its clock. Raises as in cases."""
    case = enrolment.enrol(programme=programme, subject=subject, by=by, **more)
    if case.kind == Case.Kind.ADDICTION_CARE:
        start_process(case=case, by=by)
    return case


@act
def end_contact(*, case: Case, ending: HealthContact.Ending, ended_on: date, by: Assignment) -> HealthContact:
    """As in cases; what was still to be asked of a patient is not any more.

    After an end that leaves nothing to do, what the own unit has open about the same child ends too: its plans and
    referrals, what was found in the visits, and what was still to be done about a referral that it had taken over.
    What the unit was told of them and has not seen is put away. Raises as in cases.
    """
    with holding_process(case, by=by, what="end_contact"):
        contact = cases.end_contact(case=case, ending=ending, ended_on=ended_on, by=by)
        end_plan_process(case=case, by=by)
    if ending in HealthContact.WITHOUT_SCHEDULE:
        taken = _taken_over(case, by)
        told = [case, *cases_of_the_same(case, by), *taken]
        _end_found(case, ending, by)
        for each in taken:
            let_rest(case=each, by=by)
        for each in cases_of_the_same(case, by):
            _end(each, by)
        unseen = Notice.objects.filter(case__in=[each.pk for each in told], to_unit=by.unit, seen_at=None)
        mark_seen(notices=list(unseen.values_list("pk", flat=True)), by=by)
    return contact


def cases_of_the_same(case: Case, by: Assignment) -> list[Case]:
    """Open plans and referrals of the own unit about the same child: the unborn one of the same carrier, or
    the same by number; and the hand-overs of a birth, or to another clinic, whoever has no number."""
    subject = subject_of(case, by)
    if subject is None:
        return []
    births = Birth.objects.filter(case=case).exclude(handed_over_in=None).values("handed_over_in")
    moves = moves_of(contact_of(case)).values("case") if case.kind in Case.CONTACTS else []
    found = visible_to(by).filter(Q(pk__in=same_child(subject)) | Q(pk__in=births) | Q(pk__in=moves))
    found = found.filter(owner_unit=by.unit, status=Case.Status.OPEN, kind__in=Case.OF_FAMILY).exclude(pk=case.pk)
    return [each for each in found.order_by("opened_at", "pk") if is_allowed(by, Action.CLOSE, each)]


def same_child(subject: CasePerson) -> QuerySet:
    rows = CasePerson.objects.filter(provider=subject.provider_id, relation=Relation.SUBJECT)
    if subject.number:
        return rows.filter(number=subject.number, number_kind=subject.number_kind).values("case")
    carrier = subject.carried_by
    if subject.is_unborn and carrier is not None and carrier.number:
        known = {"carried_by__number": carrier.number, "carried_by__number_kind": carrier.number_kind}
        return rows.filter(birth_date=None, expected_birth__isnull=False, **known).values("case")
    return rows.filter(person=subject.person_id).values("case")


def _taken_over(case: Case, by: Assignment) -> list[Case]:
    """Open referrals of other units' about the same child: by which it came here, and others that name it."""
    subject = subject_of(case, by)
    named = same_child(subject) if subject else []
    found = visible_to(by).filter(Q(pk__in=named) | Q(pk=contact_of(case).came_by_id))
    found = found.filter(status=Case.Status.OPEN, kind__in=Case.REFERRALS).exclude(owner_unit=by.unit)
    return list(found.order_by("opened_at", "pk"))


def _end_found(case: Case, ending: HealthContact.Ending, by: Assignment) -> None:
    """Whoever found it: in a unit that takes part by name a colleague's finding is none that `by` sees."""
    unit = manager_of(by.unit, by.user) if by.unit.is_closed else by
    with act_as(unit):
        rows = Finding.objects.filter(origin_case=case.pk, action="", proposal__in=OF_THE_VISITS)
        for finding in rows.select_related("case__owner_unit").order_by("created_at"):
            words: dict[str, Any] = {"text": str(Ending(ending).label), "edition": finding.edition, "by": unit}
            row = decide_finding(row=finding, action=Finding.Action.NO_ACTION, **words)
            end_plan_process(case=row.case, by=unit)
            unseen = Notice.objects.filter(case=row.case_id, to_unit=by.unit, seen_at=None)
            mark_seen(notices=list(unseen.values_list("pk", flat=True)), by=unit)


def _end(case: Case, by: Assignment) -> None:
    if case.kind == Case.Kind.PLAN:
        close_case(case=case, reason=Case.ClosureReason.NOT_NEEDED, by=by)
    else:
        close_referral(case=case, reason=Case.ClosureReason.NOT_NEEDED, by=by)
