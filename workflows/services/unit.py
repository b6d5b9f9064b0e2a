"""Closing a unit down, with what that means for its cases and for the work that waits there."""

import logging
from datetime import date

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.acting import act, act_as, transaction_as
from accounts.errors import AccountsError
from accounts.models import Assignment, CareUnit
from accounts.services import organisation as accounts
from cases.errors import CaseError
from cases.models import Case, Summons
from cases.permissions import visible_to
from cases.selectors.case import persons_in
from cases.selectors.section import KIND_OF
from cases.services.agreement import leave_plan
from cases.services.baton import return_referral
from cases.services.disclosure import share_ready
from cases.services.forward import pass_to_successor
from cases.services.participation import end_participation
from cases.services.succession import may_take_over, take_over_case, take_over_lead, tell_on, works_at
from cases.services.summons import withdraw_summons
from cases.services.told_identity import tell_identity
from workflows.models import Deadline, Notice, Outcome, Task, WorkItem
from workflows.services.process import holding_process, withdraw_open_tasks
from workflows.services.stand_in import clocks_at, manager_of

logger = logging.getLogger(__name__)


class CannotEndUnit(AccountsError):
    """The unit cannot be closed down so; `message` says why, and what to do."""

    def __init__(self, message: "str | Promise") -> None:
        self.message = message
        super().__init__()


def end_unit(*, unit: CareUnit, on: date, by: Assignment, successor: CareUnit | None = None) -> CareUnit:
    """Closes the unit down after `on`, and moves its cases: one transaction for each.

    For a day to come it works as before until then, and the clocks' job moves its cases when that day has passed. Cases
    can be opened meanwhile: a successor is always named then.

    The successor takes the unit's place where it may know of the case. Where it may not, because the case is another
    provider's and the family has not named it, the unit leaves the case and the owner is told, to ask the family.
    Called again for a unit already closed, it moves what is left. Raises CannotEndUnit: without a successor
    while cases are open or for a day to come, or for a successor that could not take them.
    """
    if not by.rights.administers:
        raise CannotEndUnit(_("Only a system administrator closes a unit down."))
    if successor is None and on > timezone.localdate():
        raise CannotEndUnit(
            _("Name the unit that takes over what is open that day, or close the unit down on the day.")
        )
    stand_in = manager_of(unit, by.user)
    _check(unit, successor, stand_in)
    accounts.end_unit(unit=unit, on=on, successor=successor, by=by)
    if successor is not None and on <= timezone.localdate():
        _move_cases(successor, by=stand_in)
    return unit


def hand_over_ended_units() -> int:
    """Moves what units have left that closed down since; answers with how many. For the clocks' job, as worker.

    A successor that has closed down itself is followed to its own. Where none could have the cases they stay, until
    an administrator names another.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT units_to_hand_over()")
        keys = [key for (key,) in cursor.fetchall()]
    units = CareUnit.objects.select_related("provider__principal", "successor__provider__principal")
    return sum(_hand_over(unit) for unit in units.filter(pk__in=keys).order_by("valid_to", "pk"))


def _hand_over(unit: CareUnit) -> bool:
    successor, stand_in = unit.successor, clocks_at(unit)
    while successor is not None and successor.successor is not None and _is_over(successor):
        successor = successor.successor
    try:
        _check(unit, successor, stand_in)
        if successor is not None:
            _move_cases(successor, by=stand_in)
    except (CannotEndUnit, CaseError, DatabaseError) as error:
        logger.warning("Unit %s has closed down and was not handed over: %s", unit.pk, type(error).__name__)
        return False
    return True


def _move_cases(successor: CareUnit, *, by: Assignment) -> None:
    with transaction_as(by):
        cases = list(visible_to(by).select_related("owner_unit__provider"))
    for case in cases:
        _move(case=case, successor=successor, by=by)


def _is_over(unit: CareUnit) -> bool:
    return unit.valid_to is not None and unit.valid_to < timezone.localdate()


def _check(unit: CareUnit, successor: CareUnit | None, stand_in: Assignment) -> None:
    if successor is None:
        with transaction_as(stand_in):
            count = visible_to(stand_in).filter(status=Case.Status.OPEN).count()
        if count:
            raise CannotEndUnit(
                _("The unit has %(count)d open cases. Name the unit that takes over, or end them first.")
                % {"count": count}
            )
        return
    if successor.pk == unit.pk or _is_over(successor):
        raise CannotEndUnit(_("The unit that takes over has closed down itself."))
    if successor.provider_id != unit.provider_id:
        raise CannotEndUnit(_("The unit that takes over must be of the same provider: secrecy lies between providers."))
    if unit.is_closed and not successor.is_closed:
        raise CannotEndUnit(_("Cases that open by name only are taken over by a unit where they still do."))
    if successor.is_undocumented and not unit.is_undocumented:
        raise CannotEndUnit(_("A unit that documents nobody takes over no cases."))


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
            if case.kind in Case.REFERRALS and by.unit_id != case.owner_unit_id:
                # Told piece by piece, within a provider too.
                tell_on(case=case, unit=by.unit, successor=successor, by=manager_of(case.owner_unit, by.user))
                pass_to_successor(case=case, successor=successor, by=by)
            _move_tasks(case, successor, by)
            _notify(case, successor, by)
            take_over_case(case=case, successor=successor, by=by)
        elif case.is_open:
            _leave(case, by)


def _leave(case: Case, by: Assignment) -> None:
    """The part of a unit that nobody may take over ends: the plan goes on without it, and the owner is told."""
    unit, owner = by.unit, case.owner_unit
    take_over_lead(case=case, to=owner, by=by)
    if case.kind in Case.REFERRALS:
        return_referral(case=case, unit=unit)
    withdraw_open_tasks(case=case, units=[unit], outcome=Outcome.UNIT_LEFT, by=by)
    if case.kind == Case.Kind.PLAN:
        leave_plan(case=case, unit=unit, by=by)
    for summons in Summons.objects.filter(case=case, unit=unit, withdrawn_at=None):
        withdraw_summons(summons=summons, by=by)
    _notify(case, owner, by)
    end_participation(case=case, unit=unit, by=by)


def _tell_successor(case: Case, successor: CareUnit, by: Assignment) -> None:
    """What the owner's side has told the unit, and consent lets the successor know, is told to it too."""
    owner = manager_of(case.owner_unit, by.user)
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
