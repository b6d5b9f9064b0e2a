"""A referral of which every part is a random word of its own, sent, and read by page, file, notice and log."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from secrets import token_hex
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import (
    Attachment,
    Case,
    Channel,
    Consent,
    DisclosedSection,
    Ground,
    Party,
    ReferralSection,
    Sending,
    Topic,
)
from cases.models.base import Content
from cases.models.ground import GroundGroup
from cases.selectors.case import subject_of
from cases.services.attachment import attach_file
from cases.services.consent import record_consent
from cases.services.disclosure import Basis
from cases.services.note import write_note
from cases.services.party import send_to_party
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.referral import open_referral, send_referral, write_section
from tests.cast import acting_as
from tests.files import checked
from tests.pdf_text import pdf_text
from workflows.models import Notice, Outcome, Step, Task
from workflows.services.process import start_process
from workflows.services.task import complete_task

Heading = ReferralSection.Heading
# What each ground asks for besides; the sender is the region's own child health care.
ASKED: dict[Ground, dict[str, str]] = {
    Ground.DUTY: {"section": "SoL 20 kap. 6 §", "need": "-"},
    Ground.OWN_ACTIVITY: {"need": "-"},
    Ground.HEALTH_25_12: {"group": GroundGroup.UNDER_18, "need": "-"},
    Ground.SOCIAL_26_9: {"group": GroundGroup.UNDER_18, "need": "-"},
    Ground.EXPECTED_25_12: {"group": GroundGroup.EXPECTED_CHILD, "need": "-"},
    Ground.EXPECTED_26_9: {"group": GroundGroup.EXPECTED_CHILD, "need": "-"},
    Ground.CRIME_10_15A: {"need": "-"},
}


def word() -> str:
    return f"Q{token_hex(5)}"


@dataclass
class Written:
    """A referral of which every part is a word of its own."""

    case: Case
    names: list[str]
    told: dict[Heading, str] = field(default_factory=dict)
    kept: dict[Heading, str] = field(default_factory=dict)
    note: str = ""
    sections: list[Content] = field(default_factory=list)
    guardian: Any = None
    # The title of a file, and what stands in it.
    told_file: Attachment | None = None
    file_words: list[str] = field(default_factory=lambda: [word() for _name in range(4)])

    @property
    def secret(self) -> list[str]:
        """What stays with the sender."""
        return [*self.kept.values(), self.note, *self.file_words[2:]]

    @property
    def texts(self) -> list[ReferralSection]:
        """What goes on paper: no file does."""
        return [row for row in self.sections if isinstance(row, ReferralSection)]


def write(kind: Case.Kind, by: Assignment) -> Written:
    names = [word() for _name in range(4)]
    child = PersonFacts(given_name=names[0], family_name=names[1], birth_date=date(2025, 1, 15))
    case = open_referral(kind=kind, topic=Topic.FAMILY, subject=child, by=by)
    parent = PersonFacts(given_name=names[2], family_name=names[3], has_custody=True)
    made = Written(case, names, guardian=add_case_person(case=case, facts=parent, relation=Relation.PARENT, by=by))
    for place, heading in enumerate(Heading):
        text, is_told = word(), place % 2 == 0
        (made.told if is_told else made.kept)[heading] = text
        section = write_section(case=case, heading=heading, topic=Topic.FAMILY, text=text, by=by)
        made.sections += [section] if is_told else []
    made.note = word()
    start_process(case=case, by=by)
    with acting_as(by):
        about = subject_of(case, by)
        assert about is not None
        write_note(case=case, topic=Topic.FAMILY, about=about, text=made.note, by=by)
        for title, text in (made.file_words[:2], made.file_words[2:]):
            file = checked(f"{title}.txt", text.encode())
            words = {"place": Attachment.Place.REFERRAL, "topic": Topic.FAMILY, "about": about}
            row = attach_file(case=case, file=file, by=by, **words)
            made.told_file = made.told_file or row
    made.sections.append(made.told_file)
    return made


def download(made: Written, reader: Assignment) -> str:
    """What the receiver saves of the one attachment that it has been told of."""
    with acting_as(reader):
        copy = DisclosedSection.objects.get(case=made.case, kind="attachment")
    return signed_in(reader).get(reverse("received_attachment", args=[made.case.pk, copy.pk])).getvalue().decode()


def consent(made: Written, receiver: Assignment | Party, by: Assignment) -> None:
    on_paper = isinstance(receiver, Party)
    record_consent(
        case=made.case,
        person=made.guardian,
        answer=Consent.Answer.YES,
        form=Consent.Form.ORAL,
        given_on=timezone.localdate(),
        valid_to=timezone.localdate() + timedelta(days=100),
        scopes={} if on_paper else {receiver.unit: {Topic.FAMILY}},
        parties={receiver.name: {Topic.FAMILY}} if on_paper else {},
        by=by,
    )


def send(made: Written, receiver: Assignment | Party, basis: Basis, by: Assignment) -> None:
    with acting_as(by):
        task = Task.objects.get(case=made.case, finished=None, unit=by.unit)

        def do() -> Outcome:
            what: dict[str, Any] = {"case": made.case, "basis": basis, "by": by}
            if isinstance(receiver, Party):
                today = timezone.localdate()
                what |= {"party": receiver, "sections": made.texts}
                send_to_party(channel=Channel.BY_HAND, posted_on=today, **what)
            else:
                send_referral(receiver=receiver.unit, sections=made.sections, **what)
            return Outcome.SENT

        complete_task(task=task, do=do, by=by)


def pages(made: Written, reader: Assignment) -> dict[str, str]:
    """The receiver's pages about it, by name, with what a search for the child's names finds."""
    client = signed_in(reader)
    with acting_as(reader):
        task = next(t for t in Task.objects.filter(case=made.case, unit=reader.unit) if t.step == Step.ANSWER_REFERRAL)
    key = [made.case.pk]
    addresses = {
        "page": reverse("referral", args=key),
        "task": reverse("task", args=[task.pk]),
        "disclosures": reverse("disclosures", args=key),
        "consent": reverse("consent", args=key),
        "notes": reverse("notes", args=key),
        "inbox": reverse("inbox"),
    }
    found = {name: read(client, address) for name, address in addresses.items()}
    found["search"] = read(client, reverse("search"), q=made.names[0])
    for text in [*made.told.values(), *made.kept.values(), made.note]:
        assert made.case.number not in read(client, reverse("search"), q=text)
    return found | {"file": file(client, "referral_pdf", *key)}


def file(client: Client, name: str, *keys: Any) -> str:
    with transaction.atomic():
        return pdf_text(client.get(reverse(name, args=keys)).content)


def words_in(text: str) -> set[str]:
    return set(re.findall(r"Q[0-9a-f]{10}", text))


def signed_in(by: Assignment) -> Client:
    client = Client()
    client.force_login(by.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = by.pk
    session.save()
    return client


def read(client: Client, address: str, **sent: str) -> str:
    with transaction.atomic():
        return (client.post(address, sent) if sent else client.get(address)).content.decode()


def sending_of(made: Written, by: Assignment) -> Sending:
    with acting_as(by):
        return Sending.objects.get(case=made.case)


def assert_told_nowhere(made: Written, by: Assignment, caplog: pytest.LogCaptureFixture) -> None:
    """No word of it in the notices of `by`, nor in what the server has logged."""
    with acting_as(by):
        notices = "".join(str(vars(each)) for each in Notice.objects.all())
    every = {*made.names, *made.told.values(), *made.file_words, *made.secret}
    assert every & words_in(notices + caplog.text) == set()
