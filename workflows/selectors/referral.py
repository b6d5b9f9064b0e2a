"""A referral as its pages show it: what is written, what the receiver will see, what has been told and answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Assignment
from cases.models import (
    Case,
    CasePerson,
    DisclosedSection,
    Referral,
    ReferralAnswer,
    ReferralSection,
    SectionKind,
    Sending,
    Topic,
)
from cases.permissions import readable_to
from cases.selectors.case import persons_in
from cases.selectors.consent import Standing, standings
from cases.selectors.handing_on import with_schedule

Heading = ReferralSection.Heading


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a referral in words."""

    heading: str
    topic: str
    text: str
    at: datetime | None = None
    written_by: str = ""


@dataclass(slots=True)
class Preview:
    """Exactly what the receiver will see, and what stays."""

    people: list[CasePerson] = field(default_factory=list)
    told: list[Part] = field(default_factory=list)
    kept: list[Part] = field(default_factory=list)


def referral_of(case: Case) -> Referral:
    return Referral.objects.select_related("sender_unit__provider").get(case=case)


def own_sections(case: Case, reader: Assignment) -> dict[str, ReferralSection]:
    """Heading → what the own unit has written under it."""
    rows = readable_to(reader, ReferralSection.objects.filter(case=case)).order_by("created_at", "pk")
    return {row.heading: row for row in rows.select_related("about", "owner_unit", "written_by")}


def asked_people(case: Case, reader: Assignment) -> list[Standing]:
    """Who must consent before anything is told by consent, and how each stands."""
    return [each for each in standings(case, reader) if each.exception is None]


def consent_stands(asked: list[Standing]) -> str:
    """A mark that is another one when somebody has answered or taken an answer back."""
    answers = [each.consent for each in asked if each.consent is not None]
    return " ".join(f"{row.pk}{'-' if row.withdrawn_at else ''}" for row in answers)


def preview_of(
    case: Case, reader: Assignment, typed: Mapping[str, Any] | None, sections: Mapping[str, ReferralSection]
) -> Preview:
    """From what is being typed, or from what is saved where nothing is."""
    found = Preview(persons_in(case, reader))
    for heading in Heading:
        row = sections.get(heading.value)
        if typed is None:
            text, topic, tell = (row.text, row.topic, True) if row else ("", "", False)
        else:
            text, topic, tell = (typed.get(f"{name}_{heading.value}", "") for name in ("text", "topic", "tell"))
        if text.strip():
            label = str(Topic(topic).label) if topic in Topic.values else ""
            (found.told if tell else found.kept).append(
                Part(str(heading.label), label, with_schedule(text, row.schedule if row else None))
            )
    return found


def received(case: Case, reader: Assignment) -> list[Part]:
    """What the reader's unit has been told and may read, the latest edition of each part, in the order of headings.

    With it what the unit has written down of what a party without account said.
    """
    rows = readable_to(reader, DisclosedSection.objects.filter(case=case)).select_related("disclosure")
    latest: dict[Any, DisclosedSection] = {}
    # Files have a list of their own (cases/selectors/attachment.py).
    rows = rows.exclude(kind__in=(SectionKind.IDENTITY, SectionKind.ATTACHMENT))
    for row in rows.order_by("edition", "created_at"):
        latest[row.origin] = row
    heard = readable_to(reader, ReferralAnswer.objects.filter(case=case)).exclude(sending__party="")
    parts = [*map(as_part, latest.values()), *map(_as_heard, heard.select_related("sending", "written_by"))]
    return sorted(parts, key=lambda part: part.at or timezone.now())


def parts_to_pass_on(case: Case, reader: Assignment) -> list[DisclosedSection]:
    """What the reader's unit has been told of the referral: the latest edition of each, the parts before the files."""
    kinds = (SectionKind.REFERRAL, SectionKind.ATTACHMENT)
    rows = readable_to(reader, DisclosedSection.objects.filter(case=case, kind__in=kinds))
    rows = rows.select_related("disclosure__rests_on_unit").order_by("edition", "created_at")
    order = list(Heading.values)
    latest = {row.origin: row for row in rows}.values()
    return sorted(
        latest, key=lambda row: order.index(row.content["heading"]) if "heading" in row.content else len(order)
    )


def answered(case: Case, reader: Assignment) -> list[Part]:
    """What the reader's own unit has written back to the sender."""
    rows = readable_to(reader, ReferralAnswer.objects.filter(case=case, owner_unit=reader.unit_id))
    return [
        Part(str(row.get_kind_display()), str(row.get_topic_display()), row.text, row.written_at, str(row.written_by))
        for row in rows.select_related("written_by").order_by("written_at")
    ]


def sendings_of(case: Case) -> list[Sending]:
    rows = Sending.objects.filter(case=case).select_related(
        "receiver_unit__provider",
        "forwarded_from__receiver_unit",
        "suggested_unit",
        "sent_by",
        "answered_by",
        "disclosure",
    )
    return list(rows.order_by("-number"))


def _as_heard(row: ReferralAnswer) -> Part:
    heading = f"{ReferralAnswer.Kind(row.kind).label}: {row.sending.party}"
    return Part(heading, str(Topic(row.topic).label), row.text, row.written_at, row.written_by.full_name)


def as_part(row: DisclosedSection) -> Part:
    """A frozen part in words."""
    if row.kind == SectionKind.ANSWER:
        heading = str(ReferralAnswer.Kind(row.content["kind"]).label)
    else:
        heading = str(Heading(row.content["heading"]).label)
    at, by = row.disclosure.disclosed_at, row.content.get("written_by", "")
    text = with_schedule(row.content["text"], row.content.get("schedule"))
    return Part(heading, str(Topic(row.topic).label), text, at, by)
