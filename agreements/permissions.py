"""Who may do what with an agreement: the decision is the list asked for one. Nothing else in Samplan says it.

A right comes from the role, from the principal one works under, or from a grant on the agreement. A grant counts with
the acting assignment alone, and ends with it (accounts.permissions).
"""

from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit, FamilyCentre, Grant, Provider
from accounts.permissions import coordinated_centres, granted
from accounts.roles import Role
from agreements.models import AgreementCentre, Place, RoundCentre, RuleSet, RuleSetParty, SupportActivity

ANSWER, RELEASE = "answer_round", "release_counts"


class Right(StrEnum):
    """What can be done with an agreement; the words of `may(assignment, right, rule_set)`.

    SEE: read its rules. ADMINISTER: change them. LEAD: start rounds and lead them. CHECK: check the answers. ASSESS:
    judge the clauses. ADOPT: adopt reports. AUDIT: read the figures and how they came about, never a person.
    """

    SEE = "see"
    ADMINISTER = "administer"
    LEAD = "lead"
    CHECK = "check"
    ASSESS = "assess"
    ADOPT = "adopt"
    AUDIT = "audit"


COORDINATE, CHECK, AUDIT, ADOPT = "coordinate_agreement", "check_round", "audit_agreement", "adopt_report"

# What an administrator can appoint somebody for, in the order of a round.
APPOINTMENTS = {
    COORDINATE: _("Coordinates the agreement and leads its rounds"),
    CHECK: _("Checks the answers, in the working group"),
    ADOPT: _("Assesses the clauses and adopts the report"),
    AUDIT: _("Reads the figures, never a person"),
}

# Who is appointed for an agreement keeps its text too: J2, the parties appoint a coordinator together.
GIVEN_BY: dict[Right, tuple[str, ...]] = {
    Right.SEE: (COORDINATE, CHECK, AUDIT, ADOPT),
    Right.ADMINISTER: (COORDINATE,),
    Right.LEAD: (COORDINATE,),
    Right.CHECK: (CHECK,),
    Right.ASSESS: (ADOPT,),
    Right.ADOPT: (ADOPT,),
    Right.AUDIT: (COORDINATE, CHECK, AUDIT, ADOPT),
}
FOR_EVERYBODY = (RuleSet.Kind.LAW, RuleSet.Kind.GUIDELINE)


def agreements_for(assignment: Assignment, right: Right = Right.SEE) -> QuerySet[RuleSet]:
    """The rule sets this assignment may do that with today; laws and guidelines are read by all who work by them."""
    if not assignment.is_in_force:
        return RuleSet.objects.none()
    rights = assignment.rights
    if rights.administers and right in {Right.SEE, Right.ADMINISTER}:
        return RuleSet.objects.all()
    found = Q(pk__in=_granted_keys(assignment, GIVEN_BY[right]))
    works_by_it = rights.opens_cases or rights.sees_figures
    if (right == Right.SEE and works_by_it) or (right == Right.AUDIT and rights.sees_figures):
        found |= Q(pk__in=_signed_by(assignment))
    if right == Right.SEE:
        found |= Q(pk__in=answered_by(assignment).values("round__rule_set"))
        found |= Q(kind__in=FOR_EVERYBODY) if works_by_it else Q()
    return RuleSet.objects.filter(found)


def may(assignment: Assignment, right: Right, rule_set: RuleSet) -> bool:
    """Whether this assignment may do that with this agreement now."""
    return agreements_for(assignment, right).filter(pk=rule_set.pk).exists()


def holders(rule_set: RuleSet, *rights: Right) -> list[Assignment]:
    """Whose assignments give one of these rights on the agreement by a grant, by name; as `may` says of each.

    People: not the account that commands act as.
    """
    permissions = {permission for right in rights for permission in GIVEN_BY[right]}
    about = ContentType.objects.get_for_model(RuleSet)
    grants = Grant.objects.filter(permission__in=permissions, content_type=about, object_id=rule_set.pk)
    found = Assignment.objects.in_force().filter(pk__in=grants.values("assignment")).select_related("user", "unit")
    found = found.exclude(role=Role.SERVICE_ACCOUNT)
    return [each for each in found.order_by("user__full_name", "pk") if any(may(each, one, rule_set) for one in rights)]


def answered_by(assignment: Assignment) -> QuerySet[RoundCentre]:
    """The centres that this assignment answers for, each in its round, as the one named respondent."""
    return granted(assignment, ANSWER, RoundCentre).filter(respondent=assignment)


def asked_centres_for(assignment: Assignment) -> QuerySet[RoundCentre]:
    """The centres it may enter answers for: its own; on paper those it coordinates, and all of rounds it leads."""
    return _on_paper_for(assignment) | RoundCentre.objects.filter(pk__in=answered_by(assignment).values("pk"))


def may_answer(assignment: Assignment, asked: RoundCentre) -> bool:
    """The one named respondent of the centre, and nobody else with an older grant."""
    return answered_by(assignment).filter(pk=asked.pk).exists()


def may_enter_paper(assignment: Assignment, asked: RoundCentre) -> bool:
    """What came on paper is entered by a coordinator, of the agreement or of the centre itself."""
    return _on_paper_for(assignment).filter(pk=asked.pk).exists()


