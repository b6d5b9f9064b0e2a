"""An agreement or a centre for an act, the units that can take part there, and what is arranged where."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from accounts.addresses import number_of
from accounts.models import Assignment, CareUnit, FamilyCentre
from agreements.models import AgreementCentre, Place, RuleSet, RuleSetParty
from agreements.permissions import Right, agreements_for, centres_for, may_at
from agreements.selectors.rule_set import get_agreement_for

Leads = Callable[[Place], bool]


def get_place_for(assignment: Assignment, kind: str, key: str, right: Right = Right.SEE) -> Place:
    """By its address, for that act. Raises Http404 for whom it does not exist, PermissionDenied without the right."""
    if kind == Place.AGREEMENTS:
        rule_set = get_agreement_for(assignment, key, right)
        if not rule_set.is_agreement:
            raise Http404
        return Place(rule_set=rule_set)
    number = number_of(key)
    if kind != Place.CENTRES or number is None:
        raise Http404
    place = Place(centre=centres_for(assignment).filter(pk=number).first())
    if place.centre is None:
        raise Http404
    return require_right(assignment, place, right)


def require_right(assignment: Assignment, place: Place, right: Right) -> Place:
    """Raises PermissionDenied."""
    if right != Right.SEE and not may_at(assignment, right, place):
        raise PermissionDenied
    return place


def leads_at(assignment: Assignment) -> Leads:
    """`may_at` for LEAD, of as many places as are asked for: two questions in all."""
    agreements = set(agreements_for(assignment, Right.LEAD).values_list("pk", flat=True))
    centres = set(centres_for(assignment, Right.LEAD).values_list("pk", flat=True))

    def leads(place: Place) -> bool:
        if place.rule_set is not None:
            return place.rule_set.pk in agreements
        return place.centre is not None and place.centre.pk in centres

    return leads


def known_at(rule_sets: "QuerySet[RuleSet] | list[RuleSet]", day: str) -> Exists:
    """The row's centre was known to one of the agreements on the row's `day`."""
    known = AgreementCentre.objects.filter(rule_set__in=rule_sets, centre=OuterRef("centre"))
    return Exists(known.filter(Q(valid_to=None) | Q(valid_to__gte=OuterRef(day)), valid_from__lte=OuterRef(day)))


def rows_for(rows: QuerySet, assignment: Assignment, *, day: str = "") -> QuerySet:
    """Of rows at a place those that exist for `assignment`; with `day` also what a centre did while it was known."""
    seen = agreements_for(assignment)
    found = Q(rule_set__in=seen) | Q(centre__in=centres_for(assignment))
    return rows.filter(found | Q(known_at(seen, day)) if day else found)


def rows_at(rows: QuerySet, place: Place, *, day: str) -> QuerySet:
    """An agreement's own, and of its centres what lies within their time there; or one centre's."""
    if place.rule_set is None:
        return rows.filter(centre=place.centre)
    return rows.filter(Q(rule_set=place.rule_set) | Q(known_at([place.rule_set], day)))


def centres_at(place: Place, assignment: Assignment) -> list[FamilyCentre]:
    """The agreement's centres that the reader may see, by name."""
    if place.rule_set is None:
        return [place.centre] if place.centre else []
    known = AgreementCentre.objects.filter(rule_set=place.rule_set).values("centre")
    return list(centres_for(assignment).filter(pk__in=known).order_by("name"))


def units_of(place: Place) -> QuerySet[CareUnit]:
    """The units of the parties, and those placed at the centres: whoever has ever been either, by name."""
    if place.rule_set is not None:
        rule_sets, centres = [place.rule_set.pk], AgreementCentre.objects.filter(rule_set=place.rule_set)
        placed = Q(placements__centre__in=centres.values("centre"))
    else:
        rule_sets = list(AgreementCentre.objects.filter(centre=place.centre).values_list("rule_set", flat=True))
        placed = Q(placements__centre=place.centre)
    parties = RuleSetParty.objects.filter(rule_set__in=rule_sets).values("principal")
    keys = CareUnit.objects.filter(Q(provider__principal__in=parties) | placed).values("pk")
    return CareUnit.objects.filter(pk__in=keys).order_by("name")
