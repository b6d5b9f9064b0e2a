"""What players do in every story of a report of concern: report, ask, assess, decide, answer."""

from django.utils.translation import gettext as _

from accounts.models import CareUnit
from tests.browser.conftest import Player
from workflows.models.step import Step


def report(reporter: Player, to: CareUnit, *, seen: str, **words: object) -> str:
    """The municipality of `to` answers for the child. Returns the address of the report's own page."""
    reporter.go("/reports/")
    reporter.follow(reporter.page.locator("main .button--primary"))
    reporter.reads(to.phone)
    reporter.fill(municipality=str(to.provider.principal_id), seen=seen, **words)
    reporter.send()
    reporter.reads(to.name, seen)
    return reporter.page.url.removeprefix(reporter.base)


def ask(reporter: Player) -> None:
    reporter.send(_("Ask for the answer"))
    reporter.reads(_("The answer from social services"))


def assess(worker: Player, *, child: str, seen: str, grounds: str) -> None:
    """Nobody reads who it is about, or what was seen, before the task is taken."""
    worker.open_task(Step.ASSESS_PROTECTION)
    worker.does_not_read(child)
    worker.send(_("Take"))
    worker.open_task(Step.ASSESS_PROTECTION)
    worker.reads(seen)
    worker.fill(code=["no_immediate"], text=grounds)
    worker.send()
    worker.reads(child)


def open_investigation(worker: Player, *, grounds: str) -> None:
    worker.open_task(Step.DECIDE_OPENING)
    worker.fill(code=["opened"], text=grounds)
    worker.send()


def answer(worker: Player) -> None:
    worker.open_task(Step.ANSWER_REPORTER)
    worker.fill(answer=["answer"])
    worker.send()
    worker.reads(_("The reporter asked and has been answered."))


def read_answer(reporter: Player, address: str, *, not_seen: str) -> None:
    reporter.go(address)
    reporter.reads(_("An investigation has been opened"))
    reporter.does_not_read(not_seen)
