"""Who has been told what, when and why: the list that the family may ask for, in a version for each guardian."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.models import Assignment
from cases.models import Case, CasePerson, DisclosedSection, Disclosure, SectionKind, Topic
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
    return found


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
