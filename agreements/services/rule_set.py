"""Who is bound by an agreement, and which centres it knows. What it says is written in versions (version.py)."""

from datetime import date

from django.db.models import Q

from accounts.acting import act
from accounts.models import Assignment, FamilyCentre, Principal
from agreements.errors.agreement import AgreementError, AlreadyLetIn, AlreadyParty, NoParties, SlugTaken
from agreements.models import AgreementCentre, RuleSet, RuleSetParty


@act
def make_rule_set(
    *,
    slug: str,
    title: str,
    kind: RuleSet.Kind,
    by: Assignment | None,
    parent: RuleSet | None = None,
    review_interval_years: int | None = None,
    review_owner: str = "",
    quality_method: str = "",
) -> RuleSet:
    """A rule set that says nothing yet. Raises SlugTaken."""
    if RuleSet.objects.filter(slug=slug).exists():
        raise SlugTaken
    return RuleSet.objects.create(
        slug=slug,
        title=title,
        kind=kind,
        parent=parent,
        review_interval_years=review_interval_years,
        review_owner=review_owner,
        quality_method=quality_method,
    )


@act
def sign(
    *,
    rule_set: RuleSet,
    principal: Principal,
    valid_from: date,
    by: Assignment | None,
    valid_to: date | None = None,
) -> RuleSetParty:
    """The principal is party from that day. Raises NoParties for a law or guideline, AlreadyParty."""
    _lock(rule_set)
    if not rule_set.is_agreement:
        raise NoParties
    others = RuleSetParty.objects.filter(rule_set=rule_set, principal=principal)
    others = others.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
    if valid_to is not None:
        others = others.filter(valid_from__lte=valid_to)
    if others.exists():
        raise AlreadyParty
    return RuleSetParty.objects.create(rule_set=rule_set, principal=principal, valid_from=valid_from, valid_to=valid_to)


@act
def leave(*, party: RuleSetParty, last_day: date, by: Assignment | None) -> RuleSetParty:
    """The principal is no party after `last_day`. Raises AgreementError for a day before it signed."""
    if last_day < party.valid_from:
        raise AgreementError(field="valid_to")
    party.valid_to = last_day
    party.save(update_fields=["valid_to"])
    return party


@act
def let_in(*, rule_set: RuleSet, centre: FamilyCentre, valid_from: date, by: Assignment | None) -> AgreementCentre:
    """The agreement knows the centre: its rounds ask it. Raises NoParties, AlreadyLetIn."""
    _lock(rule_set)
    if not rule_set.is_agreement:
        raise NoParties
    if AgreementCentre.objects.filter(rule_set=rule_set, centre=centre).exists():
        raise AlreadyLetIn
    return AgreementCentre.objects.create(rule_set=rule_set, centre=centre, valid_from=valid_from)


def _lock(rule_set: RuleSet) -> None:
    RuleSet.objects.select_for_update().get(pk=rule_set.pk)
