"""A patient as a parent, as the own unit reads it; and which code a talk has on its day."""

from datetime import date

from django.db.models import Q

from accounts.models import Assignment
from cases.models import CareCode, Case, Parenthood, ParenthoodTalk, PatientChild
from cases.permissions import readable_to


def parenthood_of(case: Case, by: Assignment) -> Parenthood | None:
    """None where the contact has none, or it is not the acting unit's."""
    rows = readable_to(by, Parenthood.objects.filter(case=case))
    return rows.select_related("case", "about", "written_by", "owner_unit").first()


def children_of(case: Case, by: Assignment) -> list[PatientChild]:
    """The children that the patient has told of, the oldest first; without those written by mistake."""
    rows = readable_to(by, PatientChild.objects.filter(case=case, is_gone=False))
    return sorted(rows, key=lambda child: (child.age is None, -(child.age or 0), child.created_at))


def talks_of(case: Case, by: Assignment) -> list[ParenthoodTalk]:
    """The newest first."""
    rows = readable_to(by, ParenthoodTalk.objects.filter(case=case))
    return list(rows.select_related("code", "written_by").order_by("-held_on", "-created_at"))


def code_for(use: str, on: date) -> CareCode | None:
    """The code of that use in force that day; the newest where lists overlap."""
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    return CareCode.objects.filter(in_force, use=use, valid_from__lte=on).order_by("-valid_from", "code").first()
