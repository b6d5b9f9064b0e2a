"""Rounds of an agreement: acts of truth with what they mean for tasks. Pages and commands call these.

Each act locks the round's process first, does the act in agreements, ends the task whose step it is, and lets the flow
go on: one transaction.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, cast

from viewflow.workflow.token import Token

from accounts.acting import act
from accounts.models import Assignment
from agreements.errors.agreement import ClausesNotAssessed
from agreements.models import (
    Clause,
    ClauseAssessment,
    ClauseIndicator,
    Measure,
    Report,
    Round,
    RoundCentre,
)
from agreements.reports.judged import codes_left
from agreements.round_file import Value
from agreements.services import action_plan as measures
from agreements.services import report as reports
from agreements.services import round as rounds
from agreements.services import round_answer as answers
from workflows.flows.agreement_review import AgreementReviewFlow
from workflows.models import AgreementReviewProcess, Deadline, Notice, Outcome, Step, Task
from workflows.nodes.round import open_round_tasks, put_in_inboxes
from workflows.services.errors import EmptyPlan, StepNotOpen
from workflows.services.round_start import follow_imported_round, running_review
from workflows.services.task import complete_task, locked_process


@act
def name_respondent(*, asked: RoundCentre, respondent: Assignment, by: Assignment) -> RoundCentre:
    """The centre's task is in the respondent's inbox, and in nobody else's. Raises as in agreements."""
    with holding_review(asked.round, by=by) as process:
        named = rounds.name_respondent(asked=asked, respondent=respondent, by=by)
        task = _open_task(process, Step.ANSWER, centre=named) if process else None
        if task is not None:
            put_in_inboxes(task.flow_task, Deadline.objects.get(task=task, closed_at=None))
    return named


@act
def answer_centre(
    *, asked: RoundCentre, answers_: Mapping[str, Value], by: Assignment, is_on_paper: bool = False
) -> RoundCentre:
    """The centre's answer; its task is done. An answer that is not checked yet can be given anew. Raises as there."""

    def answer() -> Outcome:
        answers.answer_centre(asked=asked, answers=answers_, by=by, is_on_paper=is_on_paper)
        return Outcome.ANSWERED

    with holding_review(asked.round, by=by) as process:
        task = _open_task(process, Step.ANSWER, centre=asked) if process else None
        if task is None:
            answer()
        else:
            complete_task(task=task, do=answer, by=by)
    asked.refresh_from_db()
    return asked


@act
def send_back(*, asked: RoundCentre, question: str, by: Assignment) -> RoundCentre:
    """A question back to the centre: its task to answer opens anew, and checking waits for it. Raises as there."""
    with holding_review(asked.round, by=by) as process:
        row = answers.send_back(asked=asked, question=question, by=by)
        if process is None:
            return row
        check = _open_task(process, Step.CHECK)
        if check is not None:
            complete_task(task=check, do=lambda: Outcome.SENT_BACK, by=by)
        else:
            _ask_one_more(process, row)
    return row


@act
def check_centre(*, asked: RoundCentre, by: Assignment) -> RoundCentre:
    """The answer holds. Raises as in agreements."""
    with holding_review(asked.round, by=by):
        return answers.check_centre(asked=asked, by=by)


@act
def close_collecting(*, round_: Round, by: Assignment) -> Round:
    """No more first answers are waited for: open tasks to answer end, and those asked are told. Raises as there."""
    with holding_review(round_, by=by) as process:
        row = rounds.close_collecting(round_=round_, by=by)
        if process is None:
            return row
        if (collect := _open_task(process, Step.COLLECT)) is not None:
            complete_task(task=collect, do=lambda: Outcome.COLLECTED, by=by)
        for task in _open_tasks(process, Step.ANSWER):
            if task.round_centre and task.round_centre.status == RoundCentre.Status.ASKED:
                _tell_respondent(task, by)
                activation = task.flow_task.activation_class(task)
                activation.withdraw(by, Outcome.NOT_WAITED_FOR)
                activation.activate_next()
    return row


@act
def finish_checking(*, round_: Round, by: Assignment) -> None:
    _finish(round_, Step.CHECK, Outcome.CHECKED, lambda: rounds.finish_checking(round_=round_, by=by), by)


@act
def set_words(*, round_: Round, indicator: ClauseIndicator, text: str, by: Assignment) -> None:
    """Words beside a figure or in place of one, while the figures are compiled. Raises StepNotOpen, and as there.

    A round that was taken in from a file begins its flow here.
    """
    if round_.is_imported:
        follow_imported_round(round_=round_, by=by)
    with _at_step(round_, Step.COMPILE, by=by):
        report = reports.draft_round_report(round_=round_, by=by)
        reports.set_words(report=report, indicator=indicator, text=text, by=by)


@act
def finish_compiling(*, round_: Round, by: Assignment) -> None:
    """The clauses are to be assessed. Raises StepNotOpen, and as there."""
    if round_.is_imported:
        follow_imported_round(round_=round_, by=by)

    def finish() -> None:
        rounds.finish_compiling(round_=round_, by=by)
        reports.draft_round_report(round_=round_, by=by)

    _finish(round_, Step.COMPILE, Outcome.COMPILED, finish, by)


@act
def assess_clause(
    *, round_: Round, clause: Clause, level: ClauseAssessment.Level, why: str, by: Assignment, text: str = ""
) -> ClauseAssessment:
    """Raises StepNotOpen, and as there."""
    with _at_step(round_, Step.ASSESS, by=by):
        report = Report.objects.get(round=round_)
        return reports.assess_clause(report=report, clause=clause, level=level, why=why, text=text, by=by)


