"""The open preschool notices a child whom nobody fetches: from the report to the answer, across two providers."""

import pytest
from django.utils.translation import gettext as _

from accounts.errors import WrongHours
from tests.browser import reporting
from tests.browser.conftest import Cast, Enter, Player
from tests.workflows.concern import receiving
from tests.workflows.units import administrator_of
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEEN = "Ingen hämtade barnet på tisdagen, onsdagen och torsdagen."
GROUNDS = "Grunder som bara socialtjänsten läser"
CHILD = "Elis Hämtlund"


def test_open_preschool_reports_a_child_nobody_fetches(cast: Cast, enter: Enter) -> None:
    receiving(cast.worker.unit, phone="010-000 00 01")
    teacher, worker = enter(cast.teacher), enter(cast.worker)

    address = the_teacher_reports(teacher, cast)
    reporting.ask(teacher)
    reporting.assess(worker, child=CHILD, seen=SEEN, grounds=GROUNDS)
    the_teacher_adds(teacher, address)
    the_addition_is_read(worker)
    reporting.open_investigation(worker, grounds=GROUNDS)
    reporting.answer(worker)
    reporting.read_answer(teacher, address, not_seen=GROUNDS)


def test_neither_side_finds_the_others_case(cast: Cast, enter: Enter) -> None:
    receiving(cast.worker.unit, phone="010-000 00 01")
    teacher, worker = enter(cast.teacher), enter(cast.worker)
    the_teacher_reports(teacher, cast)
    worker.open_task(Step.ASSESS_PROTECTION)
    worker.send(_("Take"))

    nurse = enter(cast.nurse)
    nurse.go("/search/?q=Elis")
    nurse.does_not_read(CHILD)
    nurse.go("/reports/")
    nurse.does_not_read("Elis")
    worker.go("/reports/")
    worker.reads(CHILD)


def the_teacher_reports(teacher: Player, cast: Cast) -> str:
    given, family = CHILD.split()
    words = {
        "given_name": given,
        "family_name": family,
        "parent_1": f"Kim {family}",
        "heard": "”Mamma sover”, sa Elis.",
    }
    return reporting.report(teacher, cast.worker.unit, seen=SEEN, **words)


def the_teacher_adds(teacher: Player, address: str) -> None:
    teacher.go(f"{address}change/")
    teacher.fill(change=["addition"], seen=f"{SEEN} På fredagen kom en granne.")
    teacher.send()
    teacher.reads("En granne")


def the_addition_is_read(worker: Player) -> None:
    worker.open_task(Step.READ_ADDITION)
    worker.reads("En granne")
    worker.send()


def test_administrator_says_where_reports_come_and_the_reporter_reads_whom_to_phone(cast: Cast, enter: Enter) -> None:
    unit = receiving(cast.worker.unit, receives_reports=False, phone="010-000 00 01")
    administrator, teacher = enter(administrator_of(unit)), enter(cast.teacher)
    administrator.go("/administration/units/")
    administrator.follow(administrator.page.get_by_role("link", name=unit.name))
    administrator.follow(administrator.page.get_by_role("link", name=_("Change how reports come")))
    administrator.fill(receives_reports=True, office_from="8", office_to="7")
    administrator.send()
    administrator.reads(str(WrongHours.message))
    administrator.fill(office_to="16.30")
    administrator.send()
    administrator.reads("8.00", "16.30")

    teacher.go("/reports/write/")
    teacher.reads(unit.name, "010-000 00 01")
