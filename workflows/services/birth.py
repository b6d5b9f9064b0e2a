"""A birth, or the end of a contact, with what follows for other cases of the own unit. Nothing is sent by itself."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from accounts.acting import act
from accounts.models import Assignment
from accounts.roles import Action
from cases.models import Birth, Case, CasePerson, Finding, HealthContact
from cases.permissions import is_allowed, visible_to
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.selectors.health import contact_of
from cases.services import birth as cases
from cases.services import health
from cases.services.birth import Newborn
from cases.services.finding import decide_finding
from cases.services.handing_on import enrol_anew, open_birth_handover, open_handover_of, open_move
from cases.services.person import Relation, separate
from workflows.models import Notice
from workflows.services.case import close_case
from workflows.services.notice import mark_seen
from workflows.services.process import end_plan_process, start_process
from workflows.services.referral import close_referral

Ending = HealthContact.Ending
# What was found in the visits that are no more. What is about a parent is decided all the same.
OF_THE_VISITS = (Proposal.MISSED_VISITS, Proposal.LANGUAGE)


@act
def record_births(*, case: Case, children: Sequence[Newborn], by: Assignment) -> tuple[list[Birth], list[Case]]:
    """As in cases. A child that goes to others has its hand-over begun at once, in a case that knows nothing of this
    one: those cases are answered with. Where no child lives the pregnancy ends in silence. Raises as in cases."""
    rows = cases.record_births(case=case, children=children, by=by)
    opened = [
        _begun(open_handover_of(child=child, days_at_birth=row.days_at_birth, by=by), by)
        for child, row in zip(children, rows, strict=True)
        if row.goes_to_others
    ]
    if all(row.outcome == Birth.Outcome.STILLBORN for row in rows):
        ended_on = max(contact_of(case).enrolled_on, *(row.born_on for row in rows))
        end_contact(case=case, ending=Ending.STILLBIRTH, ended_on=ended_on, by=by)
    return rows, opened


@act
def hand_over_child(*, birth: Birth, by: Assignment) -> Case:
    """The hand-over to child health begins: its first task is to choose what is told, to whom. Raises as in cases."""
    return _begun(open_birth_handover(birth=birth, by=by), by)


@act
def move_contact(*, case: Case, by: Assignment) -> Case:
    """The hand-over to another clinic begins. Raises as in cases."""
    return _begun(open_move(case=case, by=by), by)


@act
def give_to_others(*, birth: Birth, by: Assignment) -> Case:
    """The child goes to other guardians: what knew of both ends, and a hand-over begins that knows of the child alone.

    Raises as in cases.
    """
    days_at_birth = birth.days_at_birth
    named = _naming_both(birth.case, by) | Q(pk=birth.handed_over_in)
    facts = cases.give_to_others(row=birth, by=by)
    _part(named, birth.case, by)
    child = Newborn(outcome=Birth.Outcome.LIVE, facts=facts, goes_to_others=True)
    return _begun(open_handover_of(child=child, days_at_birth=days_at_birth, by=by), by)


@act
def separate_child(*, case: Case, by: Assignment) -> Case:
    """At child health: as cases.services.handing_on.enrol_anew; what knew of the former guardians ends. A plan is left
    to who leads it. Raises as in cases."""
    named = _naming_both(case, by) | Q(pk=contact_of(case).came_by_id)
    new = enrol_anew(case=case, by=by)
    _part(named, case, by)
    return new


def _naming_both(case: Case, by: Assignment) -> Q:
    """The cases about the same child, found while it still is known here."""
    subject = subject_of(case, by)
    return Q(pk__in=list(_same(subject).values_list("case", flat=True))) if subject else Q(pk=None)


def _part(named: Q, case: Case, by: Assignment) -> None:
    """From every referral of the own unit's the child is taken away, and it ends; from one received, as it is known
    here."""
    found = visible_to(by).filter(named, kind__in=Case.REFERRALS).exclude(pk=case.pk)
    for each in found.select_related("owner_unit__provider").order_by("opened_at", "pk"):
        row = subject_of(each, by)
        if row is not None and not row.is_separated:
            separate(row=row, by=by)
        if each.is_open and each.owner_unit_id == by.unit_id:
            close_referral(case=each, reason=Case.ClosureReason.NOT_NEEDED, by=by)


@act
def end_contact(*, case: Case, ending: HealthContact.Ending, ended_on: date, by: Assignment) -> HealthContact:
    """As in cases. After an end that leaves nothing to do, what the own unit has open about the same child ends too:
    its plans and referrals, and what was found in the visits; what the unit was told of them and has not seen is put
    away. Raises as in cases."""
    contact = health.end_contact(case=case, ending=ending, ended_on=ended_on, by=by)
    if ending in HealthContact.WITHOUT_SCHEDULE:
        told = [case, *cases_of_the_same(case, by)]
        for finding in _found_in(case):
            told.append(finding.case)
            row = decide_finding(
                row=finding,
                action=Finding.Action.NO_ACTION,
                text=str(Ending(ending).label),
                edition=finding.edition,
                by=by,
            )
            end_plan_process(case=row.case, by=by)
        for each in cases_of_the_same(case, by):
            _end(each, by)
        unseen = Notice.objects.filter(case__in=[each.pk for each in told], to_unit=by.unit, seen_at=None)
        mark_seen(notices=list(unseen.values_list("pk", flat=True)), by=by)
    return contact


def cases_of_the_same(case: Case, by: Assignment) -> list[Case]:
    """Open plans and referrals of the own unit about the same child: the unborn one of the same carrier, or
    the same by number; and the hand-overs of a birth."""
    subject = subject_of(case, by)
    if subject is None:
        return []
    births = Birth.objects.filter(case=case).exclude(handed_over_in=None).values("handed_over_in")
    found = visible_to(by).filter(Q(pk__in=_same(subject)) | Q(pk__in=births))
    found = found.filter(owner_unit=by.unit, status=Case.Status.OPEN, kind__in=Case.OF_FAMILY).exclude(pk=case.pk)
    return [each for each in found.order_by("opened_at", "pk") if is_allowed(by, Action.CLOSE, each)]


def _same(subject: CasePerson) -> QuerySet:
    rows = CasePerson.objects.filter(provider=subject.provider_id, relation=Relation.SUBJECT)
    if subject.number:
        return rows.filter(number=subject.number, number_kind=subject.number_kind).values("case")
    carrier = subject.carried_by
    if subject.is_unborn and carrier is not None and carrier.number:
        known = {"carried_by__number": carrier.number, "carried_by__number_kind": carrier.number_kind}
        return rows.filter(birth_date=None, expected_birth__isnull=False, **known).values("case")
    return rows.filter(person=subject.person_id).values("case")


def _found_in(case: Case) -> Iterable[Finding]:
    rows = Finding.objects.filter(origin_case=case.pk, action="", proposal__in=OF_THE_VISITS)
    return list(rows.select_related("case").order_by("created_at"))


def _end(case: Case, by: Assignment) -> None:
    if case.kind == Case.Kind.PLAN:
        close_case(case=case, reason=Case.ClosureReason.NOT_NEEDED, by=by)
    else:
        close_referral(case=case, reason=Case.ClosureReason.NOT_NEEDED, by=by)


def _begun(case: Case, by: Assignment) -> Case:
    start_process(case=case, by=by)
    return case
