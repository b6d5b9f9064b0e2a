"""Opening and closing a case."""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CasePerson, CaseTargetGroup, CoordinatedPlan, Evaluation, Participation, Topic
from cases.services.content import new_content
from cases.services.fact import What, record_fact
from cases.services.guards import lock_plan, require_documenting, require_open
from cases.services.participation import admit
from cases.services.person import PersonFacts, Relation, add_case_person

PREFIX = {
    Case.Kind.PLAN: "SIP",
    Case.Kind.REFERRAL: "R",
    Case.Kind.WARM_HANDOVER: "SL",
    Case.Kind.PLAN_REQUEST: "BS",
    Case.Kind.CONSULTATION: "KONS",
    Case.Kind.CONCERN_REPORT: "ORO",
    Case.Kind.CONCERN_INTAKE: "ANM",
    Case.Kind.CHILD_HEALTH: "BHV",
    Case.Kind.PREGNANCY: "MHV",
    Case.Kind.ADDICTION_CARE: "BER",
    Case.Kind.FINDING: "IAK",
}


@act
def open_case(
    *,
    subject: PersonFacts,
    by: Assignment,
    carried_by: PersonFacts | None = None,
    kind: Case.Kind = Case.Kind.PLAN,
    needs_date: bool = True,
) -> Case:
    """A case about one person, owned by the acting unit. An unborn child is named after who carries it.

    Raises CaseError when the subject has neither name, number nor somebody who carries it; Undocumented for a unit
    that may store nothing about a person.
    """
    if not by.rights.opens_new:
        raise CaseError(_("Your role does not open cases."))
    require_documenting(by)
    check_subject(subject, carried_by, needs_date=needs_date)
    now = timezone.now()
    case = Case(kind=kind, number=next_number(kind), owner_unit=by.unit, opened_at=now)
    case.save(force_insert=True)
    if by.unit.is_closed:
        # By name first: it is the name that opens a closed unit's case, also to the one who makes it.
        admit(
            case=case,
            unit=by.unit,
            user=by.user,
            role=Participation.Role.OWNER,
            reason=Participation.Reason.OPENED,
            by=by,
        )
    admit(case=case, unit=by.unit, role=Participation.Role.OWNER, reason=Participation.Reason.OPENED, by=by)
    carrier = None
    if carried_by is not None:
        carrier = add_case_person(case=case, facts=carried_by, relation=Relation.PARENT, by=by)
    add_case_person(case=case, facts=subject, relation=Relation.SUBJECT, carried_by=carrier, by=by)
    if kind == Case.Kind.PLAN:
        CoordinatedPlan(case=case).save(force_insert=True)
    record_fact(What.CASE_OPENED, case=case, unit=by.unit, code=kind)
    return case


@act
def set_target_groups(*, case: Case, groups: list[CaseTargetGroup.Group], by: Assignment) -> CaseTargetGroup:
    require_open(case)
    row = CaseTargetGroup.objects.filter(case=case, owner_provider_id=by.unit.provider_id).first()
    row = row or CaseTargetGroup(case=case, owner_provider_id=by.unit.provider_id)
    row.groups = list(groups)
    row.save()
    return row


@act
def close_case(
    *,
    case: Case,
    reason: Case.ClosureReason,
    by: Assignment,
    grade: Evaluation.Grade = Evaluation.Grade.NOT_ASKED,
    own_words: str = "",
    said_by: str = "",
) -> Case:
    """Ends the case with its reason and the person's own evaluation. Raises CaseClosed when it already is."""
    plan = lock_plan(case)
    require_open(case)
    subject = CasePerson.objects.get(case=case, provider_id=by.unit.provider_id, relation=Relation.SUBJECT)
    new_content(
        Evaluation, case=case, by=by, topic=Topic.OTHER, about=subject, grade=grade, text=own_words, said_by=said_by
    )
    plan.status = CoordinatedPlan.Status.CLOSED
    plan.save(update_fields=["status"])
    case.status, case.closed_at, case.closure_reason = Case.Status.CLOSED, timezone.now(), reason
    case.save(update_fields=["status", "closed_at", "closure_reason"])
    record_fact(What.CASE_CLOSED, case=case, unit=case.owner_unit, code=reason)
    record_fact(What.EVALUATED, case=case, unit=case.owner_unit, code=grade)
    return case


def check_subject(subject: PersonFacts, carried_by: PersonFacts | None, *, needs_date: bool = True) -> None:
    """Raises CaseError where nobody could tell whom it is about."""
    if carried_by is None and not (subject.given_name or subject.family_name):
        raise CaseError(_("Write the name."), field="given_name")
    if needs_date and carried_by is None and subject.born_on is None and subject.number is None:
        raise CaseError(_("Write the number or the birth date."), field="number")
    if carried_by is not None and subject.expected_birth is None:
        raise CaseError(_("Write when the child is expected."), field="expected_birth")


def next_number(kind: Case.Kind) -> str:
    """«SIP 2026-0012»: one series for all kinds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_case_number')")
        return f"{PREFIX[kind]} {timezone.localdate().year}-{cursor.fetchone()[0]:04d}"
