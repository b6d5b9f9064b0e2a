"""The meeting page: who is called and who came, the agenda made from the plan, and what is missing before it ends."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Assignment
from accounts.templatetags.samplan import short_age
from cases.models import (
    Case,
    CasePerson,
    FamilyAttendance,
    MeetingNote,
    PlanMeeting,
    Summons,
    Topic,
)
from cases.permissions import readable_to
from cases.selectors.case import persons_in
from cases.selectors.participation import participating_units
from cases.selectors.plan import GoalWithInterventions, PlanDocument, Section

WHAT_MATTERS = "what_matters"
MATTERS, OTHER, LEAD = "matters", "other", "lead"


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
    reply_url: str = ""
    letter_url: str = ""


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
    statements: list[Section] = field(default_factory=list)

    @property
    def goal_number(self) -> int:
        return self.number - 1

    @property
    def has_notes(self) -> bool:
        return self.key not in (MATTERS, LEAD)


def holders(meeting: PlanMeeting) -> list[tuple[str, str]]:
    """Who leads and who takes notes: name, and where that person works with what part in the meeting."""
    units = [unit.pk for unit in participating_units(meeting.case)]
    people = [(meeting.chair, _("Leads the meeting"))]
    if meeting.secretary is not None and meeting.secretary_id != meeting.chair_id:
        people.append((meeting.secretary, _("Takes notes")))
    working = Assignment.objects.in_force().filter(user__in=[user.pk for user, _part in people], unit__in=units)
    unit_of: dict[int, str] = {}
    for each in sorted(working.select_related("unit"), key=lambda each: units.index(each.unit_id)):
        unit_of.setdefault(each.user_id, each.unit.name)
    return [(user.full_name, ". ".join(filter(None, (unit_of.get(user.pk), str(part))))) for user, part in people]


def attendees(meeting: PlanMeeting, assignment: Assignment, *, may_note: bool) -> list[Attendee]:
    """The family first, then who is called, then who is invited."""
    case = meeting.case
    came = {row.person_id: row.attendance for row in FamilyAttendance.objects.filter(meeting=meeting)}
    lines = []
    for person in persons_in(case, assignment):
        url = reverse("attendance", args=[case.pk, meeting.pk, "family", person.pk])
        lines.append(
            Attendee(f"f{person.pk}", str(person), person_line(person), came.get(person.pk, ""), url, may_note)
        )
    rows = Summons.objects.filter(meeting=meeting, withdrawn_at=None).select_related("unit")
    for row in rows.order_by("-kind", "created_at", "pk"):
        url = reverse("attendance", args=[case.pk, meeting.pk, "called", row.pk])
        line = Attendee(f"c{row.pk}", summons_name(row), summons_line(row), row.attendance, url, may_note, _notice(row))
        if row.unit is None and not row.reply and may_note:
            line.reply_url = reverse("record_reply", args=[case.pk, meeting.pk, row.pk])
            line.letter_url = reverse("letter", args=[case.pk, row.pk])
        lines.append(line)
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
        AgendaItem(1, str(_("What matters to me")), _rows(len(matters)), MATTERS, about=subject, statements=matters),
        *(_goal_item(number, each, people) for number, each in enumerate(plan.goals, 2)),
    ]
    last, loose = len(items) + 1, plan.loose
    items.append(AgendaItem(last, str(_("Other things that came up")), "", OTHER, about=subject, decisions=loose))
    items.append(_lead_item(last + 1, plan))
    for item in items:
        _fill(item, by_item.get(item.goal) if item.has_notes else None, case, meeting)
    items[0].state = "done" if matters else "waiting"
    return items


def missing_parts(meeting: PlanMeeting, plan: PlanDocument) -> list[dict[str, Any]]:
    """What has to be noted before the meeting can end: attendance of all who were called."""
    page = reverse("meeting", args=[meeting.case_id, meeting.pk])
    lead = f"{reverse('plan_lead', args=[meeting.case_id])}?{urlencode({'next': page})}"
    summonses = Summons.objects.filter(meeting=meeting, withdrawn_at=None)
    unnoted = summonses.filter(attendance=Summons.Attendance.UNKNOWN).exists()
    has_lead = plan.shell.lead_principal_id is not None
    return [
        _part(_("Who came"), _("Who came is not noted"), not unnoted, f"{page}#attendance-heading"),
        _part(_("Interventions"), _("No intervention yet"), bool(plan.interventions), f"{page}?item=2#item-2"),
        _part(_("Overall responsibility"), _("Overall responsibility is missing"), has_lead, lead),
        _part(_("Day for follow-up"), _("Day for follow-up is missing"), bool(plan.follow_ups), lead),
    ]


def person_line(person: CasePerson) -> str:
    """«2 år. Tolk: arabiska», «Vårdnadshavare»."""
    words = [short_age(person.birth_date) if _is_subject(person) else str(CasePerson.Relation(person.relation).label)]
    if person.has_custody:
        words = [str(_("Guardian"))]
    if person.needs_interpreter:
        words.append(str(_("Interpreter: %(language)s")) % {"language": person.language})
    return ". ".join(filter(None, words))


def summons_name(row: Summons) -> str:
    return row.unit.name if row.unit else row.party


def summons_line(row: Summons) -> str:
    """Called or invited, and the reply: «Kallad, tackade ja»."""
    reply = Summons.Reply(row.reply).label
    who = f": {row.who_comes}" if row.who_comes else ""
    note = f". {row.reply_note}" if row.reply_note else ""
    return f"{Summons.Kind(row.kind).label}. {reply}{who}{note}"


def _goal_item(number: int, each: GoalWithInterventions, people: list[CasePerson]) -> AgendaItem:
    content = each.goal.content
    by_key = {str(person.disclosed_from_id or person.pk): person for person in people}
    about = by_key.get(content["about_id"], people[0] if people else None)
    return AgendaItem(
        number,
        str(_("Goal %(number)s. %(words)s") % {"number": number - 1, "words": content["text"]}),
        _goal_line(each),
        str(each.goal.key),
        goal=each.goal.key,
        own_words=content["own_words"],
        own_words_by=content["own_words_by"],
        decisions=each.interventions,
        topic=each.goal.topic,
        about=about,
    )


def _lead_item(number: int, plan: PlanDocument) -> AgendaItem:
    is_clear = plan.shell.lead_principal_id is not None and bool(plan.follow_ups)
    line = _("Clear") if is_clear else _("Not clear yet")
    title = _("Next follow-up, and who has the overall responsibility")
    return AgendaItem(number, str(title), str(line), LEAD, state="done" if is_clear else "waiting")


def _fill(item: AgendaItem, note: MeetingNote | None, case: Case, meeting: PlanMeeting) -> None:
    item.url = f"{reverse('meeting', args=[case.pk, meeting.pk])}?item={item.number}#item-{item.number}"
    if note is not None:
        item.notes, item.version = note.text, note.edition
        item.state = "done" if note.text else "waiting"


def _goal_line(each: GoalWithInterventions) -> str:
    """How the goal stands, once it has been followed up, and how many interventions it has."""
    judgement = each.goal.judgement
    count = len(each.interventions)
    words = ngettext("%(count)s intervention", "%(count)s interventions", count) % {"count": count}
    return f"{judgement.get_status_display()}. {words}" if judgement and judgement.status else words


def _notice(row: Summons) -> str:
    is_missed = row.attendance == Summons.Attendance.ABSENT and row.kind == Summons.Kind.SUMMONS
    return str(_("Becomes a deviation when the meeting ends")) if is_missed else ""


def _part(done: Any, words: Any, is_done: bool, url: str) -> dict[str, Any]:
    return {"words": done if is_done else words, "is_done": is_done, "url": url}


def _rows(count: int) -> str:
    return str(_("%(count)s noted") % {"count": count}) if count else ""


def _is_subject(person: CasePerson) -> bool:
    return person.relation == CasePerson.Relation.SUBJECT
