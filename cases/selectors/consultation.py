"""What was asked of whom, and what was answered; the board of a team with its meetings."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Assignment, Team
from cases.models import Case, Consultation, ConsultationPost, Participation, TeamMeeting
from cases.permissions import visible_to
from cases.selectors.participation import participations

MOST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """One consultation in a list: its first words, where it was put, and whether somebody has answered."""

    case: Case
    consultation: Consultation
    question: str
    is_answered: bool
    asked_at: datetime


def consultation_of(case: Case) -> Consultation:
    return Consultation.objects.select_related("asked_unit", "team__clinic").get(case=case)


def posts_of(case: Case) -> list[ConsultationPost]:
    """The question first, then as they came."""
    rows = ConsultationPost.objects.filter(case=case).select_related("owner_unit__provider", "written_by")
    return list(rows.order_by("created_at", "pk"))


def asked_units(case: Case) -> list[int]:
    """Keys of the units in the case besides the one that asks, in the order they were let in."""
    called = [row.unit_id for row in participations(case) if row.role != Participation.Role.OWNER]
    return list(dict.fromkeys(called))


def question_of(case: UUID, by: Assignment) -> str:
    """The question, for a referral that takes it along: to the unit that asked it alone; empty for all others."""
    own = visible_to(by).filter(pk=case, kind=Case.Kind.CONSULTATION, owner_unit=by.unit_id)
    rows = ConsultationPost.objects.filter(case__in=own, kind=ConsultationPost.Kind.QUESTION)
    return rows.values_list("text", flat=True).first() or ""


def consultations_of(by: Assignment, *, closed: bool = False, team: Team | None = None) -> list[Asked]:
    """Those that exist for the assignment, the newest first, at most MOST; of one team, or all."""
    rows = Consultation.objects.filter(case__in=visible_to(by).filter(status=_status(closed)))
    if team is not None:
        rows = rows.filter(team=team)
    return _asked(rows.order_by("-created_at", "pk")[:MOST])


def taken_up(meetings: list[TeamMeeting], by: Assignment) -> dict[UUID, list[Asked]]:
    """By the key of the meeting, what was taken up there of what the assignment sees."""
    items = [(each.pk, item.case_id) for each in meetings for item in each.items.all()]
    rows = Consultation.objects.filter(case__in=visible_to(by).filter(pk__in=[case for _meeting, case in items]))
    shown = {each.case.pk: each for each in _asked(rows)}
    found: dict[UUID, list[Asked]] = {each.pk: [] for each in meetings}
    for meeting, case in items:
        if case in shown:
            found[meeting].append(shown[case])
    return found


def meetings_of(team: Team) -> list[TeamMeeting]:
    """The latest first, at most MOST."""
    rows = TeamMeeting.objects.filter(team=team).prefetch_related("items").order_by("-held_on", "-written_at")
    return list(rows[:MOST])


def _status(closed: bool) -> Case.Status:
    return Case.Status.CLOSED if closed else Case.Status.OPEN


def _asked(rows: QuerySet[Consultation]) -> list[Asked]:
    posts = ConsultationPost.objects.filter(case=OuterRef("case"))
    question = posts.filter(kind=ConsultationPost.Kind.QUESTION).values("text")[:1]
    answers = posts.filter(kind=ConsultationPost.Kind.ANSWER)
    shown = rows.select_related("case__owner_unit", "asked_unit", "team").annotate(
        question=question, is_answered=Exists(answers)
    )
    return [Asked(each.case, each, each.question, each.is_answered, each.case.opened_at) for each in shown]
