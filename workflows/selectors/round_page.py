"""What the pages of a round say: who has answered, what is to be done now and by whom, the answers side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Assignment
from accounts.templatetags.samplan import Due, due_words
from agreements.models import Question, Questionnaire, Round, RoundCentre
from agreements.permissions import asked_centres_for
from agreements.selectors.centre_kind import CentreKind, classify_centre
from agreements.selectors.round import Answers, centre_answers, questions_of
from workflows.models import AgreementReviewProcess, Step, Task, WorkItem
from workflows.models.work_item import last_day

# Where a person does each step.
PAGES = {
    Step.COLLECT: "round",
    Step.ANSWER: "answer_round",
    Step.CHECK: "check_round",
    Step.COMPILE: "compile_round",
    Step.ASSESS: "assess_round",
    Step.ADOPT: "adopt_report",
    Step.PLAN_MEASURES: "action_plan",
    Step.FOLLOW_UP_MEASURES: "action_plan",
}
VERBS = {
    Step.CHECK: gettext_lazy("Check the answers"),
    Step.COMPILE: gettext_lazy("Compile the figures"),
    Step.ASSESS: gettext_lazy("Assess the clauses"),
    Step.ADOPT: gettext_lazy("Adopt the report"),
    Step.PLAN_MEASURES: gettext_lazy("Write the action plan"),
    Step.FOLLOW_UP_MEASURES: gettext_lazy("Follow up the action plan"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task of a round that waits; `url` empty for whom it is not."""

    title: str
    detail: str
    who: str
    due: Due
    url: str


@dataclass(frozen=True, slots=True)
class CentreRow:
    asked: RoundCentre
    due: Due | None
    is_late: bool
    may_answer: bool

    @property
    def is_answered(self) -> bool:
        return self.asked.answered_at is not None


@dataclass(frozen=True, slots=True)
class CheckedCentre:
    asked: RoundCentre
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A row per question with one cell per centre; answers that differ from nobody's are not marked in any way."""

    centres: Sequence[CheckedCentre]
    rows: Sequence[tuple[Question, Sequence[str]]]


def step_url(task: Task | WorkItem, step: Step) -> str:
    """The page where the task of a round is done. `task` has round with rule_set."""
    if task.round is None:
        raise ValueError(f"{task.pk} is not of a round")
    keys: list[object] = [task.round.rule_set.slug, task.round_id]
    return reverse(PAGES[step], args=keys + ([task.round_centre_id] if step == Step.ANSWER else []))


def work_in_rounds(assignment: Assignment, *, now: datetime) -> list[Waiting]:
    """What waits in rounds for the one who acts, by deadline. One statement."""
    items = WorkItem.objects.filter(assignment=assignment, is_open=True)
    related = items.select_related("round__rule_set", "round_centre__centre").order_by("due_at", "task")
    return [_waiting(item, now) for item in related]


def open_steps(round_: Round, reader: Assignment, *, now: datetime) -> list[Waiting]:
    """What is to be done now beside answering, whose it is, and the way there for whom it is."""
    items = WorkItem.objects.filter(round=round_, is_open=True).exclude(step=Step.ANSWER)
    found: dict[str, list[WorkItem]] = {}
    for item in items.select_related("round__rule_set", "assignment__user", "assignment__unit").order_by("due_at"):
        found.setdefault(item.step, []).append(item)
    steps = []
    for step, rows in found.items():
        mine = any(row.assignment_id == reader.pk for row in rows)
        who = ", ".join(f"{row.assignment.user.full_name}" for row in rows if row.assignment)
        url = step_url(rows[0], Step(step)) if mine else ""
        steps.append(Waiting(_title(Step(step)), "", who, due_words(last_day(rows[0].due_at), now=now), url))
    if not steps and round_.is_imported and round_.status == Round.Status.COMPILING:
        url = reverse("compile_round", args=[round_.rule_set.slug, round_.pk])
        steps.append(Waiting(_title(Step.COMPILE), "", "", due_words(None, now=now), url))
    return steps


def is_open_step(round_: Round, step: Step) -> bool:
    process = AgreementReviewProcess.objects.filter(round=round_, finished=None).first()
    if process is None:
        return False
    node = process.flow_class.instance.node(step.value)
    return Task.objects.filter(process=process, flow_task=node, finished=None).exists()


def rows_of_round(round_: Round, reader: Assignment, *, now: datetime) -> list[CentreRow]:
    """Every centre asked, by name, with its clock while it is waited for."""
    asked = round_.centres.select_related("centre", "respondent__user", "respondent__unit").order_by("centre__name")
    due = dict(WorkItem.objects.filter(round=round_, step=Step.ANSWER).values_list("round_centre_id", "due_at"))
    mine = set(asked_centres_for(reader).filter(round=round_).values_list("pk", flat=True))
    open_now = round_.status in (Round.Status.COLLECTING, Round.Status.CHECKING)
    return [
        CentreRow(
            each,
            due_words(last_day(due[each.pk]), now=now) if each.pk in due else None,
            is_late=each.pk in due and due[each.pk] <= now,
            may_answer=open_now and each.pk in mine and each.status != RoundCentre.Status.CHECKED,
        )
        for each in asked
    ]


def answers_side_by_side(round_: Round) -> SideBySide:
    asked = {each.centre_id: each for each in round_.centres.select_related("centre", "respondent__user")}
    given = [each for each in centre_answers(round_) if each.is_answered]
    is_kafo = round_.questionnaire.kind == Questionnaire.Kind.KAFO
    questions = questions_of(round_) if is_kafo else []
    centres = []
    for each in given:
        kind = classify_centre(each.answers)
        centres.append(CheckedCentre(asked[each.centre_id], str(CentreKind(kind.kind).label), str(kind.reason)))
    return SideBySide(centres, [(each, [answer_words(each, one.answers) for one in given]) for each in questions])


def answer_words(question: Question, answers: Answers) -> str:
    """An answer as a person reads it."""
    value = answers.get(question.key, "")
    if isinstance(value, Decimal):
        return str(number_format(value.normalize()))
    if value == "unknown":
        return _("Not known")
    return dict(question.choices).get(value, value)


def _waiting(item: WorkItem, now: datetime) -> Waiting:
    step, round_ = Step(item.step), item.round
    if round_ is None:
        raise ValueError(f"{item.pk} is not of a round")
    title = _title(step)
    if item.round_centre is not None:
        words = {"centre": item.round_centre.centre, "year": round_.year}
        title = _("Answer for %(centre)s, KAFO %(year)s") % words
        if item.round_centre.respondent_id is None:
            title = _("Name who answers for %(centre)s, KAFO %(year)s") % words
    detail = f"{round_.rule_set.title}, {round_.year}"
    return Waiting(title, detail, "", due_words(last_day(item.due_at), now=now), step_url(item, step))


def _title(step: Step) -> str:
    return str(VERBS.get(step) or step.label)