def _on_paper_for(assignment: Assignment) -> QuerySet[RoundCentre]:
    if not assignment.is_in_force:
        return RoundCentre.objects.none()
    led = agreements_for(assignment, Right.LEAD)
    return RoundCentre.objects.filter(Q(centre__in=coordinated_centres(assignment)) | Q(round__rule_set__in=led))


def _granted_keys(assignment: Assignment, permissions: tuple[str, ...]) -> set[int]:
    return {rule_set.pk for permission in permissions for rule_set in granted(assignment, permission, RuleSet)}


def _signed_by(assignment: Assignment) -> QuerySet:
    """Agreements that the principal one works under is party to today."""
    signed = RuleSetParty.objects.in_force(timezone.localdate())
    return signed.filter(principal__providers__units=assignment.unit_id).values("rule_set")


def agreements_to_appoint_for(administrator: Assignment) -> QuerySet[RuleSet]:
    """Those the administrator's principal has signed: for these it appoints its own people."""
    if not (administrator.is_in_force and administrator.rights.administers):
        return RuleSet.objects.none()
    return RuleSet.objects.filter(pk__in=_signed_by(administrator)).order_by("title")


def signatures_to_appoint_for(administrator: Assignment) -> QuerySet[RuleSetParty]:
    """The own principal's signatures in force: on these it appoints who lets its counts go."""
    if not (administrator.is_in_force and administrator.rights.administers):
        return RuleSetParty.objects.none()
    signed = RuleSetParty.objects.in_force(timezone.localdate())
    own = signed.filter(principal=administrator.unit.provider.principal_id)
    return own.select_related("principal", "rule_set").order_by("rule_set__title")


def centres_for(assignment: Assignment, right: Right = Right.SEE) -> QuerySet[FamilyCentre]:
    """The centres at which it may do that: those it coordinates, and those an agreement knows where it may.

    Of SEE and LEAD alone: a centre has no rules, rounds or figures of its own.
    """
    if not assignment.is_in_force:
        return FamilyCentre.objects.none()
    known = AgreementCentre.objects.in_force(timezone.localdate())
    through = known.filter(rule_set__in=agreements_for(assignment, right)).values("centre")
    coordinated = [centre.pk for centre in coordinated_centres(assignment)]
    return FamilyCentre.objects.filter(Q(pk__in=through) | Q(pk__in=coordinated))


def may_at(assignment: Assignment, right: Right, place: Place) -> bool:
    """`may`, of an agreement or a centre."""
    if place.rule_set is not None:
        return may(assignment, right, place.rule_set)
    return place.centre is not None and centres_for(assignment, right).filter(pk=place.centre.pk).exists()


def may_count(assignment: Assignment, activity: SupportActivity) -> bool:
    """Who counts an activity's families, and reads the numbers whole: who leads the place, and who holds it."""
    holds = assignment.is_in_force and assignment.rights.opens_new and assignment.unit_id == activity.unit_id
    return holds or may_at(assignment, Right.LEAD, activity.place)


def may_release(assignment: Assignment, rule_set: RuleSet, provider: Provider) -> bool:
    """Whether this assignment may let that provider's counts go to the agreement now."""
    return providers_to_release(assignment, rule_set).filter(pk=provider.pk).exists()


def providers_to_release(assignment: Assignment, rule_set: RuleSet) -> QuerySet[Provider]:
    """Whose counts this assignment may let go to the agreement today, by name."""
    if not signatures_to_release_for(assignment).filter(rule_set=rule_set).exists():
        return Provider.objects.none()
    return released_with(assignment)


def signatures_to_release_for(assignment: Assignment) -> QuerySet[RuleSetParty]:
    """The signatures in force under which this assignment lets counts go. Only ever a manager's.

    A private provider lets go of its own, by any of its managers, where the principal it works for has signed. A
    board and the region's own clinics have no say of their own: for them the principal's manager does it, whom the
    principal appoints by a grant `release_counts` on its signature. So the appointment is of one agreement, has its
    reason and its days, ends with the assignment it was given to, and counts in no other. It is given to a manager
    at one of the principal's own providers; at a private one, or under another principal, it gives nothing.
    """
    manages = assignment.is_in_force and assignment.rights.manages and assignment.rights.sees_figures
    if not manages:
        return RuleSetParty.objects.none()
    provider = assignment.unit.provider
    signed = RuleSetParty.objects.in_force(timezone.localdate()).filter(principal=provider.principal_id)
    if provider.is_authority:
        signed = signed.filter(pk__in=granted(assignment, RELEASE, RuleSetParty).values("pk"))
    return signed


def released_with(assignment: Assignment) -> QuerySet[Provider]:
    """The providers whose counts go out together with those of this assignment's: a private one alone."""
    own = assignment.unit.provider
    if not own.is_authority:
        return Provider.objects.filter(pk=own.pk)
    return own.principal.providers.exclude(kind=Provider.Kind.PRIVATE).order_by("name")


def may_drill(assignment: Assignment, rule_set: RuleSet, unit: CareUnit) -> bool:
    """Whether a unit's part of a figure opens down to its cases: to the manager of that very unit, nobody else.

    Which of the cases it then shows is for `visible_to`.
    """
    manages = assignment.is_in_force and assignment.rights.manages and assignment.rights.sees_figures
    return manages and assignment.unit_id == unit.pk and may(assignment, Right.AUDIT, rule_set)
