"""The plan as one assignment may read it: its own provider's rows, and the latest copies the others handed over."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import Assignment
from cases.models import (
    Case,
    CoordinatedPlan,
    DisclosedSection,
    FollowUp,
    Goal,
    GoalJudgement,
    Intervention,
    InterventionProgress,
    Need,
    PlanField,
    SectionKind,
    Statement,
)
from cases.permissions import readable_to
from cases.selectors.section import KIND_OF, freeze

STATE_SHAPE = {
    InterventionProgress.State.CONFIRMED.value: "done",
    InterventionProgress.State.DONE.value: "done",
    InterventionProgress.State.ONGOING.value: "done",
    InterventionProgress.State.DECLINED.value: "late",
    InterventionProgress.State.NOT_DONE.value: "late",
    InterventionProgress.State.UNCONFIRMED.value: "soon",
}


@dataclass(slots=True)
class Section:
    """One row of the plan. `row` is the own, changeable one; None for a copy of another provider's."""

    kind: str
    key: UUID
    topic: str
    edition: int
    content: dict[str, Any]
    row: Any = None
    progress: InterventionProgress | None = None
    judgement: GoalJudgement | None = None

    @property
    def is_own(self) -> bool:
        return self.row is not None

    @property
    def is_ready(self) -> bool:
        return self.row is None or self.row.is_ready

    @property
    def shape(self) -> str:
        """How its state is drawn: done, late, soon, or other where no unit has to confirm it."""
        is_units = self.progress is not None and bool(self.content["doing_unit_id"])
        return STATE_SHAPE.get(self.progress.state, "other") if self.progress and is_units else "other"

    @property
    def due_on(self) -> date | None:
        day = self.content.get("due_on")
        return date.fromisoformat(day) if day else None


@dataclass(slots=True)
class GoalWithInterventions:
    goal: Section
    interventions: list[Section] = field(default_factory=list)


@dataclass(slots=True)
class PlanDocument:
    """All of a plan that one reader sees. `loose` are interventions under no goal that the reader sees."""

    shell: CoordinatedPlan
    needs: list[Section]
    goals: list[GoalWithInterventions]
    loose: list[Section]
    statements: dict[str, list[Section]]
    follow_ups: list[FollowUp]
    # That a health contact was overdue the day it was told; in no version of the plan.
    overdue: list[Section] = field(default_factory=list)

    @property
    def interventions(self) -> list[Section]:
        return [each for goal in self.goals for each in goal.interventions] + self.loose

    def as_json(self) -> dict[str, Any]:
        """What is frozen when a version is agreed: the same words, nothing that changes afterwards."""
        return {
            "version": self.shell.version,
            "lead_principal": self.shell.lead_principal.name if self.shell.lead_principal else "",
            "lead_unit": self.shell.lead_unit.name if self.shell.lead_unit else "",
            "lead": self.shell.lead.full_name if self.shell.lead else "",
            "measures_by_others": self.shell.measures_by_others,
            "needs": [each.content for each in self.needs],
            "goals": [
                each.goal.content
                | {"interventions": [one.content for one in each.interventions]}
                | _judged(each.goal.judgement)
                for each in self.goals
            ],
            "interventions": [each.content for each in self.loose],
            "statements": {key: [each.content for each in rows] for key, rows in self.statements.items()},
            "follow_ups": [each.planned_on.isoformat() for each in self.follow_ups],
        }


def plan_document(case: Case, assignment: Assignment) -> PlanDocument:
    """The plan for this reader, in nine statements whatever its size."""
    sections = _own_sections(case, assignment) + _received_sections(case, assignment)
    of_kind: dict[str, list[Section]] = {kind: [] for kind in SectionKind}
    for section in sections:
        if not section.content.get("is_dropped"):
            of_kind[section.kind].append(section)
    standing = {
        each.intervention: each for each in InterventionProgress.objects.filter(case=case).select_related("unit")
    }
    for intervention in of_kind[SectionKind.INTERVENTION]:
        intervention.progress = standing.get(intervention.key)
    judged = {each.goal: each for each in GoalJudgement.objects.filter(case=case)}
    for goal in of_kind[SectionKind.GOAL]:
        goal.judgement = judged.get(goal.key)
    goals, loose = _by_goal(of_kind[SectionKind.GOAL], of_kind[SectionKind.INTERVENTION])
    shell = CoordinatedPlan.objects.select_related("lead_principal", "lead_unit", "lead").get(case=case)
    return PlanDocument(
        shell=shell,
        needs=of_kind[SectionKind.NEED],
        goals=goals,
        loose=loose,
        statements=_by_field(of_kind[SectionKind.STATEMENT]),
        follow_ups=list(FollowUp.objects.filter(case=case).order_by("planned_on")),
        overdue=of_kind[SectionKind.OVERDUE],
    )


def plan_fields() -> list[PlanField]:
    """The headings of the plan's form that are in use, in order."""
    return list(PlanField.objects.filter(is_used=True).order_by("position"))


def _own_sections(case: Case, assignment: Assignment) -> list[Section]:
    found: list[Section] = []
    related = ("owner_unit", "about", "written_by", "case__owner_unit")
    for model, more in ((Need, ()), (Goal, ()), (Intervention, ("principal", "unit", "user")), (Statement, ())):
        rows = readable_to(assignment, model._default_manager.filter(case=case))
        for row in rows.select_related(*related, *more).order_by("created_at", "pk"):
            found.append(Section(KIND_OF[model], row.pk, row.topic, row.edition, freeze(row), row))
    return found


def _received_sections(case: Case, assignment: Assignment) -> list[Section]:
    copies = readable_to(assignment, DisclosedSection.objects.filter(case=case)).exclude(kind=SectionKind.IDENTITY)
    latest: dict[UUID, Section] = {}
    for copy in copies.order_by("origin", "edition"):
        latest[copy.origin] = Section(copy.kind, copy.origin, copy.topic, copy.edition, copy.content)
    return list(latest.values())


def _by_goal(goals: list[Section], interventions: list[Section]) -> tuple[list[GoalWithInterventions], list[Section]]:
    ordered = sorted(goals, key=lambda each: (each.content["position"], str(each.key)))
    by_key = {str(each.key): GoalWithInterventions(each) for each in ordered}
    loose: list[Section] = []
    for intervention in interventions:
        goal = by_key.get(intervention.content["goal"] or "")
        (goal.interventions if goal else loose).append(intervention)
    return list(by_key.values()), loose


def _judged(judgement: GoalJudgement | None) -> dict[str, str]:
    if judgement is None:
        return {}
    return {"status": judgement.status, "family_status": judgement.family_status}


def _by_field(statements: list[Section]) -> dict[str, list[Section]]:
    found: dict[str, list[Section]] = {}
    for statement in statements:
        found.setdefault(statement.content["field"], []).append(statement)
    return found
