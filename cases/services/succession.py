"""A unit has closed down and another of its provider takes its place in a case. Tasks: workflows/services/unit.py.

All of it is done by the closed unit itself, so to say: `by` is its manager as the system stands in for it.
"""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, CareUnit, User
from accounts.roles import Role
from cases.models import (
    Attachment,
    Birth,
    Case,
    ConcernText,
    CoordinatedPlan,
    DisclosedSection,
    Disclosure,
    Finding,
    Goal,
    Ground,
    HealthContact,
    HealthStep,
    InstrumentAnswers,
    IntakeDecision,
    Intervention,
    InterventionProgress,
    MeetingNote,
    Need,
    Parenthood,
    ParenthoodTalk,
    Participation,
    PatientChild,
    PlanMeeting,
    Referral,
    ReferralAnswer,
    ReferralSection,
    SectionKind,
    Sending,
    SituationAnswer,
    Statement,
    Summons,
    Topic,
    WorkingNote,
)
from cases.models.base import Content
from cases.selectors.case import persons_in, subject_of
from cases.selectors.consent import consent_covers
from cases.services.disclosure import Basis, Section, disclose
from cases.services.participation import admit
from cases.services.summons import withdraw_summons
from cases.services.told_identity import tell_identity

OWNER, TOOK_OVER = Participation.Role.OWNER, Participation.Reason.TOOK_OVER
WRITTEN: tuple[type[Content], ...] = (
    *(Need, Goal, Intervention, Statement, WorkingNote, MeetingNote),
    *(ReferralSection, ReferralAnswer, Attachment),
    *(ConcernText, IntakeDecision),
    *(HealthStep, InstrumentAnswers, Finding, Birth),
    *(Parenthood, PatientChild, ParenthoodTalk),
)
State = InterventionProgress.State
ANSWER_STANDS = (Sending.Answer.NONE, Sending.Answer.ACCEPTED, Sending.Answer.MORE_ASKED)


def may_take_over(case: Case, successor: CareUnit, by: Assignment) -> bool:
    """Whether the successor may know of the case: on the owner's side always, else if the family has named it too.

    A consultation is about nobody: there the provider is enough.
    """
    if successor.provider_id != by.unit.provider_id:
        return False
    if successor.provider_id == case.owner_unit.provider_id or case.kind == Case.Kind.CONSULTATION:
        return True
    subject = subject_of(case, by)
    return subject is not None and consent_covers(case, Topic.IDENTITY, subject.pk, successor.pk)


@act
def take_over_case(*, case: Case, successor: CareUnit, by: Assignment) -> None:
    """The successor has what the unit had: ownership, part, lead, interventions, calls and what it wrote.

    Of a unit that takes part by name those come along who have an assignment at the successor, and its manager.
    """
    unit = by.unit
    if case.owner_unit_id == unit.pk:
        case.owner_unit = successor
        case.save(update_fields=["owner_unit"])
    running = Q(valid_to=None) | Q(valid_to__gt=timezone.now())
    parts = list(Participation.objects.select_related("user").filter(running, case=case, unit=unit))
    for row in parts:
        _take_over_part(row, successor, by)
    take_over_lead(case=case, by=by, to=successor)
    promised = InterventionProgress.objects.filter(case=case, unit=unit)
    for progress in promised.exclude(state__in=[State.DONE, State.NOT_DONE]):
        progress.unit = successor
        progress.save(update_fields=["unit", "changed_at"])
    _take_over_summonses(case, successor, by)
    _take_over_referral(case, successor, by)
    for contact in HealthContact.objects.filter(case=case, unit=unit):
        contact.unit = successor
        contact.save(update_fields=["unit"])
    _take_over_content(case, successor, by)
    # At last: with its own part the unit's view of the case ends.
    for row in parts:
        row.valid_to = timezone.now()
        row.save(update_fields=["valid_to"])


