"""What a person does in a round of an agreement. Not a unit's work: of whoever has the right, each by name."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Self

from django.utils import timezone
from viewflow.workflow.activation import Activation
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.nodes import Split
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.status import STATUS
from viewflow.workflow.token import Token

from accounts.models import Assignment
from agreements.models import RoundCentre
from agreements.permissions import Right, asked_centres_for, holders, may
from agreements.selectors.clock import clocks_holding_round
from workflows.models import Deadline, Task, WorkItem
from workflows.nodes.clock import build_deadline, shortest
from workflows.nodes.gateway import BornDone
from workflows.nodes.human import Asked, HumanActivation, HumanTask

Holders = Callable[..., Sequence[Assignment]]


class RoundActivation(HumanActivation):
    @classmethod
    def create(
        cls, flow_task: "RoundTask", prev_activation: Activation, token: Token, data: Any = None, seed: Any = None
    ) -> "RoundActivation":
        return open_round_tasks(flow_task, prev_activation, [(token, None)])[0]


class RoundTask(HumanTask):
    """A node of a round: done by anybody with one of `rights`; `is_of_centre`: by who answers for the centre."""

    activation_class = RoundActivation

    def __init__(self, page: Any = None) -> None:
        super().__init__(page)
        self.rights: tuple[Right, ...] = ()
        self.is_of_centre = False

    def By(self, *rights: Right) -> Self:  # noqa: N802  the engine's own manner of speaking
        self.rights = rights
        return self

    def OfCentre(self) -> Self:  # noqa: N802
        """One task per centre: the respondent's, and while nobody is named, of those who lead the round."""
        self.is_of_centre, self.rights = True, (Right.LEAD,)
        return self

    def is_for(self, by: Assignment, task: Task) -> bool:
        return True

    def may_do(self, by: Assignment, task: Task) -> bool:
        if self.is_of_centre:
            return asked_centres_for(by).filter(pk=task.round_centre_id).exists()
        return any(may(by, right, task.process.round.rule_set) for right in self.rights)

    def doers(self, work: Deadline, holders: Holders = holders) -> list[Assignment]:
        """Whose inboxes it is in: while nobody answers for the centre, of those who lead the round.

        `holders` may be a cache of it, for many tasks at once.
        """
        asked = work.round_centre if self.is_of_centre else None
        respondent = asked.respondent if asked else None
        if respondent is not None and respondent.is_in_force:
            return [respondent]
        round_, _task = work.of_round
        return list(holders(round_.rule_set, *self.rights))


def open_round_tasks(
    node: RoundTask, previous: Activation, opened: Sequence[tuple[Token, int | None]]
) -> list[RoundActivation]:
    """Opens one task of `node` per token and asked centre, with its deadline, in the inboxes of those who may do it."""
    process = previous.process
    asked = RoundCentre.objects.select_related("respondent__user", "respondent__unit").in_bulk(
        [centre for _token, centre in opened if centre]
    )
    tasks = [
        Task(
            process=process,
            round_id=process.round_id,
            round_centre=asked[centre] if centre else None,
            flow_task=node,
            flow_task_type=node.task_type,
            token=token,
        )
        for token, centre in opened
    ]
    Task.objects.bulk_create(tasks)
    link = Task.previous.through
    link.objects.bulk_create(
        [link(from_task_id=task.pk, to_task_id=previous.task.pk) for task in tasks], ignore_conflicts=True
    )
    _open_work(node, previous, tasks, timezone.now())
    return [node.activation_class(task) for task in tasks]


def put_in_inboxes(node: RoundTask, work: Deadline) -> None:
    """In the inbox of each who may do it now; also when another than before shall do it."""
    items = WorkItem.objects.filter(task=work.task_id)
    items.delete()
    items.bulk_create(_items(node, work, timezone.now()))


def _open_work(node: RoundTask, previous: Activation, tasks: list[Task], now: datetime) -> None:
    rule_set, on = previous.process.round.rule_set, node.due_on(previous)
    clock = shortest(clocks_holding_round(node.clock_key, timezone.localdate(now), rule_set), 0, now, on)
    [leads, *_others] = [*holders(rule_set, Right.LEAD), None]
    deadlines = Deadline.objects.bulk_create(
        build_deadline(
            clock,
            now,
            on,
            step=node.name,
            round=previous.process.round,
            round_centre=task.round_centre,
            told_when_late=leads,
            task=task,
        )
        for task in tasks
    )
    WorkItem.objects.bulk_create(item for work in deadlines for item in _items(node, work, now))


def _items(node: RoundTask, work: Deadline, now: datetime) -> list[WorkItem]:
    round_, task = work.of_round
    return [
        WorkItem(
            task_id=task,
            round=round_,
            round_centre_id=work.round_centre_id,
            assignment=doer,
            step=node.name,
            created_at=now,
            due_at=work.due_at,
            near_at=work.near_at,
        )
        for doer in node.doers(work)
    ]


class SplitCentresActivation(BornDone, SplitActivation):
    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> list[RoundActivation]:
        """One task per centre. Raises FlowRuntimeError when there is none: a decision before has to see to that."""
        [(node, _case, each)] = self.flow_task._branches
        centres = each(self)
        if not centres:
            raise FlowRuntimeError(f"{self.flow_task.name}: no centre to ask")
        tokens = Token.split_token_source(self.task.token, self.task.pk)
        return open_round_tasks(node, self, list(zip(tokens, centres, strict=False)))


class SplitCentres(Split):
    """One task of a node for each centre."""

    activation_class = SplitCentresActivation

    def Each(self, node: Any, centres: Asked) -> Self:  # noqa: N802
        """`centres(activation)`: the keys of the asked centres, each of which gets a task of `node`."""
        self._activate_next.append((node, None, centres))
        return self
