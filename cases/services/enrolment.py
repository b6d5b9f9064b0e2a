"""A contact on a programme begins: who is enrolled, and what is known of visits before it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CasePerson, HealthContact, HealthStep, Programme, Topic
from cases.selectors.handing_on import ToldStep, settled_steps
from cases.selectors.health import recorded_steps, schedule_of
from cases.services.case import open_case
from cases.services.content import new_content
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject
from cases.services.health import OF_A_CHILD, check_days_at_birth, renew_next
from cases.services.parenthood import open_parenthood
from cases.services.person import PersonFacts

Outcome = HealthStep.Outcome
KINDS = {
    Programme.About.CHILD: Case.Kind.CHILD_HEALTH,
    Programme.About.PREGNANCY: Case.Kind.PREGNANCY,
    Programme.About.ADULT: Case.Kind.ADDICTION_CARE,
}


@act
def enrol(
    *,
    programme: Programme,
    subject: PersonFacts,
    by: Assignment,
    carried_by: PersonFacts | None = None,
    days_at_birth: int | None = None,
    enrolled_on: date | None = None,
) -> Case:
    """A contact of the acting unit with one child, pregnancy or patient. `days_at_birth`: of the pregnancy.

    Also for a child without birth date: nothing is scheduled until it is written down. Who comes back to the clinic is
    not asked again for what was done there, but for a patient of addiction care, who gets a record of parenthood in
    which nothing is asked yet. Raises as open_case, and CaseError for a day to come, a pregnancy shorter or longer than
    there are, or somebody who is enrolled here already.
    """
    today = timezone.localdate()
    enrolled_on = enrolled_on or today
    if enrolled_on > today:
        raise CaseError(_("The day has not come yet."), field="enrolled_on")
    if days_at_birth is not None:
        check_days_at_birth(days_at_birth)
    kind = KINDS[Programme.About(programme.about)]
    case = open_case(subject=subject, carried_by=carried_by, kind=kind, by=by, needs_date=False)
    contact = HealthContact(
        case=case,
        unit=by.unit,
        programme=programme,
        enrolled_on=enrolled_on,
        days_at_birth=days_at_birth,
    )
    contact.save(force_insert=True)
    record_fact(What.ENROLLED, case=case, unit=by.unit, code=kind, happened=enrolled_on)
    known = _from_before(case, programme, by)
    if kind == Case.Kind.ADDICTION_CARE:
        open_parenthood(case=case, by=by)
        known = []
    settle_elsewhere(case=case, steps=known, by=by)
    return case


@act
def settle_elsewhere(*, case: Case, steps: list[ToldStep], by: Assignment) -> list[HealthStep]:
    """What is known of visits in another contact, as this one's own record of it: done elsewhere, or a no.

    A step that is not on this schedule, that stands already, or told of a day before the birth is left out.
    """
    about = known_subject(case, by)
    planned = {each.step.key: each.step for each in schedule_of(case, by) if each.row is None}
    rows = []
    for each in steps:
        step = planned.get(each.key)
        if step is None or (about.birth_date and step.counts_from in OF_A_CHILD and each.on < about.birth_date):
            continue
        outcome = Outcome.DECLINED if each.outcome == Outcome.DECLINED else Outcome.ELSEWHERE
        came = {"step": planned.pop(each.key), "outcome": outcome, "happened_on": each.on}
        rows.append(new_content(HealthStep, case=case, by=by, topic=Topic.HEALTH, about=about, **came))
    renew_next(case, by)
    return rows


def _from_before(case: Case, programme: Programme, by: Assignment) -> list[ToldStep]:
    """What is settled in earlier contacts of the own unit with the same person, by number. Raises CaseError where one
    of them still goes on."""
    subject = known_subject(case, by)
    if subject.is_unborn and subject.carried_by is not None:
        _check_carried(subject.carried_by, case, by)
    if not subject.number:
        return []
    same = CasePerson.objects.filter(person=subject.person_id, relation=CasePerson.Relation.SUBJECT).values("case")
    earlier = HealthContact.objects.filter(unit=by.unit, programme=programme, case__in=same).exclude(case=case)
    found: list[ToldStep] = []
    for contact in earlier.select_related("case").order_by("enrolled_on", "pk"):
        if not contact.ending:
            raise CaseError(_("Your clinic has enrolled this person already."), field="number")
        found += settled_steps(recorded_steps(contact.case, by))
    return found


def _check_carried(carrier: CasePerson, case: Case, by: Assignment) -> None:
    """Of two contacts with one pregnancy one would go on after the other had ended in a loss."""
    if not carrier.number:
        return
    unborn = CasePerson.objects.filter(relation=CasePerson.Relation.SUBJECT, birth_date=None)
    same = unborn.filter(carried_by__person=carrier.person_id).exclude(case=case)
    if HealthContact.objects.filter(unit=by.unit, ending="", case__in=same.values("case")).exists():
        raise CaseError(_("Your clinic has enrolled this person already."), field="number")
