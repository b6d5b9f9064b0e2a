"""Those who do no work in cases: where they begin, what they do there, and that each page can be used by all."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.acting import act_as
from accounts.models import Assignment, User
from accounts.permissions import COORDINATE
from accounts.roles import Role
from accounts.services.organisation import open_centre
from accounts.services.user import add_user, assign, give_grant
from tests.browser.conftest import LONG_AGO, PASSWORD, Cast, Enter
from tests.workflows.plan import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def somebody(name: str, beside: Assignment, role: Role) -> Assignment:
    email = f"{name.partition(' ')[0].lower()}@samplan.example"
    with act_as(None, reason="test"):
        user = add_user(email=email, full_name=name, password=PASSWORD, keeps_password=True, by=None)
        return assign(user=user, unit=beside.unit, role=role, valid_from=LONG_AGO, by=None)


def test_coordinator_begins_at_the_centre_and_reads_no_name(cast: Cast, plan: Plan, enter: Enter) -> None:
    coordinator = somebody("Berit Skissman", cast.teacher, Role.CENTRE_COORDINATOR)
    with act_as(None, reason="test"):
        units = [cast.nurse.unit, cast.teacher.unit]
        centre = open_centre(name="Familjecentralen Björken", units=units, valid_from=LONG_AGO, by=None)
        since = {"valid_from": LONG_AGO, "reason": "Vald"}
        give_grant(assignment=coordinator, permission=COORDINATE, on=centre, by=None, **since)
    plan.to_replies()

    seen = enter(coordinator, is_signed_in=False)
    seen.sign_in()

    expect(seen.page).to_have_url(f"{seen.base}/centre/")
    seen.reads("Familjecentralen Björken", cast.nurse.unit.name, cast.teacher.unit.name, "0 av 2")
    seen.does_not_read("Elis", cast.worker.user.full_name, cast.worker.unit.name)
    enter(coordinator, viewport=PHONE).go("/")


def test_administrator_adds_a_unit_and_a_user_who_signs_in(cast: Cast, enter: Enter) -> None:
    somebody("Rut Figurin", cast.worker, Role.UNIT_MANAGER)
    admin = enter(somebody("Nils Testander", cast.worker, Role.SYSTEM_ADMINISTRATOR), is_signed_in=False)
    admin.sign_in()
    expect(admin.page).to_have_url(f"{admin.base}/administration/")
    expect(admin.page.locator(".header-search")).to_have_count(0)

    admin.go("/administration/units/add/")
    admin.send()
    expect(admin.page.locator("#error-summary")).to_be_focused()
    admin.fill(provider=cast.worker.unit.provider_id, name="Familjestödet", service="social_children")
    admin.fill(valid_from="2026-01-01")
    admin.send()
    admin.reads("Familjestödet", "Sluten")

    admin.go("/administration/users/add/")
    admin.fill(email="ny@samplan.example", full_name="Ny Mallgren", unit=cast.worker.unit_id, role="social_worker")
    admin.fill(valid_from="2026-01-01")
    admin.send()
    password = admin.page.locator("code").inner_text()

    new = enter(
        User.objects.get(email="ny@samplan.example").assignments.select_related("user").get(), is_signed_in=False
    )
    new.go("/accounts/login/")
    new.page.fill("[name=login]", "ny@samplan.example")
    new.page.fill("[name=password]", password)
    new.send()
    # Somebody else has seen that password: every page leads to choosing another.
    new.go("/")
    new.fill(oldpassword=password, password1="åtta-gula-lador-2026", password2="åtta-gula-lador-2026")
    new.send()
    new.go("/")
    expect(new.page.locator(".acting__name")).to_have_text("Ny Mallgren")


def test_every_page_of_the_administrator_can_be_used_by_all(cast: Cast, enter: Enter) -> None:
    coordinator = somebody("Berit Skissman", cast.teacher, Role.CENTRE_COORDINATOR)
    with act_as(None, reason="test"):
        centre = open_centre(name="Familjecentralen", units=[cast.teacher.unit], valid_from=LONG_AGO, by=None)
        day = timezone.localdate() + timedelta(days=99)
        days = {"valid_from": LONG_AGO, "valid_to": day, "reason": "Vald"}
        grant = give_grant(assignment=coordinator, permission=COORDINATE, on=centre, by=None, **days)
    admin = enter(somebody("Nils Testander", cast.worker, Role.SYSTEM_ADMINISTRATOR))
    unit, placement = cast.teacher.unit_id, centre.placements.get().pk
    pages = ["", "units/", "units/?ended=1", "centres/", "centres/add/", "users/", "users/?deactivated=1"]
    pages += ["assignments/add/", "deadlines/", "deadlines/summons_reply/", f"units/{unit}/", f"units/{unit}/end/"]
    pages += [f"centres/{centre.pk}/", f"centres/{centre.pk}/place/", f"placements/{placement}/end/"]
    pages += [f"users/{coordinator.user_id}/", f"users/{coordinator.user_id}/deactivate/"]
    pages += [f"assignments/{coordinator.pk}/end/", f"assignments/{coordinator.pk}/grant/", f"grants/{grant.pk}/end/"]

    for each in pages:
        admin.go(f"/administration/{each}")

    assert len(admin.looks) == len(pages)


@pytest.mark.parametrize(
    ("role", "words"), [(Role.LOG_REVIEWER, "Granska vem som har läst"), (Role.COMPLIANCE_AUDITOR, "inga rapporter")]
)
def test_reviewer_and_auditor_are_told_what_they_can_do(cast: Cast, enter: Enter, role: Role, words: str) -> None:
    player = enter(somebody("Ingrid Skissman", cast.worker, role), is_signed_in=False)

    player.sign_in()

    player.reads(words)
