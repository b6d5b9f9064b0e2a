"""Who takes part, what each unit sees and why: said with the same conditions that enforce it (cases/permissions)."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import Assignment, CareUnit
from cases.models import Case, Consent, Disclosure, Participation, Topic
from cases.permissions import in_force
from cases.selectors.participation import may_end_part, participations

Reason = Participation.Reason


@dataclass(slots=True)
class Seen:
    """One unit: its people in the case, what it sees in a few words, and why, paragraph by paragraph.

    `ends`: whose part the reader may end, by name, and where.
    """

    unit_name: str
    is_you: bool
    people: list[str]
    is_responsible: bool
    sees_words: str
    why: list[str]
    not_shared: str = ""
    is_open: bool = False
    topics: set[str] = field(default_factory=set)
    ends: list[tuple[str, str]] = field(default_factory=list)


def who_sees(case: Case, assignment: Assignment, lead_unit_id: int | None) -> list[Seen]:
    """Every participating unit; the grounds of another unit only where the reader's side knows them."""
    rows = participations(case)
    told = _disclosures(case)
    kept = _not_shared(case) if assignment.unit.provider_id == case.owner_unit.provider_id else ""
    units = list({row.unit_id: row.unit for row in rows}.values())
    return [
        _seen(case, unit, [r for r in rows if r.unit_id == unit.pk], told, assignment, lead_unit_id, kept)
        for unit in units
    ]


def _seen(
    case: Case,
    unit: CareUnit,
    rows: list[Participation],
    told: dict[int, list[Disclosure]],
    assignment: Assignment,
    lead_unit_id: int | None,
    kept: str,
) -> Seen:
    is_own_side = unit.provider_id == case.owner_unit.provider_id
    disclosures = told.get(unit.pk, [])
    topics = {topic for row in disclosures for topic in row.topics}
    return Seen(
        unit_name=unit.name,
        is_you=unit.pk == assignment.unit_id,
        people=[row.user.full_name for row in rows if row.user],
        is_responsible=unit.pk == lead_unit_id,
        sees_words=_sees_words(case, unit, assignment, topics),
        why=[*_why_open(unit, rows), *_grounds(disclosures)],
        not_shared="" if is_own_side else kept,
        topics=topics,
        ends=[(name, reverse("end_part", args=[case.pk, row.pk])) for name, row in _endable(case, rows, assignment)],
    )


def _endable(case: Case, rows: list[Participation], assignment: Assignment) -> list[tuple[str, Participation]]:
    """The unit's own part first. A person is listed once, also when named twice; the owner's last one stays."""
    found: dict[str, Participation] = {}
    named = {row.user_id for row in rows if row.user_id}
    is_last = len(named) == 1 and rows[0].unit.is_closed and rows[0].unit_id == case.owner_unit_id
    for row in sorted(rows, key=lambda row: row.user is not None):
        if not (row.user and is_last) and may_end_part(assignment, case, unit=row.unit, user=row.user):
            found.setdefault(row.user.full_name if row.user else row.unit.name, row)
    return list(found.items())


def _sees_words(case: Case, unit: CareUnit, assignment: Assignment, topics: set[str]) -> str:
    """What is known to the reader: a disclosure is known to who told and who was told, not to a third provider."""
    if unit.provider_id == case.owner_unit.provider_id:
        return _("Sees all that its side has written")
    if assignment.unit.provider_id not in (unit.provider_id, case.owner_unit.provider_id) and not topics:
        return _("What it has been told is between it and %(unit)s") % {"unit": case.owner_unit.name}
    return _sees(topics)


def _why_open(unit: CareUnit, rows: list[Participation]) -> list[str]:
    by_unit = next((row for row in rows if row.user is None), rows[0])
    since = date_format(localtime(by_unit.valid_from), "j F")
    words = {
        Participation.Role.OWNER: _("Owns the case since %(day)s."),
        Participation.Role.CALLED: _("Was called to the plan on %(day)s."),
        Participation.Role.INVITED: _("Was invited to the plan on %(day)s."),
        Participation.Role.COORDINATOR: _("Coordinates the meetings since %(day)s."),
    }
    who = _("Only the people named here, their substitutes and the unit's manager open it.")
    everyone = _("Everybody at the unit whose profession takes part in cases opens it.")
    return [words[Participation.Role(by_unit.role)] % {"day": since}, who if unit.is_closed else everyone]


def _grounds(disclosures: list[Disclosure]) -> list[str]:
    if not disclosures:
        return []
    last = min((row.valid_to for row in disclosures if row.valid_to), default=None)
    ground = disclosures[0].get_ground_display()
    if last is None:
        return [_("On the ground: %(ground)s.") % {"ground": ground}]
    words = _("On the ground: %(ground)s. Holds until %(day)s.")
    return [words % {"ground": ground, "day": date_format(last, "j F Y")}]


def _sees(topics: set[str]) -> str:
    told = sorted(str(Topic(topic).label) for topic in topics if topic != Topic.IDENTITY)
    if told:
        return _("Sees what it has been told: %(topics)s") % {"topics": ", ".join(told).lower()}
    return _("Sees who it is about, and the call") if topics else _("Sees that it is called, nothing more")


def _disclosures(case: Case) -> dict[int, list[Disclosure]]:
    found: dict[int, list[Disclosure]] = {}
    for row in Disclosure.objects.filter(in_force(), case=case).order_by("disclosed_at"):
        if row.receiver_unit_id is not None:
            found.setdefault(row.receiver_unit_id, []).append(row)
    return found


def _not_shared(case: Case) -> str:
    kept = Consent.objects.filter(case=case, withdrawn_at=None).values_list("not_shared", flat=True)
    topics = {topic for row in kept for topic in row}
    return ", ".join(sorted(str(Topic(topic).label).lower() for topic in topics))
