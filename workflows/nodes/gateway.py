"""Gateways: written once, already done. The engine's own write each three times and open a savepoint."""

from typing import Any, Self

from django.utils import timezone
from viewflow.workflow.activation import Activation
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.nodes import End, If, Split
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.if_gate import IfActivation
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.status import STATUS
from viewflow.workflow.token import Token

from workflows.models import Task
from workflows.nodes.clock import settle_process
from workflows.nodes.human import Asked, HumanActivation, open_tasks


class BornDone(Activation):
    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Activation, token: Token, data: Any = None, seed: Any = None
    ) -> Activation:
        now = timezone.now()
        task = Task(
            process=prev_activation.process,
            flow_task=flow_task,
            token=token,
            status=STATUS.DONE,
            created=now,
            started=now,
            finished=now,
        )
        task.save(force_insert=True)
        task.previous.add(prev_activation.task)
        return cls(task)


class DecisionActivation(BornDone, IfActivation):
    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Any:
        self._condition_result = self.flow_task._condition(self)
        return super().create_next.original()


class Decision(If):
    """One way or the other, by a condition of the process."""

    activation_class = DecisionActivation


class SplitEachActivation(BornDone, SplitActivation):
    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> list[HumanActivation]:
        """One task per unit. Raises FlowRuntimeError when there is none: a decision before has to see to that."""
        [(node, _case, each)] = self.flow_task._branches
        units = each(self)
        if not units:
            raise FlowRuntimeError(f"{self.flow_task.name}: no unit to ask")
        tokens = Token.split_token_source(self.task.token, self.task.pk)
        return open_tasks(node, self, list(zip(tokens, units, strict=False)))


class SplitEach(Split):
    """One task of a node for each unit."""

    activation_class = SplitEachActivation

    def Each(self, node: Any, units: Asked) -> Self:  # noqa: N802  the engine's own manner of speaking
        """`units(activation)`: the keys of the units, each of which gets a task of `node`."""
        self._activate_next.append((node, None, units))
        return self


class CloseActivation(EndActivation):
    @Activation.status.super()
    def activate(self) -> None:
        super().activate.original()
        if self.process.finished:
            if self.process.case_id:
                settle_process(self.process, self.process.finished)
            if self.process.goes_on:
                raise FlowRuntimeError(f"{self.flow_task.name}: what it is about is still open")


class Close(End):
    """The process is over: no clock runs. Raises FlowRuntimeError if its case or round is not closed by then."""

    activation_class = CloseActivation


class Finish(End):
    """The process is over and the case goes on as it stands, open or closed."""
