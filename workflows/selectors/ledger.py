"""Who has been told what, when and why: the list that the family may ask for, in a version for each guardian."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Assignment
from cases.models import Case, CasePerson, DisclosedSection, Disclosure, SectionKind, Sending, Topic
from cases.selectors.case import persons_in


@dataclass(frozen=True, slots=True)
class Told:
    """One hand-over. `parts`: what kind of thing, about what; empty where another provider told it, and keeps it."""

    at: datetime
    sender: str
    by: str
    receiver: str
    ground: str
    why: str
    parts: list[str]
    valid_to: date | None
    ended_at: datetime | None


def guardians(case: Case, reader: Assignment) -> list[CasePerson]:
    return [person for person in persons_in(case, reader) if person.has_custody]


def ledger_of(case: Case, reader: Assignment, *, reads: CasePerson | None = None) -> list[Told]:
    """The newest first. In the version for one guardian, what is about another one is left out, and so is its topic."""
    known = {row.pk: row for row in persons_in(case, reader)}
    others = {each.pk for each in guardians(case, reader) if each != reads}
    sections: dict[UUID, list[DisclosedSection]] = {}
    for section in DisclosedSection.objects.filter(case=case).order_by("created_at", "pk"):
        sections.setdefault(section.disclosure_id, []).append(section)
    rows = Disclosure.objects.filter(case=case).select_related("sender_unit", "receiver_unit", "disclosed_by")
    found = []
    for row in rows.order_by("-disclosed_at", "pk"):
        told = sections.get(row.pk, [])
        if reads is not None:
            if told and all(each.about_id in others for each in told):
                continue
            # Whom another provider wrote about is not known here, and so not told of.
            told = [each for each in told if each.about_id in known and each.about_id not in others]
        found.append(_told(row, told))
    found += _passed_on(case, {row.pk for row in rows})
    return sorted(found, key=lambda each: each.at, reverse=True)


def _passed_on(case: Case, seen: Collection[UUID]) -> list[Told]:
    """What another provider passed on for a reason of its own: that it did and to whom; why is with that one."""
    rows = Sending.objects.filter(case=case, forwarded_from__isnull=False, disclosure_id__isnull=False)
    rows = rows.exclude(disclosure_id__in=seen).select_related(
        "forwarded_from__receiver_unit", "receiver_unit", "sent_by"
    )
    return [
        Told(
            at=row.sent_at,
            sender=str(row.passed_on_by),
            by=row.sent_by.full_name,
            receiver=row.to,
            ground=_("A ground of %(unit)s's own. Ask there.") % {"unit": row.passed_on_by},
            why="",
            parts=[],
            valid_to=None,
            ended_at=None,
        )
        for row in rows
    ]


def _told(row: Disclosure, sections: list[DisclosedSection]) -> Told:
    parts = [f"{SectionKind(each.kind).label}: {Topic(each.topic).label}" for each in sections]
    return Told(
        at=row.disclosed_at,
        sender=row.sender_unit.name,
        by=row.disclosed_by.full_name,
        receiver=row.to,
        ground=str(row.get_ground_display()),
        why=" ".join(filter(None, (row.ground_section, row.get_ground_group_display(), row.ground_need))),
        parts=list(dict.fromkeys(parts)),
        valid_to=row.valid_to,
        ended_at=row.ended_at,
    )
