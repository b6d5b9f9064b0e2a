"""`make bench`: the inbox, the case page and a step, with 10,000 cases and with SIZE. Prints a plain table."""

import os
import sys
from collections.abc import Callable, Iterator
from uuid import uuid4

os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SAMPLAN_DATABASE_ROLE": "owner"}

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from accounts.acting import act_as, transaction_as
from accounts.models import Assignment, CareUnit
from accounts.services.organisation import add_unit
from accounts.sessions import ASSIGNMENT_KEY
from benchmarks.database import connect_as, load, scratch_database
from benchmarks.measure import Figures, measure
from tests.cast import LONG_AGO, Cast, make_cast
from tests.workflows.plan import Plan
from workflows.models import Step
from workflows.selectors.inbox import Filters, inbox_counts, inbox_page, waiting_for_others

FIRST_SIZE, UNITS, TIMES, STEPS = 10_000, 300, 100, 20
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def set_up() -> Cast:
    """The units that the cases are spread over, and one whole plan to copy the names of flow and node from."""
    cast = make_cast()
    providers = [each.unit.provider for each in (cast.nurse, cast.teacher, cast.worker, cast.stranger)]
    with act_as(None, reason="benchmark"):
        for number in range(UNITS - CareUnit.objects.count()):
            provider, service = providers[number % len(providers)], CareUnit.Service.OTHER
            add_unit(name=str(number), provider=provider, service=service, valid_from=LONG_AGO, by=None)
    Plan(cast).to_replies()
    return cast


def signed_in(who: Assignment) -> Client:
    client = Client()
    client.force_login(who.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = who.pk
    session.save()
    return client


def replies(cast: Cast, client: Client) -> Callable[[], object]:
    """A step that can be done STEPS times and what `measure` runs besides: a reply to a summons, with its page."""
    plans = [Plan(cast).to_replies() for _number in range(STEPS + 4)]
    tasks: Iterator[object] = iter([task.pk for plan in plans if (task := plan.open(Step.REPLY, cast.nurse))])

    def reply() -> None:
        task = next(tasks)
        kept = {"once": str(uuid4()), "draft_key": f"task:{task}", "acting": cast.nurse.pk}
        answer = client.post(f"/tasks/{task}/", {"reply": "yes", "who_comes": "-"} | kept)
        assert answer.status_code == 302, answer.status_code

    return reply


def figures(cast: Cast) -> dict[str, Figures]:
    """All of it as the nurse, whose unit takes part in one case of a hundred."""
    connect_as("web")
    nurse, now, client = cast.nurse, timezone.now(), signed_in(cast.nurse)
    case = Plan(cast).to_replies().case

    def asked(question: Callable[[], object]) -> Callable[[], object]:
        def ask() -> None:
            with transaction_as(nurse):
                question()

        return ask

    everybody = Filters(everybody=True)
    return {
        "inbox, 25 by deadline": measure(asked(lambda: inbox_page(nurse, everybody, now=now)), TIMES),
        "inbox, all counts": measure(asked(lambda: inbox_counts(nurse, now=now)), TIMES),
        "waiting for others, 25": measure(asked(lambda: waiting_for_others(nurse, now=now)), TIMES),
        "inbox page": measure(lambda: client.get("/"), TIMES),
        "case page": measure(lambda: client.get(f"/cases/{case.pk}/"), TIMES),
        "a completed step": measure(replies(cast, client), STEPS),
    }


def show(size: int, found: dict[str, Figures]) -> None:
    version = connection.pg_version // 10000  # type: ignore[attr-defined]
    print(f"\n{size:,} cases, {UNITS} units, PostgreSQL {version}")
    print(f"{'':26}{'p50 ms':>10}{'p95 ms':>10}{'statements':>12}{'buffers':>10}")
    for name, each in found.items():
        print(f"{name:26}{each.p50:>10.2f}{each.p95:>10.2f}{each.statements:>12}{each.buffers:>10,}", flush=True)


def main(size: int) -> None:
    with scratch_database(), override_settings(STORAGES=settings.STORAGES | PLAIN):
        cast, loaded = set_up(), 0
        for each in sorted({min(FIRST_SIZE, size), size}):
            load(loaded + 1, each)
            loaded = each
            show(each, figures(cast))


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")))
