"""The open preschool notices a child whom nobody fetches: from the report to the answer, across two providers."""

import pytest
from django.utils.translation import gettext as _

from tests.browser.conftest import Cast, Enter, Player
from tests.workflows.concern import receiving
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEEN = "Ingen hämtade barnet på tisdagen, onsdagen och torsdagen."
GROUNDS = "Grunder som bara socialtjänsten läser"


def test_open_preschool_reports_a_child_nobody_fetches(cast: Cast, enter: Enter) -> None:
    receiving(cast.worker.unit, phone="010-000 00 01")
    teacher, worker = enter(cast.teacher), enter(cast.worker)

    report = the_teacher_reports(teacher, cast)
    the_teacher_asks(teacher)
    social_services_assess(worker)
    the_teacher_adds(teacher, report)
    the_addition_is_read(worker)
    an_investigation_is_opened(worker)
    the_reporter_is_answered(worker)

    teacher.go(report)
    teacher.reads(_("An investigation has been opened"))
    teacher.does_not_read(GROUNDS)


def test_neither_side_finds_the_others_case(cast: Cast, enter: Enter) -> None:
    receiving(cast.worker.unit)
    teacher, worker = enter(cast.teacher), enter(cast.worker)
    the_teacher_reports(teacher, cast)
    worker.open_task(Step.ASSESS_PROTECTION)
    worker.send(_("Take"))

    nurse = enter(cast.nurse)
    nurse.go("/search/?q=Elis")
    nurse.does_not_read("Elis Hämtlund")
    nurse.go("/reports/")
    nurse.does_not_read("Elis")
    worker.go("/reports/")
    worker.reads("Elis Hämtlund")


def the_teacher_reports(teacher: Player, cast: Cast) -> str:
    teacher.go("/reports/")
    teacher.follow(teacher.page.locator("main .button--primary"))
    teacher.reads("010-000 00 01") if cast.worker.unit.phone else None
    teacher.fill(municipality=str(cast.worker.unit.provider.principal_id), given_name="Elis", family_name="Hämtlund")
    teacher.fill(parent_1="Kim Hämtlund", seen=SEEN, heard="”Mamma sover”, sa barnet.")
    teacher.send()
    teacher.reads(cast.worker.unit.name, SEEN)
    return teacher.page.url.removeprefix(teacher.base)


def the_teacher_asks(teacher: Player) -> None:
    teacher.send(_("Ask for the answer"))
    teacher.reads(_("The answer from social services"))


def social_services_assess(worker: Player) -> None:
    worker.open_task(Step.ASSESS_PROTECTION)
    worker.does_not_read("Elis")
    worker.send(_("Take"))
    worker.open_task(Step.ASSESS_PROTECTION)
    worker.reads(SEEN)
    worker.fill(code=["no_immediate"], text=GROUNDS)
    worker.send()
    worker.reads("Elis Hämtlund")


def the_teacher_adds(teacher: Player, report: str) -> None:
    teacher.go(f"{report}change/")
    teacher.fill(change=["addition"], seen=f"{SEEN} På fredagen kom en granne.")
    teacher.send()
    teacher.reads("En granne")


def the_addition_is_read(worker: Player) -> None:
    worker.open_task(Step.READ_ADDITION)
    worker.reads("En granne")
    worker.send()


def an_investigation_is_opened(worker: Player) -> None:
    worker.open_task(Step.DECIDE_OPENING)
    worker.fill(code=["opened"], text=GROUNDS)
    worker.send()


def the_reporter_is_answered(worker: Player) -> None:
    worker.open_task(Step.ANSWER_REPORTER)
    worker.fill(answer=["answer"])
    worker.send()
    worker.reads(_("The reporter asked and has been answered."))
