"""What changes on the way, in the browser: a meeting is moved and called off, a clock is paused, a part ends."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from cases.models import Participation, PlanMeeting
from cases.services.participation import name_on_case
from tests.browser.conftest import Cast, Enter
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.models.step import Step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 800}


def ready_to_meet(plan: Plan) -> str:
    """The address of the case; all called units have replied."""
    plan.to_replies()
    for each in plan.called:
        plan.reply(each)
    return f"/cases/{plan.case.pk}/"


def meeting_page(plan: Plan) -> str:
    with acting_as(plan.cast.worker):
        return f"/cases/{plan.case.pk}/meetings/{PlanMeeting.objects.get(case=plan.case).pk}/"


def test_meeting_is_moved_and_then_cancelled(cast: Cast, plan: Plan, enter: Enter) -> None:
    case = ready_to_meet(plan)
    worker, nurse = enter(cast.worker), enter(cast.nurse)
    worker.go(meeting_page(plan))
    worker.follow(worker.page.get_by_role("link", name=str(_("Move the meeting"))))
    worker.fill(day="x")
    worker.send()
    worker.fill(day="+3v", place="Rum 9")
    worker.send()
    worker.reads("Rum 9", str(_("Not answered")))

    nurse.go("/?tab=told")
    nurse.reads(str(_("The meeting has been moved: see when and where")))
    nurse.open_task(Step.REPLY, tab="unit")
    worker.go(meeting_page(plan))
    worker.follow(worker.page.get_by_role("link", name=str(_("Cancel the meeting"))))
    worker.fill(reason=["illness"])
    worker.send()

    expect(worker.page).to_have_url(f"{worker.base}{case}")
    worker.reads(str(_("the meeting is prepared")), str(PlanMeeting.CancelReason.ILLNESS.label))
    worker.open_task(Step.PREPARE)
    nurse.go("/?tab=told")
    nurse.reads(str(_("The meeting has been cancelled")))
    worker.go(meeting_page(plan))
    worker.reads(str(PlanMeeting.CancelReason.ILLNESS.label))


@pytest.mark.parametrize("javascript", [True, False])
def test_clock_is_paused_and_started_again_on_a_phone(cast: Cast, plan: Plan, enter: Enter, javascript: bool) -> None:
    case = ready_to_meet(plan)
    worker = enter(cast.worker, viewport=PHONE, java_script_enabled=javascript)
    page = worker.page
    page.goto(f"{worker.base}{case}")
    page.get_by_role("link", name=str(_("Pause the clock"))).click()
    page.locator("[name=until]").fill("+1v")
    page.locator("[name=reason][value=family_away]").check(force=True)
    page.locator("main .form .button--primary").click()

    expect(page).to_have_url(f"{worker.base}{case}")
    expect(page.locator(".clock--paused")).to_have_count(1)
    if javascript:
        worker.look()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name=str(_("Start the clock again"))).click()
    expect(page.locator(".clock--paused")).to_have_count(0)


def test_units_part_is_ended_with_a_reason(cast: Cast, plan: Plan, enter: Enter) -> None:
    case = ready_to_meet(plan)
    worker = enter(cast.worker)
    worker.go(case)
    name = str(_("End the part of %(name)s")) % {"name": cast.nurse.unit.name}
    worker.follow(worker.page.get_by_role("link", name=name))
    worker.send()
    worker.fill(reason=["family_asked"])
    worker.send()

    worker.reads(str(Participation.EndReason.FAMILY_ASKED.label))
    nurse = enter(cast.nurse)
    answer = nurse.page.goto(f"{nurse.base}{case}")
    assert answer is not None
    assert answer.status == 404


def test_page_that_lies_open_says_that_a_colleague_writes_and_stops_saying_it(
    cast: Cast, plan: Plan, enter: Enter
) -> None:
    ready_to_meet(plan)
    with acting_as(cast.worker):
        named = {"case": plan.case, "user": cast.colleague.user, "unit": cast.colleague.unit, "by": cast.worker}
        name_on_case(**named, reason=Participation.Reason.NAMED)
    worker, colleague = enter(cast.worker), enter(cast.colleague)
    worker.go(f"/cases/{plan.case.pk}/plan/")
    colleague.go(f"/cases/{plan.case.pk}/plan/add/need/")
    with colleague.page.expect_response("**/draft/**"):
        colleague.fill(text="Halvskriven mening")
    writing = worker.page.locator(".writing__who")
    wait = 25_000

    expect(writing).to_contain_text(cast.colleague.user.full_name, timeout=wait)
    worker.look()
    worker.does_not_read("Halvskriven mening")
    colleague.fill(topic="health")
    colleague.send()
    expect(writing).to_have_count(0, timeout=wait)
