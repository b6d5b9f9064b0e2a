"""Who may do what with an agreement: the decision is the list asked for one. Nothing else in Samplan says it.

A right comes from the role, from the principal one works under, or from a grant on the agreement. A grant counts with
the acting assignment alone, and ends with it (accounts.permissions).
"""

from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Assignment, CareUnit, Grant
from accounts.permissions import coordinated_centres, granted
from agreements.models import RoundCentre, RuleSet, RuleSetParty

ANSWER = "answer_round"


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
    """Whose assignments give one of these rights on the agreement by a grant, by name; as `may` says of each."""
    permissions = {permission for right in rights for permission in GIVEN_BY[right]}
    about = ContentType.objects.get_for_model(RuleSet)
    grants = Grant.objects.filter(permission__in=permissions, content_type=about, object_id=rule_set.pk)
    found = Assignment.objects.in_force().filter(pk__in=grants.values("assignment")).select_related("user", "unit")
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


def may_release(assignment: Assignment, rule_set: RuleSet) -> bool:
    """A manager lets the own provider's counts go, to an agreement that its principal has signed."""
    manages = assignment.is_in_force and assignment.rights.manages and assignment.rights.sees_figures
    return manages and _signed_by(assignment).filter(rule_set=rule_set).exists()


def may_drill(assignment: Assignment, rule_set: RuleSet, unit: CareUnit) -> bool:
    """Whether a unit's part of a figure opens down to its cases: to the manager of that very unit, nobody else.

    Which of the cases it then shows is for `visible_to`.
    """
    manages = assignment.is_in_force and assignment.rights.manages and assignment.rights.sees_figures
    return manages and assignment.unit_id == unit.pk and may(assignment, Right.AUDIT, rule_set)
