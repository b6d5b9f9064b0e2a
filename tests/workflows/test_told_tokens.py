"""Every kind of referral by every ground to every kind of receiver: the receiver reads what was told, and no more.

Each thing the sender writes is a random word of its own. A combination that does not fit writes nothing; of one that
fits, the receiver's page and file hold exactly the words of what was chosen, a search none, notices and the log none.
What goes on paper, to a party without account, is the sender's file alone.
"""

import logging
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from secrets import token_hex
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from cases.errors import CaseError
from cases.models import (
    Attachment,
    Case,
    Channel,
    Consent,
    DisclosedSection,
    Disclosure,
    Ground,
    Participation,
    Party,
    PartyKind,
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
from tests.cast import Cast, acting_as
from tests.conftest import IS_LONG
from tests.files import checked
from tests.pdf_text import pdf_text
from workflows.models import Notice, Outcome, Step, Task
from workflows.services.process import start_process
from workflows.services.queue import take_task
from workflows.services.task import complete_task

Heading = ReferralSection.Heading
RECEIVERS = ("worker", "teacher", "counsellor", "stranger", "neighbour")
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
SOCIAL, AUTHORITIES = {"worker", "neighbour"}, {"worker", "neighbour", "teacher"}
REACHED: dict[Ground, set[str]] = {
    Ground.CONSENT: {*AUTHORITIES, "stranger"},
    Ground.WITHIN_PROVIDER: {"counsellor"},
    Ground.DUTY: {*AUTHORITIES, "stranger"},
    Ground.HEALTH_25_12: SOCIAL,
    Ground.EXPECTED_25_12: SOCIAL,
}

EVERYTHING = list(product(Case.REFERRALS, Ground, RECEIVERS))
# The short profile takes every seventh, which meets each ground and each receiver.
COMBINATIONS = EVERYTHING if IS_LONG else EVERYTHING[::7]

PUBLIC = {PartyKind.DENTAL, PartyKind.CARE, PartyKind.SOCIAL}
REACHED_ON_PAPER: dict[Ground, set[PartyKind]] = {
    Ground.CONSENT: set(PartyKind),
    Ground.DUTY: set(PartyKind),
    Ground.HEALTH_25_12: PUBLIC,
    Ground.EXPECTED_25_12: PUBLIC,
}
EVERY_PAPER = list(product(Case.REFERRALS, Ground, PartyKind))
ON_PAPER = EVERY_PAPER if IS_LONG else EVERY_PAPER[::11]


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


@pytest.mark.parametrize(("kind", "ground", "to"), COMBINATIONS)
def test_the_receiver_reads_what_was_told_and_no_more(
    cast: Cast, caplog: pytest.LogCaptureFixture, kind: Case.Kind, ground: Ground, to: str
) -> None:
    by, receiver = cast.nurse, getattr(cast, to)
    made = write(kind, by)
    basis = Basis(ground, **ASKED.get(ground, {}))
    if ground == Ground.CONSENT and to != "counsellor":
        consent(made, receiver, by)
    if to not in REACHED.get(ground, set()):
        with pytest.raises(CaseError):
            send(made, receiver, basis, by)
        with acting_as(by):
            assert not Disclosure.objects.filter(case=made.case).exists()
            assert not Sending.objects.filter(case=made.case).exists()
            assert not Participation.objects.filter(case=made.case).exclude(unit=by.unit).exists()
        return

    with caplog.at_level(logging.DEBUG):
        send(made, receiver, basis, by)
        with acting_as(by):
            task = next(t for t in Task.objects.filter(case=made.case) if t.step == Step.ANSWER_REFERRAL)
        if receiver.unit.is_closed:
            take_task(task=task.pk, by=receiver)
        seen = pages(made, receiver)
        saved = download(made, receiver)
        sent = file(signed_in(by), "sending_pdf", made.case.pk, sending_of(made, by).pk)

    title, content = made.file_words[:2]
    exactly = {*made.told.values(), *made.names, title}
    assert words_in(seen["page"]) == words_in(seen["file"]) == words_in(sent) == exactly
    assert saved == content
    assert [name for name, html in seen.items() if title in html] == ["page", "task", "file"]
    secret = made.secret
    assert [text for text in made.told.values() if text not in seen["page"] or text not in seen["task"]] == []
    assert [(name, text) for name, html in seen.items() for text in secret if text in html] == []
    assert [text for text in made.told.values() if text in seen["search"] or text in seen["inbox"]] == []
    assert made.names[0] in seen["search"]
    assert_told_nowhere(made, receiver, caplog)
    assert_told_nowhere(made, by, caplog)


@pytest.mark.parametrize(("kind", "ground", "to"), ON_PAPER)
def test_a_paper_holds_what_was_told_and_no_more(
    cast: Cast, caplog: pytest.LogCaptureFixture, kind: Case.Kind, ground: Ground, to: PartyKind
) -> None:
    by, party = cast.nurse, Party("Ekbackens skola", to)
    made = write(kind, by)
    basis = Basis(ground, **ASKED.get(ground, {}))
    if ground == Ground.CONSENT:
        consent(made, party, by)
    if to not in REACHED_ON_PAPER.get(ground, set()):
        with pytest.raises(CaseError):
            send(made, party, basis, by)
        with acting_as(by):
            assert not Disclosure.objects.filter(case=made.case).exists()
            assert not Sending.objects.filter(case=made.case).exists()
        return

    with caplog.at_level(logging.DEBUG):
        send(made, party, basis, by)
        client, key = signed_in(by), made.case.pk
        paper = file(client, "sending_pdf", key, sending_of(made, by).pk)
        ledger = read(client, reverse("disclosures", args=[key]))

    assert words_in(paper) == {*made.told.values(), *made.names}
    assert party.name in paper
    assert party.name in ledger
    assert words_in(ledger) == set()
    assert_told_nowhere(made, by, caplog)


def sending_of(made: Written, by: Assignment) -> Sending:
    with acting_as(by):
        return Sending.objects.get(case=made.case)


def assert_told_nowhere(made: Written, by: Assignment, caplog: pytest.LogCaptureFixture) -> None:
    """No word of it in the notices of `by`, nor in what the server has logged."""
    with acting_as(by):
        notices = "".join(str(vars(each)) for each in Notice.objects.all())
    every = {*made.names, *made.told.values(), *made.file_words, *made.secret}
    assert every & words_in(notices + caplog.text) == set()
