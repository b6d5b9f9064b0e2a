"""The two predicates, and the decision beside them. Nothing else in Samplan says who sees what.

`visible_to`: which cases exist for an assignment. `readable_to`: which content in them. The row policies of the
database say the same (cases/migrations/sql/0001_policies.sql); a generated test holds the two against each other.
"""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Assignment
from accounts.roles import Action
from cases.models import Case, CaseAccess, DisclosedSection, Topic
from cases.models.base import Content, ContentOfUnit

M = TypeVar("M", bound=Model)

# What can still be done in a closed case.
AFTER_CLOSURE = frozenset({Action.SEE, Action.READ})
# What the provider that owns the case answers for to the family: no called unit does it.
OWNERS_ALONE = frozenset({Action.CONSENT, Action.CLOSE})


def access_of(assignment: Assignment) -> QuerySet[CaseAccess]:
    """The openings an assignment has now: by its unit where that is open, by name, or as the unit's manager."""
    rights = assignment.rights
    if not rights.opens_cases or not assignment.is_in_force:
        return CaseAccess.objects.none()
    now = Now()
    openings = CaseAccess.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now), unit_id=assignment.unit_id, valid_from__lte=now
    )
    if rights.manages:
        return openings
    by_name = Q(user_id__in=assignment.user_ids)
    return openings.filter(by_name if rights.coordinates else by_name | Q(user=None, is_closed=False))


def visible_to(assignment: Assignment) -> QuerySet[Case]:
    """The cases that exist for this assignment."""
    return Case.objects.filter(Exists(access_of(assignment).filter(case=OuterRef("pk"))))


def readable_to(assignment: Assignment, rows: QuerySet[M]) -> QuerySet[M]:
    """Of `rows`, what this assignment may read: its provider's own, or what was disclosed to its unit and still holds.

    Takes a queryset of a Content model or of DisclosedSection; raises TypeError for any other.
    """
    within_topics = Q(topics=[]) | Q(topics__contains=[OuterRef("topic")])
    if issubclass(rows.model, Content):
        access = access_of(assignment).filter(within_topics, case=OuterRef("case"))
        rows = rows.filter(Exists(access), owner_provider_id=assignment.unit.provider_id)
        return rows.filter(owner_unit_id=assignment.unit_id) if issubclass(rows.model, ContentOfUnit) else rows
    if rows.model is DisclosedSection:
        access = access_of(assignment).filter(case=OuterRef("case"))
        limited = access.filter(within_topics)
        return rows.filter(
            Exists(limited) | Q(Exists(access), topic=Topic.IDENTITY), in_force(), receiver_unit_id=assignment.unit_id
        )
    raise TypeError(f"{rows.model.__name__} is no content")


def in_force() -> Q:
    """Disclosures and their sections that still hold: what `readable_to` reads, and what pages say a unit may read."""
    return Q(ended_at=None) & (Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))


def is_allowed(assignment: Assignment, action: Action, case: Case) -> bool:
    """Whether the role may do this in a case that it sees, as the case stands."""
    if action in OWNERS_ALONE and case.owner_unit.provider_id != assignment.unit.provider_id:
        return False
    return action in assignment.rights.actions and (case.is_open or action in AFTER_CLOSURE)


def may(assignment: Assignment, action: Action, case: Case) -> bool:
    """Whether this assignment may do this in this case now: its role says so, it sees the case, the case is open."""
    return is_allowed(assignment, action, case) and visible_to(assignment).filter(pk=case.pk).exists()
