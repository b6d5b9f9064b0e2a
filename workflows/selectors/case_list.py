"""Lists of cases and meetings: always from `visible_to`, always logged."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case, CasePerson, CoordinatedPlan, PlanMeeting
from cases.permissions import visible_to
from cases.services.access import log_listing

MOST = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """One case in a list; `subject` is None where the reader's provider has not been told."""

    case: Case
    subject: CasePerson | None
    plan: CoordinatedPlan | None

    @property
    def name(self) -> str:
        """Empty where the reader's provider has not been told."""
        if self.subject is None:
            return ""
        self.subject.case = self.case
        return self.subject.listed_name


def cases_of(assignment: Assignment, *, closed: bool = False) -> list[Listed]:
    """The newest cases about somebody that exist for the assignment, at most MOST.

    Consultations are about nobody; contacts on a schedule, and what was found there, have lists of their own.
    """
    status = Case.Status.CLOSED if closed else Case.Status.OPEN
    about_somebody = visible_to(assignment).exclude(kind__in=(Case.Kind.CONSULTATION, *Case.HEALTH))
    cases = list(about_somebody.filter(status=status).select_related("owner_unit").order_by("-opened_at")[:MOST])
    subjects = subjects_of({case.pk for case in cases}, assignment)
    plans = {plan.case_id: plan for plan in CoordinatedPlan.objects.filter(case__in=cases)}
    if cases:
        log_listing(what="case_list", shown=_shown({case.pk for case in cases}, subjects), by=assignment)
    return [Listed(case, subjects.get(case.pk), plans.get(case.pk)) for case in cases]


def coming_meetings(assignment: Assignment) -> list[tuple[PlanMeeting, CasePerson | None]]:
    """Planned meetings of visible cases from yesterday on, the next first, at most MOST."""
    since = timezone.now() - timedelta(days=1)
    planned = PlanMeeting.objects.filter(
        case__in=visible_to(assignment), status=PlanMeeting.Status.PLANNED, ends_at__gte=since
    )
    meetings = list(planned.select_related("case__owner_unit", "chair").order_by("starts_at")[:MOST])
    subjects = subjects_of({meeting.case_id for meeting in meetings}, assignment)
    if meetings:
        log_listing(what="meetings", shown=_shown({row.case_id for row in meetings}, subjects), by=assignment)
    return [(meeting, subjects.get(meeting.case_id)) for meeting in meetings]


def subjects_of(cases: set[UUID], assignment: Assignment) -> dict[UUID, CasePerson]:
    """Who each case is about, as the acting provider knows them."""
    people = CasePerson.objects.filter(
        case__in=cases, provider_id=assignment.unit.provider_id, relation=CasePerson.Relation.SUBJECT
    )
    return {person.case_id: person for person in people.select_related("carried_by")}


def _shown(cases: set[UUID], subjects: dict[UUID, CasePerson]) -> list[tuple[UUID, UUID | None]]:
    return [(case, subjects[case].pk if case in subjects else None) for case in cases]
