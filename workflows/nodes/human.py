"""What a person does: the one human node of the flows, and how its tasks open and end."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Self

from django.utils import timezone
from viewflow.this_object import this
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes import View, mixins
from viewflow.workflow.signals import task_finished
from viewflow.workflow.status import STATUS
from viewflow.workflow.token import Token

from accounts.models import Assignment
from accounts.roles import Action
from cases.permissions import may, visible_to
from workflows.models import Notice, Outcome, Task
from workflows.nodes.clock import settle_task
from workflows.nodes.opening import open_work
from workflows.nodes.telling import tell_about

Asked = Callable[[Activation], Any]


class HumanActivation(mixins.NextNodeActivationMixin, Activation):
    """A task is open until it is performed or withdrawn. It is never cancelled: a join would wait for ever."""

    @classmethod
    def create(
        cls, flow_task: "HumanTask", prev_activation: Activation, token: Token, data: Any = None, seed: Any = None
    ) -> "HumanActivation":
        return open_tasks(flow_task, prev_activation, [(token, flow_task.unit_for(prev_activation))])[0]

    @Activation.status.super()
    def activate(self) -> None:
        """Waits for a person."""

    @Activation.status.transition(source=STATUS.STARTED, target=STATUS.DONE)
    def complete(self) -> None:
        """Never by the engine alone: a task is never STARTED."""

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.DONE)
    def perform(self, by: Assignment, outcome: Outcome) -> None:
        """Taken, begun and done at once."""
        if outcome in self.flow_task.outcomes_for_all:
            self._end_siblings(by)
        self.task.started = timezone.now()
        self._end(by, outcome)

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.DONE)
    def withdraw(self, by: Assignment, outcome: Outcome) -> None:
        """No longer wanted: done by nobody, ended by `by`; what waited for it goes on."""
        self._end(by, outcome)

    def _end_siblings(self, by: Assignment) -> None:
        # While this one is still open: the join they arrive at has to go on waiting for it.
        open_now = Task.objects.select_related("process__case").filter(
            process=self.process, flow_task=self.flow_task, finished=None
        )
        siblings = list(open_now.exclude(pk=self.task.pk).order_by("created", "pk"))
        for task in siblings:
            activation = type(self)(task)
            activation.withdraw(by, self.flow_task.outcome_of_others)
            activation.activate_next()
        tell_about(siblings, Notice.Kind.WITHDRAWN)

    def _end(self, by: Assignment, outcome: Outcome) -> None:
        task, now = self.task, timezone.now()
        task.owner, task.outcome, task.finished = by.user, outcome, now
        # Where the system stands in for a unit that has closed down, it acts under no assignment that exists.
        task.assignment = by if by.pk else None
        task.save(update_fields=["status", "owner", "assignment", "outcome", "started", "finished"])
        settle_task(task, now)
        task_finished.send(sender=self.flow_class, process=self.process, task=task)


class HumanTask(View):
    """A node that waits for a person. `page` shows it; the engine does not read it."""

    activation_class = HumanActivation

    def __init__(self, page: Any = None) -> None:
        super().__init__(page)
        self.page = page
        self.clock_key = ""
        self.outcomes: tuple[Outcome, ...] = ()
        self.outcomes_for_all: tuple[Outcome, ...] = ()
        self.outcome_of_others = Outcome.PLAN_CHANGED
        self.action = Action.WRITE
        self.sleeps = False
        self.clock_runs_before = False
        self.starts_clock_of: HumanTask | None = None
        self.return_clock_key = ""
        self._unit: Asked | None = None
        self._returns_to: Asked | None = None
        self._clock_key: Asked | None = None
        self._since: Asked | None = None
        self.is_after_closure = False
        self._due_on: Asked | None = None

    def For(self, unit: Asked) -> Self:  # noqa: N802  the engine's own manner of speaking
        """`unit(activation)`: the key of the unit whose task it is. Not needed after SplitEach, which names it."""
        self._unit = unit
        return self

    def Due(self, clock_key: str | Asked, on: Asked | None = None, since: Asked | None = None) -> Self:  # noqa: N802
        """The clock that runs while it is open; `on(activation)` is the agreed day, or None to count.

        It counts from now, or from the moment `since(activation)`. The clock may be asked of the process too.
        """
        self.clock_key = clock_key if isinstance(clock_key, str) else ""
        self._clock_key = None if isinstance(clock_key, str) else clock_key
        self._due_on, self._since = on, since
        return self

    def clock_for(self, activation: Activation) -> str:
        return self._clock_key(activation) if self._clock_key else self.clock_key

    def starts_at(self, activation: Activation, now: datetime) -> datetime:
        """The moment from which its clock counts."""
        return self._since(activation) if self._since else now

    def AfterClosure(self) -> Self:  # noqa: N802
        """It is done also in a closed case."""
        self.is_after_closure = True
        return self

    def ReturnsTo(self, unit: Asked, clock_key: str) -> Self:  # noqa: N802
        """Late, it is work of `unit(activation)` again, whose manager is told after the days of that clock."""
        self._returns_to, self.return_clock_key = unit, clock_key
        return self

    def Ends(self, *outcomes: Outcome) -> Self:  # noqa: N802
        self.outcomes = outcomes
        return self

    def EndsForAll(self, *outcomes: Outcome, others: Outcome = Outcome.PLAN_CHANGED) -> Self:  # noqa: N802
        """Outcomes that answer for every unit asked: what the others had to do ends as `others`."""
        self.outcomes_for_all, self.outcome_of_others = outcomes, others
        return self

    def Needs(self, action: Action) -> Self:  # noqa: N802
        """What the performer must be allowed to do in the case; WRITE where nothing is said."""
        self.action = action
        return self

    def Sleeps(self) -> Self:  # noqa: N802
        """Its work shows only when its last day begins."""
        self.sleeps = True
        return self

    def StartsClockOf(self, node: Any) -> Self:  # noqa: N802
        """When this opens, the clock of a later task starts, which it takes over when it opens in its turn."""
        self.starts_clock_of = node
        return self

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        if self.starts_clock_of is not None:
            self.starts_clock_of = this.resolve(instance, self.starts_clock_of)
            self.starts_clock_of.clock_runs_before = True

    def unit_for(self, activation: Activation) -> int:
        if self._unit is None:
            raise TypeError(f"{self.name}: nobody says whose task it is")
        return self._unit(activation)

    def is_for(self, by: Assignment, task: Task) -> bool:
        """Whether the open task is one for `by` at all: of the acting unit."""
        return task.unit_id == by.unit_id

    def may_do(self, by: Assignment, task: Task) -> bool:
        """Whether `by` may do it now, as the case says."""
        if self.is_after_closure:
            sees = visible_to(by).filter(pk=task.process.case_id).exists()
            return sees and self.action in by.rights.actions
        return may(by, self.action, task.process.case)

    def returns_to(self, activation: Activation) -> Any:
        return self._returns_to(activation) if self._returns_to else None

    @property
    def is_due_on_an_agreed_day(self) -> bool:
        """No clock counts its days: another version of the clock does not move it."""
        return self._due_on is not None

    def due_on(self, activation: Activation) -> Any:
        return self._due_on(activation) if self._due_on else None


def open_tasks(node: HumanTask, previous: Activation, opened: Sequence[tuple[Token, int]]) -> list[HumanActivation]:
    """Opens one task of `node` per token and unit, with its deadline and its place in the unit's inbox.

    The same number of statements however many are opened.
    """
    process = previous.process
    tasks = [
        Task(
            process=process,
            case_id=process.case_id,
            flow_task=node,
            flow_task_type=node.task_type,
            token=token,
            unit_id=unit,
        )
        for token, unit in opened
    ]
    Task.objects.bulk_create(tasks)
    link = Task.previous.through
    # Conflicts cannot come; named so that the row's key is not asked back, which a row policy may refuse.
    link.objects.bulk_create(
        [link(from_task_id=task.pk, to_task_id=previous.task.pk) for task in tasks], ignore_conflicts=True
    )
    open_work(node, previous, tasks)
    return [node.activation_class(task) for task in tasks]
