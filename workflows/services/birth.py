"""A birth, with what follows for other cases of the own unit. Nothing is sent by itself."""

from collections.abc import Sequence

from django.db.models import Q

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Birth, Case, CasePerson, Finding, HealthContact
from cases.permissions import visible_to
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.selectors.health import contact_of, findings_about
from cases.services import birth as cases
from cases.services.birth import Newborn
from cases.services.finding import decide_finding, move_finding
from cases.services.handing_on import enrol_anew, open_birth_handover, open_handover_of, open_move
from cases.services.person import separate
from workflows.services.contact import end_contact, same_child
from workflows.services.process import end_plan_process, start_process
from workflows.services.referral import close_referral, let_rest

Ending = HealthContact.Ending


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
    named = _naming_both(birth.child) | Q(pk=birth.handed_over_in)
    siblings, found = _as_sibling(birth.child, by), _found_about(birth.child, birth.case, by)
    facts = cases.give_to_others(row=birth, by=by)
    _part(named, birth.case, by)
    _part_siblings(siblings, by)
    _part_findings(found, by)
    child = Newborn(outcome=Birth.Outcome.LIVE, facts=facts, goes_to_others=True)
    return _begun(open_handover_of(child=child, days_at_birth=days_at_birth, by=by), by)


@act
def separate_child(*, case: Case, by: Assignment) -> Case:
    """At child health: as cases.services.handing_on.enrol_anew; what knew of the former guardians ends. What was found
    about the child itself and waits goes on with it; that visits were missed was about the former family. A plan is
    left to who leads it. Raises as in cases."""
    subject = subject_of(case, by)
    named = _naming_both(subject) | Q(pk=contact_of(case).came_by_id)
    siblings, found = _as_sibling(subject, by), _found_about(subject, case, by)
    new = enrol_anew(case=case, by=by)
    _part(named, case, by)
    _part_siblings(siblings, by)
    _part_findings(found, by, new)
    return new


def _naming_both(child: CasePerson | None) -> Q:
    """The cases about the same child, found while it still is known here."""
    return Q(pk__in=list(same_child(child).values_list("case", flat=True))) if child else Q(pk=None)


def _part(named: Q, case: Case, by: Assignment) -> None:
    """From every referral of the own unit's the child is taken away, and it ends; from one received, and from an
    earlier contact, as it is known here: the former family is not to be contacted about it."""
    found = visible_to(by).filter(named, kind__in=(*Case.REFERRALS, *Case.CONTACTS)).exclude(pk=case.pk)
    for each in found.select_related("owner_unit__provider").order_by("opened_at", "pk"):
        row = subject_of(each, by)
        if row is not None and not row.is_separated:
            separate(row=row, by=by)
        if each.is_open and each.owner_unit_id == by.unit_id and each.kind in Case.REFERRALS:
            close_referral(case=each, reason=Case.ClosureReason.NOT_NEEDED, by=by)
        elif each.is_open and each.kind in Case.REFERRALS:
            let_rest(case=each, by=by)


def _as_sibling(child: CasePerson | None, by: Assignment) -> list[CasePerson]:
    """The child by its number, where another of the former family is whom the own unit's case is about."""
    if child is None or not child.number:
        return []
    rows = CasePerson.objects.filter(provider=child.provider_id, relation=CasePerson.Relation.SIBLING)
    cases = visible_to(by).filter(kind__in=(*Case.REFERRALS, *Case.CONTACTS))
    return list(rows.filter(number=child.number, number_kind=child.number_kind, case__in=cases).exclude(pk=child.pk))


def _part_siblings(rows: list[CasePerson], by: Assignment) -> None:
    for row in rows:
        separate(row=row, by=by)


def _found_about(child: CasePerson | None, case: Case, by: Assignment) -> list[Finding]:
    """What was found about the child itself in the contact, by any of its names: nobody else there was born with it."""
    if child is None:
        return []
    rows = findings_about(case, subject_of(case, by), by)
    return [each for each in rows if each.about.birth_date == child.birth_date]


def _part_findings(found: list[Finding], by: Assignment, new: Case | None = None) -> None:
    """What goes on, in the `new` contact, is found from there alone; the child leaves what does not."""
    for finding in found:
        if new is not None and not finding.action and finding.proposal != Proposal.MISSED_VISITS:
            move_finding(row=finding, to=new, by=by)
            continue
        separate(row=finding.about, by=by)
        if not finding.action:
            action, text = Finding.Action.NO_ACTION, str(Ending.SEPARATED.label)
            decide_finding(row=finding, action=action, text=text, edition=finding.edition, by=by)
            end_plan_process(case=finding.case, by=by)


def _begun(case: Case, by: Assignment) -> Case:
    start_process(case=case, by=by)
    return case
