"""What the case page says: what happens now and next, where in the process, the plan in short, what has happened."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Assignment
from accounts.templatetags.samplan import Due, clock_time, full_date, long_date, short_date, when
from cases.models import Case, CoordinatedPlan, Deviation, InterventionProgress, PlanMeeting, PlanVersion
from cases.permissions import readable_to
from cases.selectors.plan import PlanDocument, Section
from workflows.models import Deadline, Task
from workflows.models.step import Step
from workflows.selectors.changes import changes_of
from workflows.selectors.due import due_of

# The order of the picture; a step of the flow that a person does, or what lies between two of them.
PICTURE = (
    ("need", gettext_lazy("Need")),
    (Step.OBTAIN_CONSENT, gettext_lazy("Consent")),
    (Step.PREPARE, gettext_lazy("Preparation")),
    (Step.REPLY, gettext_lazy("Replies")),
    (Step.MEET, gettext_lazy("Meeting")),
    (Step.WRITE_PLAN, gettext_lazy("Plan is written")),
    (Step.CONFIRM, gettext_lazy("Confirmation")),
    (Step.FOLLOW_UP, gettext_lazy("Plan in force")),
    ("closed", gettext_lazy("End")),
)
PLAN_WRITTEN, IN_FORCE = 5, 7

HAPPENING = {
    Step.OBTAIN_CONSENT: gettext_lazy("consent is asked for"),
    Step.PREPARE: gettext_lazy("the meeting is prepared"),
    Step.REPLY: gettext_lazy("the called units reply"),
    Step.MEET: gettext_lazy("the meeting is held"),
    Step.WRITE_PLAN: gettext_lazy("the plan is written"),
    Step.CONFIRM: gettext_lazy("the units confirm their interventions"),
    Step.FOLLOW_UP: gettext_lazy("the plan is in force"),
    Step.ADVISE: gettext_lazy("the question waits for an answer"),
    Step.READ_ANSWER: gettext_lazy("the answer is read"),
    Step.DECIDE_FINDING: gettext_lazy("it is decided what to do"),
    Step.ASK_PARENTHOOD: gettext_lazy("the patient is asked about children"),
    Step.ASSESS_CHILD: gettext_lazy("it is assessed whether a child may fare badly"),
    Step.REVIEW_PARENTHOOD: gettext_lazy("the patient is asked again"),
}
AFTER = {
    Step.OBTAIN_CONSENT: gettext_lazy("the meeting is prepared, if all say yes"),
    Step.PREPARE: gettext_lazy("the called units reply"),
    Step.REPLY: gettext_lazy("the meeting"),
    Step.MEET: gettext_lazy("the plan is written"),
    Step.WRITE_PLAN: gettext_lazy("each unit confirms its part"),
    Step.CONFIRM: gettext_lazy("the plan is in force"),
    Step.FOLLOW_UP: gettext_lazy("it is followed up"),
    Step.ADVISE: gettext_lazy("the unit that asked reads the answer"),
    Step.READ_ANSWER: gettext_lazy("the consultation ends"),
    Step.DECIDE_FINDING: gettext_lazy("what was decided is done"),
    Step.ASK_PARENTHOOD: gettext_lazy("where there are children, their need of protection is assessed"),
    Step.ASSESS_CHILD: gettext_lazy("the patient is asked again, on the chosen day"),
    Step.REVIEW_PARENTHOOD: gettext_lazy("the patient is asked again, until the contact ends"),
}


@dataclass(slots=True)
class Panel:
    heading: str
    text: str = ""
    clock: Due | None = None


@dataclass(slots=True)
class PictureStep:
    label: str
    date: str = ""
    state: str = "later"
    note: str = ""
    is_late: bool = False


@dataclass(slots=True)
class Event:
    at: datetime
    when: str
    text: str
    who: str = ""
    url: str = ""
    link_label: str = ""


@dataclass(slots=True)
class GoalInShort:
    number: int | None
    title: str
    own_words: str = ""
    own_words_by: str = ""
    interventions: list[dict[str, Any]] = field(default_factory=list)


def now_and_next(
    case: Case, tasks: list[Task], plan: PlanDocument, reader: Assignment
) -> tuple[Panel | None, Panel | None]:
    """What happens now with its clock and source, and what comes then; nothing for a closed case."""
    now = now_of(case, tasks, reader)
    if now is None or not case.is_open:
        return now, None
    step = Step(tasks[0].step)
    if step == Step.MEET and (meeting := next_meeting(case)):
        now.text = meeting_words(meeting)
    return now, Panel(str(AFTER[step]), _what_then(case, step, plan))


def now_of(case: Case, tasks: list[Task], reader: Assignment) -> Panel | None:
    """Whose turn it is, with the clock that is due first; the reason where the case is closed."""
    if not case.is_open:
        return Panel(_("the case is closed"), str(Case.ClosureReason(case.closure_reason).label))
    if not tasks:
        return None
    step = Step(tasks[0].step)
    waiting = [task.unit.name for task in tasks if task.unit and task.step == step]
    words = _("It is %(units)s that acts.") if len(waiting) == 1 else _("Waiting for %(units)s.")
    deadline = Deadline.objects.filter(case=case, step=step, closed_at=None).select_related(
        "clock__rule_set", "clock__clause", "unit"
    )
    first = deadline.order_by("due_at").first()
    return Panel(str(HAPPENING[step]), words % {"units": ", ".join(dict.fromkeys(waiting))}, clock_words(first, reader))


def picture(case: Case, tasks: list[Task], taken: list[Task]) -> list[PictureStep]:
    """The flow with the case's position on it."""
    done = {task.step: task for task in reversed(taken) if not task.is_withdrawn}
    now = {task.step for task in tasks}
    late = set(
        Deadline.objects.filter(case=case, closed_at=None, due_at__lte=timezone.now()).values_list("step", flat=True)
    )
    steps, is_ahead = [], False
    for name, label in PICTURE:
        step = PictureStep(str(label))
        if name == "need":
            step.state, step.date = "done", short_date(timezone.localdate(case.opened_at))
        elif name == "closed":
            step.state = "later" if case.is_open else "done"
            step.date = short_date(timezone.localdate(case.closed_at)) if case.closed_at else ""
        elif name in now:
            # What was done once and lies ahead again, after a meeting that was cancelled say, is drawn as coming.
            is_ahead = True
            step.state, step.is_late = "now", name in late
            step.note = _("late") if step.is_late else ""
        elif name in done and done[name].finished and not is_ahead:
            step.state, step.date = "done", short_date(timezone.localdate(done[name].finished))
        steps.append(step)
    return steps


