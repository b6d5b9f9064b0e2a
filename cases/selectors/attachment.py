"""The attachments of a case as one reader may see them: the own unit's, and those it has been told of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Assignment, CareUnit
from cases.models import Attachment, Case, DisclosedSection, PlanMeeting, SectionKind, Summons
from cases.models.attachment import size_words
from cases.permissions import in_force, readable_to
from cases.selectors.consent import consent_covers
from cases.selectors.participation import participating_units

Place = Attachment.Place


@dataclass(slots=True)
class AttachmentLine:
    """One file. `row` is the own one; None for a copy that was told, whose key is that of its disclosed section.

    `told`: the units that have it. `may_withdraw` is for who may write there at all.
    """

    key: UUID
    title: str
    media: str
    size: int
    scan: str
    unit: str
    who: str
    at: datetime
    row: Attachment | None = None
    told: list[str] = field(default_factory=list)
    was_told: bool = False

    @property
    def may_withdraw(self) -> bool:
        return self.row is not None and not self.row.is_withdrawn and not self.was_told

    @property
    def size_words(self) -> str:
        return size_words(self.size)

    @property
    def is_scanned(self) -> bool:
        return self.scan == Attachment.Scan.CLEAN

    @property
    def scan_words(self) -> str:
        return str(Attachment.Scan(self.scan).label)


@dataclass(frozen=True, slots=True)
class UnitToTell:
    """A unit that takes part, whether it may know of the file's topic, and whether it has the file."""

    unit: CareUnit
    may_be_told: bool
    is_told: bool


def attachments_of(
    case: Case, reader: Assignment, place: Attachment.Place, *, meeting: PlanMeeting | None = None
) -> list[AttachmentLine]:
    """In the order they came; three statements."""
    own = own_attachments(case, reader, place, meeting=meeting)
    copies = DisclosedSection.objects.filter(case=case, kind=SectionKind.ATTACHMENT)
    lines = {row.pk: _own_line(row) for row in own}
    for copy in copies.filter(origin__in=lines).select_related("receiver_unit").order_by("created_at"):
        line = lines[copy.origin]
        line.was_told = True
        if copy.ended_at is None and copy.receiver_unit:
            line.told.append(copy.receiver_unit.name)
    of = {"content__place": place, "content__meeting": str(meeting.pk) if meeting else None}
    received = readable_to(reader, copies.filter(**of)).exclude(origin__in=lines)
    latest = {copy.origin: copy for copy in received.select_related("disclosure").order_by("created_at")}
    return [*lines.values(), *(_received_line(copy) for copy in latest.values())]


def own_attachments(
    case: Case, reader: Assignment, place: Attachment.Place, *, meeting: PlanMeeting | None = None
) -> Iterable[Attachment]:
    """Those of the reader's unit, the removed ones too."""
    rows = readable_to(reader, Attachment.objects.filter(case=case, place=place, meeting=meeting))
    return rows.select_related("about", "owner_unit", "written_by", "withdrawn_by").order_by("created_at", "pk")


def units_to_tell(row: Attachment, by: Assignment) -> list[UnitToTell]:
    """Who takes part in the plan, or was called to the meeting, besides the own unit."""
    units = [unit for unit in participating_units(row.case) if unit.pk != by.unit_id]
    if row.meeting_id is not None:
        called = Summons.objects.filter(meeting=row.meeting_id, withdrawn_at=None).values_list("unit_id", flat=True)
        units = [unit for unit in units if unit.pk in set(called)]
    told = DisclosedSection.objects.filter(in_force(), origin=row.pk, edition=row.edition)
    has = set(told.values_list("receiver_unit_id", flat=True))
    return [UnitToTell(unit, _may_be_told(row, unit, by), unit.pk in has) for unit in units]


def _may_be_told(row: Attachment, unit: CareUnit, by: Assignment) -> bool:
    return unit.provider_id == by.unit.provider_id or consent_covers(row.case, row.topic, row.about_id, unit.pk)


def _own_line(row: Attachment) -> AttachmentLine:
    facts: dict[str, Any] = {"size": row.size, "scan": row.scan, "unit": row.owner_unit.name, "row": row}
    media = str(row.get_media_type_display())
    return AttachmentLine(row.pk, row.title, media, who=row.written_by.full_name, at=row.created_at, **facts)


def _received_line(copy: DisclosedSection) -> AttachmentLine:
    said = copy.content
    media = str(Attachment.MediaType(said["media_type"]).label)
    facts = {"size": said["size"], "scan": said["scan"], "unit": said["unit"], "who": said["written_by"]}
    return AttachmentLine(copy.pk, said["title"], media, at=copy.disclosure.disclosed_at, **facts)
