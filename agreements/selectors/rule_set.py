"""Which rules hold: the version of a day, the agreements that cover a case, and a version as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from accounts.models import Assignment
from agreements.models import Clause, ClauseIndicator, Clock, RuleSet, RuleSetParty, RuleSetVersion
from agreements.permissions import FOR_EVERYBODY, Right, agreements_for, may
from cases.models import Case, CaseTargetGroup


@dataclass(frozen=True, slots=True)
class PartClauses:
    """What one party, or all together, has promised."""

    party: Clause.Party
    clauses: Sequence[Clause]


def get_agreement_for(assignment: Assignment, slug: str, right: Right) -> RuleSet:
    """The rule set, for that act. Raises Http404 for whom it does not exist, PermissionDenied without the right."""
    rule_set = agreements_for(assignment).select_related("parent").filter(slug=slug).first()
    if rule_set is None:
        raise Http404
    if right != Right.SEE and not may(assignment, right, rule_set):
        raise PermissionDenied
    return rule_set


def version_on(rule_set: RuleSet, on: date) -> RuleSetVersion | None:
    """The version in force that day; None before the first, after the last and in a gap."""
    return rule_set.versions.in_force(on).first()


def versions_of(rule_set: RuleSet) -> QuerySet[RuleSetVersion]:
    """Those that are decided, the newest first."""
    return rule_set.versions.filter(is_draft=False).order_by("-number")


def draft_of(rule_set: RuleSet) -> RuleSetVersion | None:
    return rule_set.versions.filter(is_draft=True).first()


def covering(case: UUID, on: date) -> QuerySet[RuleSet]:
    """What holds for a case that day: laws and guidelines, and agreements that its owner's principal is party to.

    Seen as the one who acts sees the case: to whom it does not exist, only what holds for everybody.
    """
    owner = Case.objects.filter(pk=case).values("owner_unit__provider__principal")
    signed = RuleSetParty.objects.in_force(on).filter(rule_set=OuterRef("pk"), principal__in=owner)
    versions = RuleSetVersion.objects.in_force(on).filter(rule_set=OuterRef("pk"))
    return RuleSet.objects.filter(Q(kind__in=FOR_EVERYBODY) | Exists(signed), Exists(versions))


def concerns(case: UUID, clause: str = "") -> Q:
    """Clauses that hold for the case by its target groups, as its owner states them; `clause` is the way to them.

    The groups are told to the owner's provider alone, by a row policy: to everybody else the case concerns none.
    """
    stated = CaseTargetGroup.objects.filter(
        case=case,
        owner_provider=F("case__owner_unit__provider"),
        groups__overlap=OuterRef(f"{clause}target_groups"),
    )
    return Q(**{f"{clause}target_groups": []}) | Q(Exists(stated))


def clauses_for(case: UUID, on: date) -> QuerySet[Clause]:
    """The clauses, of all rule sets that cover the case that day, that hold for it."""
    versions = RuleSetVersion.objects.in_force(on).filter(rule_set__in=covering(case, on))
    return Clause.objects.filter(concerns(case), version__in=versions).select_related("version__rule_set")


def clauses_by_party(version: RuleSetVersion) -> list[PartClauses]:
    """The version clause by clause with indicators and clocks; parties without a clause are left out."""
    clauses = version.clauses.order_by("position").prefetch_related(
        Prefetch("indicators", ClauseIndicator.objects.order_by("position")),
        Prefetch("clocks", Clock.objects.order_by("key", "valid_from")),
    )
    found = [PartClauses(party, [each for each in clauses if each.party == party]) for party in Clause.Party]
    return [each for each in found if each.clauses]