@act
def finish_assessing(*, round_: Round, by: Assignment) -> None:
    """Every clause is assessed; the report waits to be adopted. Raises StepNotOpen, ClausesNotAssessed."""

    def finish() -> None:
        report = Report.objects.get(round=round_)
        if codes_left(report):
            raise ClausesNotAssessed

    _finish(round_, Step.ASSESS, Outcome.ASSESSED, finish, by)


@act
def adopt_report(*, round_: Round, by: Assignment, is_signed_in_anew: bool) -> Report:
    """Freezes the report. Raises StepNotOpen, and as there."""

    def adopt() -> None:
        report = Report.objects.get(round=round_)
        reports.adopt_report(report=report, by=by, is_signed_in_anew=is_signed_in_anew)

    _finish(round_, Step.ADOPT, Outcome.ADOPTED, adopt, by)
    return Report.objects.get(round=round_)


@act
def add_measure(
    *, round_: Round, clause: Clause, text: str, owner: Assignment, due_on: date, by: Assignment
) -> Measure:
    """A line of the action plan, until it is followed up. Raises StepNotOpen, and as there."""
    with _at_step(round_, Step.PLAN_MEASURES, Step.FOLLOW_UP_MEASURES, by=by):
        report = Report.objects.get(round=round_)
        return measures.add_measure(report=report, clause=clause, text=text, owner=owner, due_on=due_on, by=by)


@act
def finish_plan(*, round_: Round, by: Assignment) -> None:
    """The action plan is written; a line can still be added while it is followed up. Raises StepNotOpen, EmptyPlan."""

    def finish() -> None:
        if not Measure.objects.filter(report__round=round_).exists():
            raise EmptyPlan

    _finish(round_, Step.PLAN_MEASURES, Outcome.PLANNED, finish, by)


@act
def follow_up_measure(*, measure: Measure, outcome: str, by: Assignment) -> Measure:
    """What came of it; with the last one the round is over. Raises StepNotOpen, and as there."""
    round_ = cast("Round", measure.report.round)
    with _at_step(round_, Step.FOLLOW_UP_MEASURES, by=by) as task:
        row = measures.follow_up_measure(measure=measure, outcome=outcome, by=by)
        round_.refresh_from_db()
        if round_.status == Round.Status.FOLLOWED_UP:
            # The last one may be followed up by its owner alone, whose right is in the measure.
            activation = task.flow_task.activation_class(task)
            activation.perform(by, Outcome.FOLLOWED_UP)
            activation.activate_next()
    return row


@contextmanager
def holding_review(round_: Round, *, by: Assignment) -> Iterator[AgreementReviewProcess | None]:
    """The round's running process, locked with the round; None where none runs."""
    process = running_review(round_)
    if process is None:
        yield None
        return
    with locked_process(process.flow_class, process.pk, by=by, case=None, what="round"):
        process.refresh_from_db()
        yield None if process.finished else process


@contextmanager
def _at_step(round_: Round, *steps: Step, by: Assignment) -> Iterator[Task]:
    """One of these steps is open, and stays so for the transaction. Raises StepNotOpen."""
    with holding_review(round_, by=by) as process:
        open_now = [_open_task(process, step) for step in steps] if process else []
        task = next((each for each in open_now if each is not None), None)
        if task is None:
            raise StepNotOpen(_last_done(round_, *steps))
        yield task


def _finish(round_: Round, step: Step, outcome: Outcome, do: Callable[[], Any], by: Assignment) -> None:
    """Raises StepNotOpen where the round is not there, or no longer."""

    def done() -> Outcome:
        do()
        return outcome

    with holding_review(round_, by=by) as process:
        task = _open_task(process, step) if process else None
        if task is None:
            raise StepNotOpen(_last_done(round_, step))
        complete_task(task=task, do=done, by=by)


def _last_done(round_: Round, *steps: Step) -> Task | None:
    nodes = [AgreementReviewFlow.instance.node(step.value) for step in steps]
    done = Task.objects.filter(round=round_, flow_task__in=nodes, finished__isnull=False)
    return done.select_related("owner").order_by("finished").last()


def _ask_one_more(process: AgreementReviewProcess, asked: RoundCentre) -> None:
    """The centre's task opens beside those of the others that are still waited for."""
    flow = process.flow_class
    split = Task.objects.select_related("process__round__rule_set").filter(process=process, flow_task=flow.ask)
    latest = split.latest("created")
    prefix = f"{latest.token}/{latest.pk}_"
    count = Task.objects.filter(process=process, flow_task=flow.answer, token__startswith=prefix).count()
    open_round_tasks(flow.answer, flow.ask.activation_class(latest), [(Token(f"{prefix}{count + 1}"), asked.pk)])


def _open_task(process: AgreementReviewProcess, step: Step, centre: RoundCentre | None = None) -> Task | None:
    tasks = _open_tasks(process, step)
    return next((task for task in tasks if centre is None or task.round_centre_id == centre.pk), None)


def _open_tasks(process: AgreementReviewProcess, step: Step) -> list[Task]:
    node = process.flow_class.instance.node(step.value)
    found = Task.objects.filter(process=process, flow_task=node, finished=None)
    return list(found.select_related("process__round__rule_set", "round_centre__respondent").order_by("created", "pk"))


def _tell_respondent(task: Task, by: Assignment) -> None:
    respondent = task.round_centre.respondent if task.round_centre else None
    if respondent is None or respondent.pk == by.pk:
        return
    Notice(
        kind=Notice.Kind.WITHDRAWN,
        round_id=task.round_id,
        round_centre_id=task.round_centre_id,
        task=task,
        step=Step.ANSWER,
        to_assignment=respondent,
    ).save(force_insert=True)
