"""The meeting page: who is called and who came, the agenda made from the plan, and what is missing before it ends."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment
from cases.models import (
    Case,
    CasePerson,
    FamilyAttendance,
    Goal,
    MeetingNote,
    PlanMeeting,
    Summons,
    Topic,
)
from cases.permissions import readable_to
from cases.selectors.case import persons_in
from cases.selectors.plan import GoalWithInterventions, PlanDocument

WHAT_MATTERS = "what_matters"


@dataclass(slots=True)
class Attendee:
    """One line of the attendance; `url` is where the choice is sent."""

    key: str
    name: str
    detail: str
    attendance: str
    url: str
    has_choice: bool = True
    notice: str = ""


@dataclass(slots=True)
class AgendaItem:
    """One point of the agenda; `goal` is its key, None for what is not about a goal."""

    number: int
    title: str
    line: str
    key: str
    goal: UUID | None = None
    state: str = "waiting"
    url: str = ""
    own_words: str = ""
    own_words_by: str = ""
    notes: str = ""
    version: int = 0
    decisions: list[Any] = field(default_factory=list)
    topic: str = Topic.OTHER
    about: CasePerson | None = None


def attendees(meeting: PlanMeeting, assignment: Assignment, *, may_note: bool) -> list[Attendee]:
    """The family first, then who is called, then who is invited."""
    case = meeting.case
    came = {row.person_id: row.attendance for row in FamilyAttendance.objects.filter(meeting=meeting)}
    lines = []
    for person in persons_in(case, assignment):
        url = reverse("attendance", args=[case.pk, meeting.pk, "family", person.pk])
        detail = str(CasePerson.Relation(person.relation).label) if not _is_subject(person) else ""
        lines.append(Attendee(f"f{person.pk}", str(person), detail, came.get(person.pk, ""), url, may_note))
    rows = Summons.objects.filter(meeting=meeting, withdrawn_at=None).select_related("unit")
    for row in rows.order_by("-kind", "created_at", "pk"):
        url = reverse("attendance", args=[case.pk, meeting.pk, "called", row.pk])
        lines.append(
            Attendee(f"c{row.pk}", summons_name(row), summons_line(row), row.attendance, url, may_note, _notice(row))
        )
    return lines


def attendee(meeting: PlanMeeting, assignment: Assignment, kind: str, key: UUID) -> Attendee:
    """One line, after it was changed; raises StopIteration for a key that is not in the meeting."""
    wanted = f"{kind[0]}{key}"
    return next(each for each in attendees(meeting, assignment, may_note=True) if each.key == wanted)


def agenda(meeting: PlanMeeting, assignment: Assignment, plan: PlanDocument) -> list[AgendaItem]:
    """What matters to the family, each goal that is still open, a new goal, and who leads and when."""
    case = meeting.case
    notes = readable_to(assignment, MeetingNote.objects.filter(meeting=meeting, owner_unit_id=assignment.unit_id))
    by_item = {row.agenda_item: row for row in notes}
    people = persons_in(case, assignment)
    subject = people[0] if people else None
    matters = plan.statements.get(WHAT_MATTERS, [])
    items = [
        AgendaItem(1, str(_("What matters to me")), _rows(len(matters)), "matters", about=subject),
        *(_goal_item(number, each, people) for number, each in enumerate(plan.goals, 2)),
    ]
    last = len(items) + 1
    items.append(AgendaItem(last, str(_("Other things that came up")), "", "other", about=subject))
    for item in items:
        _fill(item, by_item.get(item.goal) if item.key != "matters" else None, case, meeting)
    items[0].state = "done" if matters else "waiting"
    return items


def missing_parts(meeting: PlanMeeting, plan: PlanDocument) -> list[dict[str, Any]]:
    """What has to be noted before the meeting can end: attendance of all who were called."""
    page = reverse("meeting", args=[meeting.case_id, meeting.pk])
    lead = reverse("plan_lead", args=[meeting.case_id])
    summonses = Summons.objects.filter(meeting=meeting, withdrawn_at=None)
    unnoted = summonses.filter(attendance=Summons.Attendance.UNKNOWN).exists()
    has_lead = plan.shell.lead_principal_id is not None
    return [
        _part(_("Who came"), _("Who came is not noted"), not unnoted, f"{page}#attendance-heading"),
        _part(_("Interventions"), _("No intervention yet"), bool(plan.interventions), page),
        _part(_("Overall responsibility"), _("Overall responsibility is missing"), has_lead, lead),
        _part(_("Day for follow-up"), _("Day for follow-up is missing"), bool(plan.follow_ups), lead),
    ]


def summons_name(row: Summons) -> str:
    return row.unit.name if row.unit else row.party


def summons_line(row: Summons) -> str:
    """Called or invited, and the reply: «Kallad, tackade ja»."""
    reply = Summons.Reply(row.reply).label
    who = f": {row.who_comes}" if row.who_comes else ""
    return f"{Summons.Kind(row.kind).label}. {reply}{who}"


def _goal_item(number: int, each: GoalWithInterventions, people: list[CasePerson]) -> AgendaItem:
    content = each.goal.content
    about = next((person for person in people if person.relation == content["about"]), people[0] if people else None)
    return AgendaItem(
        number,
        content["text"],
        str(Goal.Status(content["status"]).label),
        str(each.goal.key),
        goal=each.goal.key,
        own_words=content["own_words"],
        own_words_by=content["own_words_by"],
        decisions=each.interventions,
        topic=each.goal.topic,
        about=about,
    )


def _fill(item: AgendaItem, note: MeetingNote | None, case: Case, meeting: PlanMeeting) -> None:
    item.url = f"{reverse('meeting', args=[case.pk, meeting.pk])}?item={item.number}#item-{item.number}"
    if note is not None:
        item.notes, item.version = note.text, note.edition
        item.state = "done" if note.text else "waiting"


def _notice(row: Summons) -> str:
    is_missed = row.attendance == Summons.Attendance.ABSENT and row.kind == Summons.Kind.SUMMONS
    return str(_("Becomes a deviation when the meeting ends")) if is_missed else ""


def _part(done: Any, words: Any, is_done: bool, url: str) -> dict[str, Any]:
    return {"words": done if is_done else words, "is_done": is_done, "url": url}


def _rows(count: int) -> str:
    return str(_("%(count)s noted") % {"count": count}) if count else ""


def _is_subject(person: CasePerson) -> bool:
    return person.relation == CasePerson.Relation.SUBJECT
