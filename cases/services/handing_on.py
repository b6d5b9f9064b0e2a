"""A child goes on to another clinic: from maternity to child health, or with the family. Each part is told alone."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import act
from accounts.models import Assignment
from accounts.templatetags.samplan import full_date
from cases.errors import CaseError
from cases.models import (
    Birth,
    Case,
    HealthContact,
    Programme,
    Referral,
    ReferralSection,
    Topic,
)
from cases.selectors.case import persons_in
from cases.selectors.handing_on import as_told, settled_steps, told_schedule
from cases.selectors.health import contact_of, recorded_steps
from cases.services.birth import Newborn, Outcome
from cases.services.content import change_content
from cases.services.enrolment import enrol, settle_elsewhere
from cases.services.fact import What, record_fact
from cases.services.guards import known_subject, lock_case, lock_referral, require_open
from cases.services.health import end_contact
from cases.services.person import PersonFacts, Relation, add_case_person, facts_of, separate
from cases.services.referral import open_referral, write_section

Purpose, Heading = Referral.Purpose, ReferralSection.Heading


@act
def open_birth_handover(*, birth: Birth, by: Assignment) -> Case:
    """The hand-over of a newborn to child health, with nobody told yet: the child, and who gave birth.

    Raises CaseError for a child that is not here, or is handed over already.
    """
    birth = Birth.objects.select_for_update(no_key=True, of=("self",)).select_related("child", "about").get(pk=birth.pk)
    require_open(birth.case)
    if birth.child is None:
        raise CaseError(_("This child is no longer here."))
    if birth.handed_over_in is not None:
        raise CaseError(_("The hand-over has been begun already."))
    mother = facts_of(birth.about) if birth.about.relation == Relation.PARENT else None
    case = _open(facts_of(birth.child), birth.days_at_birth, by, mother)
    change_content(birth, edition=birth.edition, by=by, handed_over_in=case.pk)
    return case


@act
def open_handover_of(*, child: Newborn, days_at_birth: int, by: Assignment) -> Case:
    """Of a child that goes to other guardians: its case knows nothing of who gave birth, nor the other way round."""
    if child.outcome != Outcome.LIVE or not child.goes_to_others:
        raise CaseError(_("This child is no longer here."))
    return _open(child.facts, days_at_birth, by, None)


def moves_of(contact: HealthContact) -> QuerySet[Referral]:
    """The hand-overs of a contact to another clinic, by the own unit's parts of them."""
    parts = ReferralSection.objects.filter(follows=contact.pk)
    return Referral.objects.filter(case__in=parts.values("case"), purpose=Purpose.MOVE)


@act
def open_move(*, case: Case, by: Assignment) -> Case:
    """The same child's or pregnancy's contact at another clinic, with nobody told yet: what is settled here is a part
    that can be told or kept. The contact goes on until it is ended.

    Raises CaseClosed; CaseError for a pregnancy that is over, and where it is begun already.
    """
    lock_case(case)
    require_open(case)
    contact, subject = contact_of(case), known_subject(case, by)
    if moves_of(contact).filter(case__status=Case.Status.OPEN).exists():
        raise CaseError(_("The hand-over has been begun already."))
    if case.kind == Case.Kind.PREGNANCY and not subject.is_unborn:
        raise CaseError(_("The child is born: hand over the child instead."))
    carrier = facts_of(subject.carried_by) if subject.is_unborn and subject.carried_by else None
    topic = Topic.HEALTH
    words: dict[str, Any] = {"kind": Case.Kind.WARM_HANDOVER, "topic": topic, "carried_by": carrier, "by": by}
    moved = open_referral(subject=facts_of(subject), purpose=Purpose.MOVE, **words)
    for person in persons_in(case, by):
        if person.pk not in (subject.pk, subject.carried_by_id) and person.relation != Relation.SIBLING:
            add_case_person(case=moved, facts=facts_of(person), relation=Relation(person.relation), by=by)
    schedule = {"follows": str(contact.pk), "days_at_birth": contact.days_at_birth}
    _write(moved, Heading.QUESTION, topic, _("The family moves and wishes to go on at your clinic."), by)
    _write(moved, Heading.BACKGROUND, topic, contact.programme.name, by, schedule)
    if steps := settled_steps(recorded_steps(case, by)):
        _write(moved, Heading.DONE, topic, _("What came of the visits:"), by, {"steps": as_told(steps)})
    return moved


