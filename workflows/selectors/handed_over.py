"""How far a hand-over between clinics has come, as the sender's page of the contact and the receiver's see it."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Assignment
from accounts.templatetags.samplan import full_date
from cases.ages import in_weeks
from cases.models import Birth, Case, HealthContact, Referral
from cases.permissions import visible_to
from cases.services.birth import births_of
from cases.services.handing_on import moves_of


@dataclass(frozen=True, slots=True)
class BornChild:
    """A child of the birth in words, how its hand-over stands, and what can be done. Urls are empty where nothing."""

    name: str
    detail: str
    standing: str = ""
    url: str = ""
    hand_over_url: str = ""
    correct_url: str = ""
    give_url: str = ""


def enrolled_from(referral: Case) -> HealthContact | None:
    """The contact that the own clinic began from a hand-over."""
    return HealthContact.objects.filter(came_by=referral).first()


def enrolment(case: Case, referral: Referral, by: Assignment) -> dict[str, str]:
    """Where the receiving clinic goes on from a hand-over it has taken: to enrol, or to the contact it began."""
    is_taken = referral.state in (Referral.State.ACCEPTED, Referral.State.FED_BACK)
    if referral.purpose == Referral.Purpose.OTHER or not is_taken or referral.sender_unit_id == by.unit_id:
        return {}
    contact = enrolled_from(case)
    if contact is not None:
        return {"enrol_url": reverse("contact", args=[contact.case_id]), "enrol_label": _("To the contact")}
    if not by.rights.opens_new:
        return {}
    return {"enrol_url": reverse("enrol_handed_over", args=[case.pk]), "enrol_label": _("Enrol at your clinic")}


def moves_shown(contact: HealthContact) -> list[Referral]:
    """To which clinics it is being handed over, and how that stands, the latest first."""
    return list(moves_of(contact).select_related("case").order_by("-case__opened_at"))


def born_children(case: Case, by: Assignment, *, may_write: bool) -> list[BornChild]:
    rows = births_of(case)
    states = dict(_states({row.handed_over_in for row in rows if row.handed_over_in}, by))
    return [_born(row, states.get(row.handed_over_in, ""), may_write and case.is_open) for row in rows]


def _states(keys: set[UUID], by: Assignment) -> list[tuple[UUID | None, str]]:
    rows = Referral.objects.filter(case__in=visible_to(by).filter(pk__in=keys)).select_related("case")
    return [(row.case_id, str(row.get_state_display())) for row in rows]


def _born(row: Birth, standing: str, may_write: bool) -> BornChild:
    if row.outcome == Birth.Outcome.STILLBORN:
        return BornChild(str(row.get_outcome_display()), full_date(row.born_on))
    if row.child is None:
        return BornChild(_("Goes to other guardians"), full_date(row.born_on))
    words = {"day": full_date(row.born_on), "weeks": in_weeks(row.days_at_birth)}
    number = f"{row.child.number}. " if row.child.number else ""
    page = [row.case_id, row.pk]
    return BornChild(
        name=str(row.child),
        detail=number + _("Born %(day)s, week %(weeks)s") % words,
        standing=standing,
        url=reverse("referral", args=[row.handed_over_in]) if standing else "",
        hand_over_url=reverse("hand_over_child", args=page) if may_write and not row.handed_over_in else "",
        correct_url=reverse("correct_birth", args=page) if may_write else "",
        give_url=reverse("give_to_others", args=page) if may_write else "",
    )
