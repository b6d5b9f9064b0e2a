"""A patient whose clinic closes down is asked on by its successor, who reads what was asked before."""

from datetime import timedelta

from django.utils import timezone

from accounts.roles import Role
from cases.selectors.health import contact_of, recorded_steps
from cases.selectors.parenthood import children_of, talks_of
from cases.services.parenthood import ChildFacts, record_talk
from tests.cases.contact import done, step
from tests.cases.patient import record_of, told
from tests.cast import Cast, acting_as
from tests.workflows.patient import patient_of
from tests.workflows.units import administrator_of, at, new_unit
from workflows.models import Step
from workflows.selectors.task import open_tasks_of
from workflows.services.health import record_step
from workflows.services.unit import end_unit


def test_successor_of_a_clinic_has_the_record_and_its_task(cast: Cast) -> None:
    by, case = cast.counsellor, patient_of(cast.counsellor)
    told(case, by, ChildFacts(name="Elis", age=7), children="yes")
    with acting_as(by):
        record_talk(case=case, held_with="talk_patient", by=by)
        record_step(case=case, step=step("children-asked"), done=done(), by=by)
    new = new_unit(by.unit)
    successor, _manager = at(new, like=by), at(new, role=Role.UNIT_MANAGER)

    yesterday = timezone.localdate() - timedelta(days=1)
    end_unit(unit=by.unit, on=yesterday, successor=new, by=administrator_of(by.unit))

    with acting_as(successor):
        assert record_of(case, successor).children == "yes"
        assert [each.name for each in children_of(case, successor)] == ["Elis"]
        assert len(talks_of(case, successor)) == 1
        assert [each.step.key for each in recorded_steps(case, successor)] == ["children-asked"]
        assert contact_of(case).unit_id == new.pk
        [task] = open_tasks_of(case)
        assert (task.step, task.unit_id) == (Step.ASK_PARENTHOOD, new.pk)
