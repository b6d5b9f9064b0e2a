"""A referral on paper: what one receiver was told, from the frozen copies and nothing else."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Assignment
from accounts.templatetags.samplan import full_date
from cases.models import Case, CasePerson, DisclosedSection, SectionKind, Sending
from cases.permissions import readable_to
from workflows.selectors.referral import as_part, referral_of

Paper = dict[str, Any]


def received_paper(case: Case, reader: Assignment) -> Paper:
    """For the receiver: all that its unit has been told by the sender and may read, the latest edition of each part."""
    referral = referral_of(case)
    told = readable_to(reader, DisclosedSection.objects.filter(case=case)).exclude(kind=SectionKind.ANSWER)
    facts = [
        (_("From"), f"{referral.sender_unit.name}, {referral.sender_unit.provider.name}"),
        (_("To"), f"{reader.unit.name}, {reader.unit.provider.name}"),
    ]
    return _paper(case, facts, told)


def sent_paper(case: Case, sending: Sending) -> Paper:
    """For the sender: what went with this sending, as it was then. The same paper goes to a party without account."""
    unit, given = case.owner_unit, sending.disclosure
    sections = DisclosedSection.objects.filter(case=case, sender_provider=unit.provider_id)
    told = Q(disclosure=given)
    if given is not None and given.receiver_unit_id is not None:
        # A unit is told once who it is about, by a hand-over of its own.
        known = {"kind": SectionKind.IDENTITY, "receiver_unit": given.receiver_unit_id}
        told |= Q(disclosure__disclosed_at__lte=sending.sent_at, **known)
    facts = [
        (_("From"), f"{unit.name}, {unit.provider.name}"),
        (_("To"), sending.to),
        (_("Sent"), full_date(sending.posted_on or timezone.localdate(sending.sent_at))),
    ]
    if given is not None:
        facts.append((_("Ground"), str(given.get_ground_display())))
        facts.append((_("Holds until"), full_date(given.valid_to) if given.valid_to else ""))
        facts.append((_("No longer holds since"), full_date(given.ended_at) if given.ended_at else ""))
    if sending.party:
        phone = sending.sent_by.phone or unit.phone
        facts.append((_("Answer to"), ", ".join(filter(None, (sending.sent_by.full_name, unit.name, phone)))))
    return _paper(case, facts, sections.filter(told))


def _paper(case: Case, facts: list[tuple[str, str]], sections: Iterable[DisclosedSection]) -> Paper:
    latest: dict[Any, DisclosedSection] = {}
    for row in sections.select_related("disclosure").order_by("edition", "created_at"):  # type: ignore[attr-defined]
        latest[row.origin] = row
    people = [row for row in latest.values() if row.kind == SectionKind.IDENTITY]
    people.sort(key=lambda row: (row.content["relation"] != CasePerson.Relation.SUBJECT, row.created_at))
    parts = [as_part(row) for row in latest.values() if row.kind == SectionKind.REFERRAL]
    files = [row.content["title"] for row in latest.values() if row.kind == SectionKind.ATTACHMENT]
    facts = [*facts, (_("Attachments, saved by themselves"), ", ".join(files))]
    kind = str(Case.Kind(case.kind).label)
    return {
        "heading": kind,
        "author": case.owner_unit.name,
        "foot": f"{kind}, {case.number}",
        "facts": [list(fact) for fact in facts if fact[1]],
        "about": _("Who it is about"),
        "people": [{"name": row.content["name"], "lines": _person(row.content)} for row in people],
        "parts": [
            {
                "heading": f"{part.heading} ({part.topic.lower()})",
                "lines": part.text.splitlines(),
                "by": part.written_by,
            }
            for part in parts
        ],
    }


def _person(content: dict[str, Any]) -> list[str]:
    relation = CasePerson.Relation(content["relation"])
    lines = [] if relation == CasePerson.Relation.SUBJECT else [str(relation.label)]
    if content.get("number"):
        lines.append(_("Number %(number)s") % {"number": content["number"]})
    if content["birth_date"]:
        lines.append(_("Born %(day)s") % {"day": full_date(date.fromisoformat(content["birth_date"]))})
    if content["expected_birth"]:
        lines.append(_("Expected %(day)s") % {"day": full_date(date.fromisoformat(content["expected_birth"]))})
    if content["needs_interpreter"]:
        lines.append(
            _("Needs an interpreter: %(language)s") % {"language": content["language"] or _("unknown language")}
        )
    return lines