@act
def enrol_anew(*, case: Case, by: Assignment) -> Case:
    """The child has got other guardians: a contact that knows nothing of the former ones takes over, at this clinic.

    What was done at the visits goes on with its day, without words; no answers of a parent do. In the former contact,
    which has ended, stands neither the child's name nor its number, and searching for them no longer leads there.
    Raises CaseClosed.
    """
    lock_case(case)
    require_open(case)
    contact, row = contact_of(case), known_subject(case, by)
    steps = settled_steps(recorded_steps(case, by))
    facts = separate(row=row, by=by)
    end_contact(case=case, ending=HealthContact.Ending.SEPARATED, ended_on=timezone.localdate(), by=by)
    words: dict[str, Any] = {"programme": contact.programme, "days_at_birth": contact.days_at_birth}
    new = enrol(subject=replace(facts, has_custody=False), by=by, **words)
    settle_elsewhere(case=new, steps=steps, by=by)
    return new


@act
def enrol_handed_over(
    *,
    referral: Case,
    programme: Programme,
    subject: PersonFacts,
    by: Assignment,
    carried_by: PersonFacts | None = None,
    days_at_birth: int | None = None,
) -> Case:
    """A contact of the acting unit with who was handed over to it, once; what it was told as settled stands as done
    elsewhere, each with its day.

    `subject` is what was told, as the nurse has read and corrected it. Raises as enrol; CaseError before it was taken
    over, where the contact is there already, and for a programme of patients: they are enrolled by themselves.
    """
    row = lock_referral(referral)
    if row.purpose == Purpose.OTHER or row.state not in (Referral.State.ACCEPTED, Referral.State.FED_BACK):
        raise CaseError(_("Take over first."))
    if row.sender_unit_id == by.unit_id:
        raise CaseError(_("The receiving clinic enrols."))
    if HealthContact.objects.filter(came_by=referral).exists():
        raise CaseError(_("Your clinic has enrolled already from this hand-over."))
    if programme.about == Programme.About.ADULT:
        raise CaseError(_("Choose a programme of children or of pregnancies."), field="programme")
    told = told_schedule(referral, by)
    person = known_subject(referral, by)
    case = enrol(programme=programme, subject=subject, carried_by=carried_by, days_at_birth=days_at_birth, by=by)
    contact = contact_of(case)
    contact.came_by, contact.follows_id = referral, told.follows and UUID(told.follows)
    contact.save(update_fields=["came_by", "follows"])
    for each in persons_in(referral, by):
        if each.pk not in (person.pk, person.carried_by_id):
            add_case_person(case=case, facts=facts_of(each), relation=Relation(each.relation), by=by)
    settle_elsewhere(case=case, steps=told.steps, by=by)
    record_fact(What.HANDED_OVER, case=case, unit=by.unit, origin=referral.pk, code=row.purpose)
    return case


def _open(child: PersonFacts, days_at_birth: int, by: Assignment, parent: PersonFacts | None) -> Case:
    words: dict[str, Any] = {"kind": Case.Kind.WARM_HANDOVER, "topic": Topic.HEALTH, "by": by}
    case = open_referral(subject=_named(child), purpose=Purpose.BIRTH, **words)
    if parent is not None:
        guardian = replace(parent, has_custody=True, custody_from=None)
        add_case_person(case=case, facts=guardian, relation=Relation.PARENT, by=by)
    _write(case, Heading.QUESTION, Topic.HEALTH, _("We ask you to take over with the programme of child health."), by)
    day = child.born_on
    text = _("Born %(day)s.") % {"day": full_date(day)} if day else _("The child is born.")
    _write(case, Heading.BACKGROUND, Topic.HEALTH, text, by, {"days_at_birth": days_at_birth})
    return case


def _named(child: PersonFacts) -> PersonFacts:
    """A referral needs a name: a newborn has often none yet."""
    if child.given_name or child.family_name:
        return child
    return replace(child, given_name=_("Newborn"))


def _write(
    case: Case,
    heading: ReferralSection.Heading,
    topic: Topic,
    text: str,
    by: Assignment,
    schedule: dict[str, Any] | None = None,
) -> None:
    write_section(case=case, heading=heading, topic=topic, text=text, schedule=schedule, by=by)
