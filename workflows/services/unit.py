"""Closing a unit down, with what that means for its cases and for the work that waits there."""

from copy import copy
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.acting import act, act_as, transaction_as
from accounts.errors import AccountsError
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from accounts.services import organisation as accounts
from cases.models import Case, Summons
from cases.permissions import visible_to
from cases.selectors.case import persons_in
from cases.selectors.section import KIND_OF
from cases.services.agreement import leave_plan
from cases.services.disclosure import share_ready
from cases.services.meeting import withdraw_summons
from cases.services.participation import end_participation
from cases.services.succession import may_take_over, take_over_case, take_over_lead, works_at
from cases.services.told_identity import tell_identity
from workflows.models import Deadline, Notice, Outcome, Task, WorkItem
from workflows.services.process import holding_process, withdraw_open_tasks


class CannotEndUnit(AccountsError):
    """The unit cannot be closed down so; `message` says why, and what to do."""

    def __init__(self, message: "str | Promise") -> None:
        self.message = message
        super().__init__()


def end_unit(*, unit: CareUnit, on: date, by: Assignment, successor: CareUnit | None = None) -> CareUnit:
    """Closes the unit down after `on`, today or earlier, and moves its cases: one transaction for each.

    The successor takes the unit's place where it may know of the case. Where it may not, because the case is another
    provider's and the family has not named it, the unit leaves the case and the owner is told, to ask the family.
    Called again for a unit already closed, it moves what is left. Raises CannotEndUnit: for a day to come, without a
    successor while cases are open, or for a successor that could not take them.
    """
    stand_in = stand_in_of(unit, by)
    _check(unit, on, successor, stand_in, by)
    accounts.end_unit(unit=unit, on=on, successor=successor, by=by)
    if successor is not None:
        with transaction_as(stand_in):
            cases = list(visible_to(stand_in).select_related("owner_unit__provider"))
        for case in cases:
            _move(case=case, successor=successor, by=stand_in)
    return unit


def _check(unit: CareUnit, on: date, successor: CareUnit | None, stand_in: Assignment, by: Assignment) -> None:
    if not by.rights.administers:
        raise CannotEndUnit(_("Only a system administrator closes a unit down."))
    if on > timezone.localdate():
        raise CannotEndUnit(_("The unit still works that day. Close it down on its last day, or after it."))
    if successor is None:
        with transaction_as(stand_in):
            count = visible_to(stand_in).filter(status=Case.Status.OPEN).count()
        if count:
            raise CannotEndUnit(
                _("The unit has %(count)d open cases. Name the unit that takes over, or end them first.")
                % {"count": count}
            )
        return
    today = timezone.localdate()
    if successor.pk == unit.pk or (successor.valid_to is not None and successor.valid_to < today):
        raise CannotEndUnit(_("The unit that takes over has closed down itself."))
    if successor.provider_id != unit.provider_id:
        raise CannotEndUnit(_("The unit that takes over must be of the same provider: secrecy lies between providers."))
    if unit.is_closed and not successor.is_closed:
        raise CannotEndUnit(_("Cases that open by name only are taken over by a unit where they still do."))
    if successor.is_undocumented and not unit.is_undocumented:
        raise CannotEndUnit(_("A unit that documents nobody takes over no cases."))


def stand_in_of(unit: CareUnit, by: Assignment) -> Assignment:
    """The unit's manager, played by the system for the one who closes it: also after the unit's last day."""
    as_open = copy(unit)
    as_open.valid_to = None
    return Assignment(user=by.user, unit=as_open, role=Role.UNIT_MANAGER, valid_from=timezone.localdate())


@act
def _move(*, case: Case, successor: CareUnit, by: Assignment) -> None:
    with holding_process(case, by=by, what="end_unit"):
        if may_take_over(case, successor, by):
            is_about_nobody = case.kind == Case.Kind.CONSULTATION
            if is_about_nobody and successor.pk == case.owner_unit_id:
                # Nobody answers their own question.
                withdraw_open_tasks(case=case, units=[by.unit], outcome=Outcome.UNIT_LEFT, by=by)
            if successor.provider_id != case.owner_unit.provider_id and not is_about_nobody:
                _tell_successor(case, successor, by)
            _move_tasks(case, successor, by)
            _notify(case, successor, by)
            take_over_case(case=case, successor=successor, by=by)
        elif case.is_open:
            _leave(case, by)


def _leave(case: Case, by: Assignment) -> None:
    """The part of a unit that nobody may take over ends: the plan goes on without it, and the owner is told."""
    unit, owner = by.unit, case.owner_unit
    take_over_lead(case=case, to=owner, by=by)
    withdraw_open_tasks(case=case, units=[unit], outcome=Outcome.UNIT_LEFT, by=by)
    leave_plan(case=case, unit=unit, by=by)
    for summons in Summons.objects.filter(case=case, unit=unit, withdrawn_at=None):
        withdraw_summons(summons=summons, by=by)
    _notify(case, owner, by)
    end_participation(case=case, unit=unit, by=by)


def _tell_successor(case: Case, successor: CareUnit, by: Assignment) -> None:
    """What the owner's side has told the unit, and consent lets the successor know, is told to it too."""
    owner = stand_in_of(case.owner_unit, by)
    with act_as(owner):
        tell_identity(case=case, receiver=successor, persons=persons_in(case, owner), by=owner)
        for model, kind in KIND_OF.items():
            rows = model._default_manager.filter(case=case).select_related("case", "about", "owner_unit", "written_by")
            for row in rows:
                if row.is_ready:
                    share_ready(row=row, kind=kind, receivers=[successor], by=owner)


def _move_tasks(case: Case, successor: CareUnit, by: Assignment) -> None:
    """Open work waits at the successor; where it has the same to do already, once is enough."""
    tasks = Task.objects.filter(case=case, finished=None).select_related("process__case")
    asked = {task.flow_task for task in tasks.filter(unit=successor)}
    for task in tasks.filter(unit=by.unit).order_by("created", "pk"):
        if task.flow_task in asked:
            activation = task.flow_task.activation_class(task)
            activation.withdraw(by, Outcome.UNIT_LEFT)
            activation.activate_next()
    tasks.filter(unit=by.unit).update(unit=successor)
    Deadline.objects.filter(case=case, unit=by.unit, closed_at=None).update(unit=successor)
    for item in WorkItem.objects.select_related("taken_by").filter(case=case, unit=by.unit):
        item.unit = successor
        if item.taken_by is not None and not works_at(item.taken_by, successor):
            item.taken_by, item.taken_at = None, None
        item.save(update_fields=["unit", "taken_by", "taken_at"])


def _notify(case: Case, to: CareUnit, by: Assignment) -> None:
    Notice(kind=Notice.Kind.UNIT_CLOSED, case=case, unit=by.unit, to_unit=to).save(force_insert=True)
