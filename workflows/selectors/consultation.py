"""What the page of a consultation says besides the posts: who reads it and why, and where one can go on."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import Assignment
from accounts.selectors.team import teams_of
from cases.models import Case, Consultation, Participation
from cases.selectors.participation import participations

Reason = Participation.Reason


@dataclass(frozen=True, slots=True)
class Reader:
    """A unit that reads the consultation, and why."""

    unit_name: str
    provider_name: str
    is_you: bool
    why: str


def readers_of(case: Case, consultation: Consultation, by: Assignment) -> list[Reader]:
    """Every unit in the case: from the rows that open it (cases/permissions.py)."""
    return [
        Reader(row.unit.name, row.unit.provider.name, row.unit_id == by.unit_id, _why(row, consultation))
        for row in participations(case)
        if row.user_id is None
    ]


def referral_url(case: Case) -> str:
    """Where a referral begins with the question taken along."""
    return f"{reverse('start_referral')}?{urlencode({'consultation': str(case.pk)})}"


def list_crumb() -> dict[str, str]:
    return {"label": _("Consultations"), "url": reverse("consultations")}


def consultation_crumbs(
    case: Case, consultation: Consultation, by: Assignment, *, is_here: bool = False
) -> list[dict[str, str]]:
    """To the consultation's page, by way of the team's board for who is in the team; `is_here` on that page itself."""
    crumbs = [list_crumb()]
    team = consultation.team
    if team is not None and teams_of(by.unit).filter(pk=team.pk).exists():
        crumbs.append({"label": team.name, "url": reverse("team", args=[team.pk])})
    here = {"label": case.number}
    return [*crumbs, here if is_here else here | {"url": reverse("consultation", args=[case.pk])}]


def _why(row: Participation, consultation: Consultation) -> str:
    if row.role == Participation.Role.OWNER:
        return _("Asked the question.")
    if row.reason == Reason.TOOK_OVER:
        return _("Took over from a unit that closed down.")
    if consultation.team is not None:
        return _("Is in %(team)s, which was asked.") % {"team": consultation.team.name}
    return _("Was asked.")
