"""A browser, a served Samplan on the test database, and a cast that plays in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, Principal, Provider
from accounts.roles import Role
from accounts.services.organisation import add_principal, add_provider, add_unit
from accounts.services.user import add_user, assign
from accounts.sessions import ASSIGNMENT_KEY
from tests.workflows.plan import Plan
from workflows.models.step import Step

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 900}
PASSWORD = "samplan-provar-2026"
LONG_AGO = date(2024, 1, 1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Without one the tests skip, and fail where REQUIRE_BROWSER=1 says that there must be one."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        missing = f"No browser: none of {', '.join(BROWSERS)} is on the PATH."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    # Playwright runs an event loop in this thread; Django must not take the test for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    with sync_playwright() as playwright:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def check_axe() -> Callable[[Page], None]:
    """Fails with the rule and the elements where a page breaks WCAG 2.2 level A or AA."""

    def check(page: Page) -> None:
        page.evaluate(AXE)  # the page's own content policy forbids a script element
        options = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        told = [f"{each['id']}: {', '.join(str(node['target']) for node in each['nodes'])}" for each in found]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return check


@dataclass
class Cast:
    """Three providers: a social board, the region's clinics and a school board.

    Social services and addiction care, the board's (`counsellor`) and the region's (`clinician`), are closed units.
    """

    worker: Assignment
    colleague: Assignment
    manager: Assignment
    nurse: Assignment
    nurse_manager: Assignment
    teacher: Assignment
    bystander: Assignment
    counsellor: Assignment
    clinician: Assignment

    @property
    def called(self) -> list[Assignment]:
        return [self.nurse, self.teacher]

    @property
    def midwife(self) -> Assignment:
        """In no plan of theirs, but with stories of her own."""
        return self.bystander


def _unit(name: str, provider: Provider, service: CareUnit.Service) -> CareUnit:
    return add_unit(name=name, provider=provider, service=service, valid_from=LONG_AGO, by=None)


def _person(full_name: str, unit: CareUnit, role: Role) -> Assignment:
    email = f"{full_name.partition(' ')[0].lower()}@samplan.example"
    user = add_user(
        email=email, full_name=full_name, password=PASSWORD, keeps_password=True, phone="010-000 00 00", by=None
    )
    return assign(user=user, unit=unit, role=role, valid_from=LONG_AGO, by=None)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    with act_as(None, reason="test"):
        region = add_principal(name="Region Ekdal", kind=Principal.Kind.REGION, by=None)
        town = add_principal(name="Lindviks kommun", kind=Principal.Kind.MUNICIPALITY, by=None)
        clinics = add_provider(name="Region Ekdal", kind=Provider.Kind.REGION_OWN, principal=region, by=None)
        social = add_provider(name="Socialnämnden i Lindvik", kind=Provider.Kind.BOARD, principal=town, by=None)
        schools = add_provider(name="Utbildningsnämnden i Lindvik", kind=Provider.Kind.BOARD, principal=town, by=None)
        families = _unit("Barn och familj Lindvik", social, CareUnit.Service.SOCIAL_CHILDREN)
        health = _unit("BVC Björken", clinics, CareUnit.Service.CHILD_HEALTH)
        preschool = _unit("Öppna förskolan Björken", schools, CareUnit.Service.OPEN_PRESCHOOL)
        maternity = _unit("BMM Björken", clinics, CareUnit.Service.MATERNITY)
        counselling = _unit("Alkohol- och drogrådgivningen i Lindvik", social, CareUnit.Service.ADDICTION_CARE)
        addiction = _unit("Beroendemottagningen Ekdal", clinics, CareUnit.Service.ADDICTION_CARE)
        return Cast(
            worker=_person("Maja Provlund", families, Role.SOCIAL_WORKER),
            colleague=_person("Jonas Demovik", families, Role.SOCIAL_WORKER),
            manager=_person("Anna Attrapp", families, Role.UNIT_MANAGER),
            nurse=_person("Sara Exempelius", health, Role.CHILD_HEALTH_NURSE),
            nurse_manager=_person("Lena Skissberg", health, Role.UNIT_MANAGER),
            teacher=_person("Karin Mallberg", preschool, Role.PRESCHOOL_TEACHER),
            bystander=_person("Moa Testholm", maternity, Role.MIDWIFE),
            counsellor=_person("Jorunn Modellin", counselling, Role.ADDICTION_COUNSELLOR),
            clinician=_person("Hanna Utkast", addiction, Role.ADDICTION_COUNSELLOR),
        )


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A case with its process, at the question of consent, made through the services."""
    return Plan(cast)  # type: ignore[arg-type]


@dataclass
class Player:
    """One person at a browser of their own. Every page that `look` sees is checked for accessibility."""

    who: Assignment
    page: Page
    base: str
    check: Callable[[Page], None]
    looks: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        answer = self.page.goto(f"{self.base}{address}")
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"
        self.look()

    def look(self) -> None:
        self.page.wait_for_load_state()
        self.check(self.page)
        self.looks.append(self.page.url)

    def sign_in(self) -> None:
        """By the sign-in page; somebody with one assignment comes straight to the inbox."""
        self.go("/accounts/login/")
        self.page.fill("[name=login]", self.who.user.email)
        self.page.fill("[name=password]", PASSWORD)
        self.send()
        expect(self.page.locator(".acting__name")).to_have_text(self.who.user.full_name)

    def open_task(self, step: Step, tab: str = "mine") -> None:
        """The first task of this step in the inbox."""
        self.go(f"/?tab={tab}")
        self.follow(self.page.locator("a.inbox__title", has_text=str(step.label)).first)

    def follow(self, link: Locator) -> None:
        link.click()
        self.look()

    def fill(self, **values: Any) -> None:
        """Text into fields; a list or True ticks boxes and radios by their values."""
        for name, value in values.items():
            field_ = self.page.locator(f"main [name={name}]")
            if value is True:
                field_.first.check()
            elif isinstance(value, list):
                for each in value:
                    self.page.locator(f"main [name={name}][value='{each}']").check()
            elif field_.first.evaluate("field => field.tagName") == "SELECT":
                field_.first.select_option(str(value))
            else:
                field_.first.fill(str(value))

    def send(self, words: str = "") -> None:
        """The page's primary button, or the one that says `words`."""
        button = self.page.get_by_role("button", name=words) if words else self.page.locator("main .button--primary")
        with self.page.expect_navigation():
            button.first.click()
        self.look()

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each, ignore_case=True)

    def does_not_read(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).not_to_contain_text(each)


Enter = Callable[..., Player]


@pytest.fixture
def enter(browser: Browser, live_server: LiveServer, check_axe: Callable[[Page], None]) -> Iterator[Enter]:
    """`enter(assignment)`: somebody at a browser of their own, signed in already unless `is_signed_in=False`."""
    contexts: list[BrowserContext] = []

    def open_browser(who: Assignment, *, is_signed_in: bool = True, **options: Any) -> Player:
        context = browser.new_context(**({"viewport": WIDE, "locale": "sv-SE"} | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        if is_signed_in:
            context.add_cookies([{"name": "sessionid", "value": signed_in(who), "url": live_server.url}])
        return Player(who, context.new_page(), live_server.url, check_axe)

    yield open_browser
    for context in contexts:
        context.close()


def signed_in(who: Assignment) -> str:
    """The key of a session of `who`, as after signing in."""
    client = Client()
    client.force_login(who.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = who.pk
    session.save()
    return str(session.session_key)