@act
def tell_on(*, case: Case, unit: CareUnit, successor: CareUnit, by: Assignment) -> None:
    """What `by` has told the unit of a referral, as it was told, is told to its successor on the same ground.

    Of what rests on consent that which the consent lets the successor know.
    """
    held = DisclosedSection.objects.filter(
        case=case, receiver_unit=unit, ended_at=None, kind=SectionKind.REFERRAL, disclosure__sender_unit=by.unit
    )
    told: dict[Disclosure, list[Section]] = {}
    for row in held.select_related("disclosure", "about").order_by("created_at", "pk"):
        given = row.disclosure
        is_free = given.ground != Ground.CONSENT or consent_covers(case, row.topic, row.about_id, successor.pk)
        if is_free:
            kind, topic = SectionKind(row.kind), Topic(row.topic)
            told.setdefault(given, []).append(Section(kind, topic, row.about, row.origin, row.edition, row.content))
    for given, sections in told.items():
        ground = Ground(given.ground)
        basis = Basis(ground, given.ground_group, given.ground_section, given.ground_need, given.valid_to)
        tell_identity(case=case, receiver=successor, persons=persons_in(case, by), by=by, basis=basis)
        told_anew = disclose(case=case, receiver=successor, sections=sections, by=by, basis=basis)
        # The successor answers on what it was told itself: it does not see the other hand-over.
        for sending in Sending.objects.filter(disclosure=given, receiver_unit=unit, answer__in=ANSWER_STANDS):
            sending.disclosure = told_anew
            sending.save(update_fields=["disclosure"])


@act
def take_over_lead(*, case: Case, to: CareUnit, by: Assignment) -> None:
    """The plan that the unit led is led by somebody of `to`: the same person if they work there, else its manager."""
    plan = CoordinatedPlan.objects.select_related("lead").filter(case=case, lead_unit=by.unit_id).first()
    if plan is None:
        return
    plan.lead_principal, plan.lead_unit = to.provider.principal, to
    plan.lead = lead_at(to, plan.lead) or plan.lead
    plan.save(update_fields=["lead_principal", "lead_unit", "lead"])


def works_at(user: User, unit: CareUnit) -> bool:
    """Whether the user may open cases of the unit today."""
    assignments = Assignment.objects.in_force().filter(user=user, unit=unit)
    return any(each.rights.opens_cases for each in assignments)


def lead_at(unit: CareUnit, wanted: User | None) -> User | None:
    """Who of the unit leads: the wanted person if they work there, else its manager."""
    if wanted is not None and works_at(wanted, unit):
        return wanted
    managers = Assignment.objects.in_force().filter(unit=unit, role=Role.UNIT_MANAGER).select_related("user")
    return next((each.user for each in managers.order_by("valid_from", "pk")), None)


def _take_over_part(row: Participation, successor: CareUnit, by: Assignment) -> None:
    if row.user is not None and (row.reason == Participation.Reason.STATED_NEED or not works_at(row.user, successor)):
        return
    there = Participation.objects.filter(case=row.case_id, unit=successor, user=row.user, valid_to=None).first()
    if there is not None and (there.role == row.role or row.role != OWNER):
        return
    topics = row.topics
    if there is not None:
        topics = sorted({*row.topics, *there.topics}) if row.topics and there.topics else []
        there.valid_to = timezone.now()
        there.save(update_fields=["valid_to"])
    role = Participation.Role(row.role)
    case = Case(pk=row.case_id)
    admit(case=case, unit=successor, user=row.user, role=role, reason=TOOK_OVER, topics=topics, by=by)


def _take_over_summonses(case: Case, successor: CareUnit, by: Assignment) -> None:
    planned = {"case": case, "withdrawn_at": None, "meeting__status": PlanMeeting.Status.PLANNED}
    for row in Summons.objects.filter(unit=by.unit, **planned):
        if Summons.objects.filter(meeting=row.meeting_id, unit=successor, withdrawn_at=None).exists():
            withdraw_summons(summons=row, by=by)
            continue
        row.unit = successor
        row.save(update_fields=["unit"])


def _take_over_referral(case: Case, successor: CareUnit, by: Assignment) -> None:
    for referral in Referral.objects.filter(case=case, sender_unit=by.unit):
        referral.sender_unit = successor
        referral.save(update_fields=["sender_unit"])
    for sending in Sending.objects.filter(case=case, receiver_unit=by.unit, answer__in=ANSWER_STANDS):
        sending.receiver_unit = successor
        sending.save(update_fields=["receiver_unit"])


def _take_over_content(case: Case, successor: CareUnit, by: Assignment) -> None:
    """What the unit wrote can be changed by the successor; who wrote it and when stays."""
    noted = set(MeetingNote.objects.filter(case=case, owner_unit=successor).values_list("meeting", "agenda_item"))
    for model in WRITTEN:
        for row in model._default_manager.filter(case=case, owner_unit=by.unit):
            if isinstance(row, MeetingNote) and (row.meeting_id, row.agenda_item) in noted:
                continue
            row.owner_unit = successor
            row.save(update_fields=["owner_unit"])
    for answer in SituationAnswer.objects.filter(case=case, owner_unit=by.unit):
        answer.owner_unit = successor
        # The successor may have answered the same question itself, which the closed unit does not see: both stand.
        with suppress(IntegrityError), transaction.atomic():
            answer.save(update_fields=["owner_unit"])
