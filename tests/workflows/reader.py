"""Who opens every page, search and file of a referral again and again, asking before each whether it may still be seen.

What is shown after the end has committed is a leak. A new page or file of a receiver is added by its line in `SHOWN`.
"""

import re
from collections.abc import Callable
from threading import Event
from uuid import uuid4

from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from accounts.models import Assignment
from cases.models import CasePerson, DisclosedSection, SectionKind
from cases.selectors.consent import consent_covers
from tests.cast import Cast, acting_as
from tests.racing import race
from tests.workflows.handover import Handover
from tests.workflows.task_views.test_races_by_http import signed_in
from workflows.models import Step, Task

# Keys of forms and of scripts are new for each page, and now and then hold a name by chance.
RANDOM = re.compile(r'"[A-Za-z0-9_+/=-]{20,}"')
TOKENS = ("Support at home?", "Elis", "Kim", "Assessment.pdf")
# (how it is asked for, name of the address, what it is about)
SHOWN = (
    ("get", "referral", "case"),
    ("get", "referral_pdf", "case"),
    ("get", "received_attachment", "case file"),
    ("get", "case", "case"),
    ("get", "disclosures", "case"),
    ("get", "disclosures_pdf", "case"),
    ("get", "readers", "case"),
    ("get", "task", "task"),
    ("get", "forward_referral", "task"),
    ("get", "cases", ""),
    ("get", "board", ""),
    ("get", "inbox", ""),
    ("post", "search", ""),
)


def with_file(cast: Cast) -> Handover:
    """A referral that is told with a file."""
    handover = Handover(cast)
    handover.sections.append(handover.attach())
    return handover


class Reader:
    """Somebody who opens every page of `SHOWN` until told to stop, and once more after that."""

    def __init__(self, handover: Handover, by: Assignment, is_over: Callable[[], bool]) -> None:
        self.client, self.is_over = signed_in(by), is_over
        with acting_as(handover.sender):
            asked = Task.objects.filter(case=handover.case, flow_task__endswith=Step.ANSWER_REFERRAL).latest("created")
        with acting_as(by):
            told = DisclosedSection.objects.filter(case=handover.case, kind=SectionKind.ATTACHMENT).last()
        self.keys = {"case": handover.case.pk, "task": asked.pk, "file": told.pk if told else uuid4()}
        self.stop, self.leaks, self.shown = Event(), [], 0

    def open_all(self) -> None:
        for how, name, about in SHOWN:
            is_over = self.is_over()
            args = [self.keys[key] for key in about.split()]
            answer = getattr(self.client, how)(reverse(name, args=args), {"q": "elis"} if how == "post" else {})
            if shows(answer):
                self.shown += 1
                self.leaks += [name] if is_over else []

    def read(self) -> None:
        while not self.stop.is_set():
            self.open_all()
        self.open_all()


def shows(answer: HttpResponse) -> bool:
    """A file that comes at all shows it; a page does by a word of it."""
    if answer.status_code == 200 and not answer["Content-Type"].startswith("text/html"):
        return True
    found = RANDOM.sub("", answer.content.decode("utf-8", "replace"))
    return any(token in found for token in TOKENS)


def read_while(reader: Reader, act: Callable[[], object]) -> None:
    """The act comes while the reader is under way; at the end everything is read once more."""

    def act_and_stop() -> None:
        try:
            act()
        finally:
            reader.stop.set()

    assert race(reader.read, act_and_stop) == {"won": 2}
    assert not reader.leaks, f"shown after the end: {reader.leaks}"


def consent_is_over(handover: Handover, by: Assignment) -> Callable[[], bool]:
    """Whether the family's yes to `by`'s unit no longer holds, as committed now."""

    provider = handover.sender.unit.provider_id

    def ask() -> bool:
        with acting_as(handover.sender):
            about = CasePerson.objects.get(case=handover.case, relation="subject", provider=provider).pk
            return not consent_covers(handover.case, "family", about, by.unit_id)

    return ask


def readable(handover: Handover, by: Assignment) -> list[str]:
    reader = Reader(handover, by, lambda: True)
    reader.open_all()
    return reader.leaks


def told_to(handover: Handover, by: Assignment) -> int:
    with acting_as(by), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_disclosedsection WHERE case_id = %s", [handover.case.pk])
        return int(cursor.fetchone()[0])