def goals_in_short(plan: PlanDocument) -> list[GoalInShort]:
    goals = [
        GoalInShort(
            number,
            each.goal.content["text"],
            each.goal.content["own_words"],
            each.goal.content["own_words_by"] or _("The family's words"),
            [_in_short(one) for one in each.interventions],
        )
        for number, each in enumerate(plan.goals, 1)
    ]
    if plan.loose:
        goals.append(GoalInShort(None, _("Under no goal"), interventions=[_in_short(one) for one in plan.loose]))
    return goals


def plan_line(plan: PlanDocument) -> str:
    """«Version 1. Gäller. Huvudansvarig: Sara Exempelius, BVC Björken»."""
    shell = plan.shell
    parts = [_("Version %(number)s") % {"number": shell.version}, str(CoordinatedPlan.Status(shell.status).label)]
    if shell.lead and shell.lead_unit:
        lead = _("Overall responsibility: %(name)s, %(unit)s")
        parts.append(lead % {"name": shell.lead.full_name, "unit": shell.lead_unit.name})
    return ". ".join(parts)


def events(case: Case, assignment: Assignment, taken: list[Task]) -> list[Event]:
    """Steps and changes that the reader may know of, the newest first."""
    found = [_event(case.opened_at, _("The case was opened by %(unit)s.") % {"unit": case.owner_unit.name})]
    for task in taken:
        who = task.owner.full_name if task.owner and not task.is_withdrawn else "Samplan"
        text = f"{task.step_label}: {task.get_outcome_display()}. {task.unit}"
        found.append(_event(task.finished, text, who))
    for row in readable_to(assignment, Deviation.objects.filter(case=case)).select_related("unit", "written_by"):
        name = row.unit.name if row.unit else row.party
        text = _("Deviation: %(name)s. %(kind)s.") % {"name": name, "kind": row.get_kind_display()}
        found.append(_event(row.created_at, text, row.written_by.full_name))
    for version in PlanVersion.objects.filter(case=case).select_related("frozen_by"):
        text = _("The unit's own copy of version %(number)s was kept.") % {"number": version.number}
        found.append(_event(version.frozen_at, text, version.frozen_by.full_name))
    found += [_event(*change) for change in changes_of(case)]
    if case.closed_at:
        reason = Case.ClosureReason(case.closure_reason).label
        found.append(_event(case.closed_at, _("The case was closed: %(reason)s.") % {"reason": reason}))
    return sorted(found, key=lambda event: event.at, reverse=True)


