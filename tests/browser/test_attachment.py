"""Files in the browser: attached to a referral, told by a tick, saved by the receiver; and in a plan."""

import pytest
from django.utils.translation import gettext as _

from cases.models import Attachment, PlanMeeting
from tests.browser.conftest import Cast, Enter, Player
from tests.browser.test_referral import begin
from tests.cast import acting_as
from tests.files import PDF, TEXT, picture
from tests.workflows.plan import Plan
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def choose(player: Player, name: str, content: bytes, kind: str = "application/octet-stream") -> None:
    player.page.set_input_files("[name=file]", {"name": name, "mimeType": kind, "buffer": content})


def save(player: Player, link: str) -> bytes:
    """What the browser saves; it never opens the file."""
    with player.page.expect_download() as saved:
        player.page.get_by_role("link", name=link).first.click()
    return saved.value.path().read_bytes()


def test_file_on_a_referral_goes_with_it_when_it_is_ticked(cast: Cast, enter: Enter) -> None:
    nurse, worker = enter(cast.nurse), enter(cast.worker)
    begin(nurse, cast.worker.unit)
    nurse.page.locator("summary", has_text=str(_("Attach a file"))).click()
    choose(nurse, "EPDS.txt", picture())
    nurse.send(str(_("Attach")))
    nurse.reads(str(_("What is in the file is not what its name says. Save it anew in the program it comes from.")))
    assert nurse.page.locator("[name=text_other]").input_value() == "Ring mormor om vagnen."

    choose(nurse, "EPDS.png", picture())
    nurse.send(str(_("Attach")))
    nurse.reads(
        str(_("%(title)s is attached. Nothing has been sent. Tick it if the receiver is to have it."))
        % {"title": "EPDS"}
    )
    assert nurse.page.locator("[name=text_other]").input_value() == "Ring mormor om vagnen."
    nurse.page.get_by_label(str(_("Tell the receiver of %(title)s")) % {"title": "EPDS"}).check()
    nurse.send(str(_("Send")))

    worker.go("/?tab=unit")
    with worker.page.expect_response("**/take/"):
        worker.page.get_by_role("button", name=str(_("Take"))).first.click()
    worker.open_task(Step.ANSWER_REFERRAL)
    worker.reads("EPDS", str(Attachment.Scan.NOT_SCANNED.label))
    assert save(worker, "EPDS") == picture()


def attach_and_show(worker: Player, name: str, content: bytes, to: str) -> None:
    """On the page of a plan or of a meeting: a file, kept for the own unit first, then shown to one."""
    worker.follow(worker.page.get_by_role("link", name=str(_("Attach a file"))))
    choose(worker, name, content)
    worker.fill(topic="health")
    worker.send()
    worker.reads(name.partition(".")[0], str(_("Only your unit sees this")))
    worker.follow(worker.page.get_by_role("link", name=str(_("Show to others"))))
    worker.page.get_by_label(to).check()
    worker.send()
    worker.reads(str(_("Shown to %(units)s")) % {"units": to})


def test_file_in_a_plan_and_in_minutes_is_shown_to_one_unit(cast: Cast, plan: Plan, enter: Enter) -> None:
    plan.to_replies()
    with acting_as(cast.worker):
        meeting = PlanMeeting.objects.get(case=plan.case)
    on_phone, without_script = enter(cast.worker, viewport=PHONE), enter(cast.worker, java_script_enabled=False)
    # The check is a script itself.
    without_script.check = lambda _page: None
    nurse, teacher = enter(cast.nurse, viewport=PHONE), enter(cast.teacher)
    for worker, page, name, content in (
        (on_phone, "plan", "Utredning.pdf", PDF),
        (without_script, f"meetings/{meeting.pk}", "Minnen.txt", TEXT),
    ):
        address = f"/cases/{plan.case.pk}/{page}/"
        worker.go(address)
        attach_and_show(worker, name, content, cast.nurse.unit.name)

        nurse.go(address)
        assert save(nurse, name.partition(".")[0]) == content
        teacher.go(address)
        teacher.does_not_read(name.partition(".")[0])
