"""Attaching a file to a referral, a plan or minutes, taking it away again, and telling others of it one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError, NotConsented
from cases.files import remove_file, write_file
from cases.media import ENDINGS, clean_title, ending_of, media_type_of
from cases.models import (
    Attachment,
    Case,
    CasePerson,
    DisclosedSection,
    Disclosure,
    Ground,
    PlanMeeting,
    SectionKind,
    Topic,
)
from cases.models.attachment import size_words
from cases.models.base import Content
from cases.selectors.attachment import units_to_tell
from cases.selectors.section import freeze
from cases.services.content import new_content
from cases.services.disclosure import BY_CONSENT, Basis, Section, disclose
from cases.services.guards import lock_case, lock_plan, lock_referral, require_open
from cases.services.scan import scan

Place = Attachment.Place
TYPES = _("Attach a PDF, an image (JPEG, PNG, GIF or WebP) or a plain text.")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be attached: `check_file` alone makes it."""

    content: bytes
    title: str
    media_type: Attachment.MediaType
    scan: Attachment.Scan
    sha256: str


def check_file(*, name: str, size: int, content: bytes) -> CheckedFile:
    """What the file is and that it holds what its name says, scanned. Takes no lock: a scanner may be slow.

    `size` is what was sent, of which `content` is nothing when it was too much. Raises CaseError, Infected and
    ScannerSilent with `field` file.
    """
    if size > settings.ATTACHMENT_BYTES:
        limits = {"size": size_words(size), "limit": size_words(settings.ATTACHMENT_BYTES)}
        raise CaseError(_("The file is %(size)s. There is room for %(limit)s.") % limits, field="file")
    kind, ending = media_type_of(content), ending_of(name)
    if kind is None and ending not in ENDINGS:
        raise CaseError(TYPES, field="file")
    if kind is None or (ending and ENDINGS.get(ending) != kind):
        raise CaseError(
            _("What is in the file is not what its name says. Save it anew in the program it comes from."), field="file"
        )
    title = clean_title(name) or str(_("Attachment"))
    return CheckedFile(content, title, kind, scan(content), sha256(content).hexdigest())


@act
def attach_file(
    *,
    case: Case,
    place: Attachment.Place,
    file: CheckedFile,
    topic: Topic,
    about: CasePerson,
    by: Assignment,
    title: str = "",
    meeting: PlanMeeting | None = None,
) -> Attachment:
    """Stores the file, for the own unit alone. Called `title`, or as the file was.

    Raises CaseClosed, Undocumented; CaseError from another unit than writes there, for the same file once more and
    for one too many.
    """
    _lock(case, place, by, meeting)
    there = Attachment.objects.filter(case=case, withdrawn_at=None)
    same = there.filter(place=place, meeting=meeting, owner_unit=by.unit, sha256=file.sha256).first()
    if same is not None:
        raise CaseError(_("The same file is here already, as %(title)s.") % {"title": same.title}, field="file")
    if there.count() >= settings.ATTACHMENTS_PER_CASE:
        most = {"most": settings.ATTACHMENTS_PER_CASE}
        raise CaseError(_("There are %(most)s files already. Remove one that nobody needs.") % most, field="file")
    stored = write_file(file.content)
    try:
        return new_content(
            Attachment,
            case=case,
            by=by,
            topic=topic,
            about=about,
            place=place,
            meeting=meeting,
            title=clean_title(title) or file.title,
            media_type=file.media_type,
            size=len(file.content),
            sha256=file.sha256,
            scan=file.scan,
            stored=stored,
        )
    except BaseException:
        remove_file(stored)
        raise


@act
def withdraw_attachment(*, attachment: Attachment, reason: Attachment.WithdrawalReason, by: Assignment) -> Attachment:
    """Takes away a file that nobody has been told of: it goes, the row stays with the reason.

    Raises CaseClosed; CaseError where it has been told, as somebody else's document it stays.
    """
    _lock(attachment.case, Place(attachment.place), by, attachment.meeting)
    row = _standing(attachment)
    if DisclosedSection.objects.filter(origin=row.pk).exists():
        raise CaseError(_("Others have been told of this file. It is theirs as well, and stays."))
    stored = row.stored
    row.stored, row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = None, timezone.now(), by.user, reason
    row.save(update_fields=["stored", "withdrawn_at", "withdrawn_by", "withdrawn_reason", "written_at"])
    if stored is not None:
        transaction.on_commit(lambda: remove_file(stored))
    return row


@act
def tell_attachment(*, attachment: Attachment, receivers: Iterable[CareUnit], by: Assignment) -> list[Disclosure]:
    """Hands a file of a plan or of minutes to each unit that was ticked; a referral's goes with the referral.

    Raises CaseClosed; NotConsented, and nothing is told, where one of them may not know of its topic; CaseError
    without a unit, and for one that does not take part.
    """
    _lock(attachment.case, Place(attachment.place), by, attachment.meeting)
    row = _standing(attachment)
    units = list(receivers)
    if not units:
        raise CaseError(_("Choose at least one unit."), field="units")
    known = {each.unit.pk: each for each in units_to_tell(row, by)}
    if any(unit.pk not in known for unit in units):
        raise CaseError(_("The unit does not take part here any more."), field="units")
    if not all(known[unit.pk].may_be_told for unit in units):
        raise NotConsented(field="units")
    news = [unit for unit in units if not known[unit.pk].is_told]
    return [
        disclose(case=row.case, receiver=unit, sections=[_section(row)], by=by, basis=_basis(unit, by)) for unit in news
    ]


def require_standing(rows: Sequence[Content]) -> None:
    """No attachment among them was taken away meanwhile. The caller holds the case's lock. Raises CaseError."""
    for row in rows:
        if isinstance(row, Attachment):
            _standing(row)


def _standing(attachment: Attachment) -> Attachment:
    """As it is after the lock. Raises CaseError for one that was taken away."""
    row = Attachment.objects.select_related("case__owner_unit", "about", "owner_unit", "written_by").get(
        pk=attachment.pk
    )
    if row.is_withdrawn:
        raise CaseError(_("%(title)s has been removed.") % {"title": row.title})
    return row


def _section(row: Attachment) -> Section:
    return Section(SectionKind.ATTACHMENT, row.topic, row.about, row.pk, row.edition, freeze(row))


def _basis(unit: CareUnit, by: Assignment) -> Basis:
    return Basis(Ground.WITHIN_PROVIDER) if unit.provider_id == by.unit.provider_id else BY_CONSENT


def _lock(case: Case, place: Attachment.Place, by: Assignment, meeting: PlanMeeting | None) -> None:
    """The case, and the shell of what it belongs to: nothing is told and taken away, or taken back, at once.

    Raises CaseClosed, CaseError.
    """
    lock_case(case)
    if place == Place.REFERRAL:
        writer: Any = lock_referral(case).sender_unit_id
    else:
        lock_plan(case)
        writer = case.owner_unit_id if place == Place.MINUTES else by.unit_id
    require_open(case)
    if writer != by.unit_id:
        raise CaseError(_("Another unit writes here."))
    if meeting is not None and PlanMeeting.objects.get(pk=meeting.pk).status == PlanMeeting.Status.CANCELLED:
        raise CaseError(_("The meeting does not take place."))