def next_meeting(case: Case) -> PlanMeeting | None:
    planned = PlanMeeting.objects.filter(case=case, status=PlanMeeting.Status.PLANNED)
    return planned.order_by("starts_at").first()


def meeting_words(meeting: PlanMeeting) -> str:
    """«Tisdag 24 november 13.00 till 14.00, rum 2»."""
    words = _("%(day)s %(start)s to %(end)s, %(place)s") % {
        "day": long_date(meeting.starts_at),
        "start": clock_time(meeting.starts_at),
        "end": clock_time(meeting.ends_at),
        "place": meeting.place or _("on link"),
    }
    return words[:1].upper() + words[1:]


def _what_then(case: Case, step: Step, plan: PlanDocument) -> str:
    """What is known of the next step: when the meeting is, or when the plan is followed up."""
    if step in (Step.PREPARE, Step.REPLY):
        meeting = next_meeting(case)
        return meeting_words(meeting) if meeting else ""
    if step == Step.CONFIRM:
        return _("When all have confirmed, the plan is in force and the family gets it on paper.")
    planned = next((each.planned_on for each in plan.follow_ups if each.held_on is None), None)
    if step == Step.FOLLOW_UP and planned:
        return _("First follow-up no later than %(day)s") % {"day": full_date(planned)}
    return ""


def action_for(case: Case, tasks: list[Task], assignment: Assignment) -> dict[str, str] | None:
    """The one primary button: the acting unit's own open task, if there is one and it has woken."""
    mine = next((task for task in tasks if task.unit_id == assignment.unit_id), None)
    if mine is None or not assignment.rights.opens_new:
        return None
    if mine.step == Step.MEET and (meeting := next_meeting(case)):
        return {"label": mine.step_label, "url": reverse("meeting", args=[case.pk, meeting.pk])}
    return {"label": mine.step_label, "url": reverse("task", args=[mine.pk])}


def clock_words(deadline: Deadline | None, reader: Assignment) -> Due | None:
    """Whose clock, how it stands, until when, and where its length is written."""
    if deadline is None:
        return None
    now = timezone.now()
    is_paused = deadline.paused_until is not None and deadline.paused_until > now
    paused = _("runs again on %(day)s") % {"day": full_date(deadline.paused_until)} if is_paused else ""
    due = due_of(deadline.due_at, deadline.near_at, now=now, paused=paused)
    source = due.detail
    if named := _source(deadline, reader):
        source = _("%(day)s. Source: %(source)s") % {"day": due.detail, "source": named}
    return Due(due.state, f"{deadline.whose[1].name}: {due.words[:1].lower()}{due.words[1:]}", capfirst(source))


def _source(deadline: Deadline, reader: Assignment) -> str:
    """Where the length is written: which agreement and clause, or what the clock of everybody names.

    A clause of a target group is named to the unit's own provider alone: it tells what the case concerns.
    """
    clock = deadline.clock
    if clock.rule_set is None or clock.clause is None or not clock.is_agreed:
        return clock.source
    if clock.clause.target_groups and deadline.whose[1].provider_id != reader.unit.provider_id:
        return ""
    return f"{clock.rule_set.title}, {clock.clause.code}"


def _in_short(section: Section) -> dict[str, Any]:
    content = section.content
    who = ", ".join(part for part in (content["person"], content["doing_unit"]) if part)
    state = section.progress.state if section.progress else ""
    is_units = bool(content["doing_unit_id"])
    return {
        "text": content["text"],
        "who": who or content["who_else"] or _("The family"),
        "due": short_date(section.due_on) if section.due_on else "",
        "state": section.shape,
        "state_label": str(InterventionProgress.State(state).label) if state and is_units else "",
    }


def _event(at: datetime, text: str, who: str = "") -> Event:
    return Event(at, when(at), text, who)
