"""A report of concern from the open preschool to social services, step by step. Families receives those of the town."""

from dataclasses import dataclass, field, replace
from typing import Any

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, Principal, Provider
from accounts.roles import Role
from accounts.services.organisation import add_principal, add_provider, add_unit
from accounts.services.user import add_user, assign
from cases.models import Case, Change, ConcernText, IntakeDecision, ReportReceipt
from cases.services import intake as receiver
from cases.services.concern import Concern, Seen
from cases.services.person import PersonFacts
from tests.cast import LONG_AGO, Cast, acting_as
from workflows.models import Outcome, Step, Task, WorkItem
from workflows.services.concern import change_report, open_feedback, report_concern, request_feedback
from workflows.services.queue import take_task
from workflows.services.task import complete_task

Code = IntakeDecision.Code
SEEN = "Nobody fetched the child three days this week"
CHILD = PersonFacts(given_name="Elis", family_name="Hidden")
OUTCOMES = {
    Code.OPENED: Outcome.OPENED,
    Code.NOT_OPENED: Outcome.NOT_OPENED,
    Code.ALREADY_RUNNING: Outcome.ALREADY_RUNNING,
}


def receiving(unit: CareUnit, **hours: Any) -> CareUnit:
    """The unit receives reports of concern from now on."""
    with act_as(None, reason="test"):
        for name, value in ({"receives_reports": True} | hours).items():
            setattr(unit, name, value)
        unit.save()
    return unit


def other_town() -> Assignment:
    """A social worker of another municipality's receiving unit, whom nobody of the cast has to do with."""
    with act_as(None, reason="test"):
        town = add_principal(name="Other town", kind=Principal.Kind.MUNICIPALITY, by=None)
        board = add_provider(name="Other board", kind=Provider.Kind.BOARD, principal=town, by=None)
        unit = add_unit(
            name="Other reception",
            provider=board,
            service=CareUnit.Service.SOCIAL_CHILDREN,
            valid_from=LONG_AGO,
            by=None,
        )
        user = add_user(email="other@example.test", full_name="Other Test", password=None, by=None)
        there = assign(user=user, unit=unit, role=Role.SOCIAL_WORKER, valid_from=LONG_AGO, by=None)
    receiving(unit)
    return there


@dataclass
class Reported:
    """The teacher has reported; the worker has taken the first task of what came in."""

    cast: Cast
    concern: Concern | None = None
    row: ConcernText = field(init=False)
    intake: Case = field(init=False)

    def __post_init__(self) -> None:
        receiving(self.cast.worker.unit)
        concern = self.concern or concern_of(self.cast)
        with acting_as(self.cast.teacher):
            self.row = report_concern(concern=concern, by=self.cast.teacher)
            key = ReportReceipt.objects.get(report=self.row.case).intake_id
        task = self.waiting(key)
        take_task(task=task, by=self.cast.worker)
        with acting_as(self.cast.worker):
            self.intake = Case.objects.get(pk=key)

    @property
    def report(self) -> Case:
        return self.row.case

    def waiting(self, case: Any) -> Any:
        with acting_as(self.cast.worker):
            return WorkItem.objects.get(case=case).task_id

    def open(self, step: Step) -> Task | None:
        with acting_as(self.cast.worker):
            tasks = Task.objects.select_related("process__case", "case", "unit").filter(case=self.intake, finished=None)
            return next((task for task in tasks if task.step == step), None)

    def do(self, step: Step, act: Any) -> Task:
        task = self.open(step)
        assert task is not None, step
        return complete_task(task=task, do=act, by=self.cast.worker)

    def assess(self, code: Code = Code.NO_IMMEDIATE) -> "Reported":
        def act() -> Outcome:
            receiver.assess_protection(case=self.intake, code=code, text="Seen", by=self.cast.worker)
            return Outcome.ASSESSED

        self.do(Step.ASSESS_PROTECTION, act)
        return self

    def decide(self, code: Code = Code.OPENED) -> "Reported":
        def act() -> Outcome:
            receiver.decide_opening(case=self.intake, code=code, text="Grounds", by=self.cast.worker)
            open_feedback(self.intake)
            return OUTCOMES[code]

        self.do(Step.DECIDE_OPENING, act)
        return self

    def conclude(self) -> "Reported":
        def act() -> Outcome:
            code = Code.NO_INTERVENTION
            receiver.conclude_investigation(case=self.intake, code=code, text="Done", by=self.cast.worker)
            return Outcome.INVESTIGATED

        self.do(Step.INVESTIGATE, act)
        return self

    def answer(self) -> "Reported":
        def act() -> Outcome:
            receiver.answer_reporter(case=self.intake, by=self.cast.worker)
            return Outcome.ANSWERED

        self.do(Step.ANSWER_REPORTER, act)
        return self

    def ask(self) -> ReportReceipt:
        return request_feedback(report=self.report, by=self.cast.teacher)

    def add(self, seen: str, change: Change = Change.ADDITION) -> ConcernText:
        words = Seen(seen=seen, heard=self.row.heard, done=self.row.done, whereabouts=self.row.whereabouts)
        edition = self.row.edition
        with acting_as(self.cast.teacher):
            self.row = change_report(row=self.row, change=change, words=words, edition=edition, by=self.cast.teacher)
        return self.row


def concern_of(cast: Cast, **more: Any) -> Concern:
    town = cast.worker.unit.provider.principal
    return replace(Concern(child=CHILD, municipality=town, words=Seen(seen=SEEN)), **more)
