"""A version of an agreement as its page shows it: clauses by party, with the words for indicators and times."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.indicators.registry import INDICATORS
from agreements.models import Clause, ClauseIndicator, Clock, RuleSetVersion
from agreements.selectors.rule_set import clauses_by_party
from agreements.working_days import Unit
from cases.models import CaseTargetGroup

# What the clocks count; one that is not here is shown by its key.
CLOCK_NAMES: dict[str, Promise] = {
    "obtain_consent": _("Ask for consent"),
    "prepare": _("Prepare the meeting"),
    "plan_meeting": _("Hold the meeting"),
    "summons_reply": _("Reply to the call"),
    "write_plan": _("Write the plan"),
    "confirm_interventions": _("Confirm the interventions"),
    "first_follow_up": _("First follow-up"),
    "referral_answer": _("Answer the referral"),
    "birth_handover": _("Take over a newborn"),
    "round_answer": _("Answer a round"),
    "round_check": _("Check a round's answers"),
    "round_compile": _("Compile a round's figures"),
    "round_assess": _("Assess the clauses"),
    "round_adopt": _("Adopt the report"),
    "round_action_plan": _("Write the action plan"),
    "round_follow_up": _("Follow up the action plan"),
    "protection_assessment": _("Assess the need of protection"),
    "protection_assessment_local": _("Assess the need of protection, local routine"),
    "preliminary_assessment": _("Preliminary assessment"),
    "child_investigation": _("Investigation of a child"),
    "reporter_feedback": _("Tell the one who reported"),
    "reporter_feedback_late": _("Tell the one who asks later"),
    "post_investigation_followup": _("Follow up after the investigation"),
    "social_file_disposal": _("Dispose of the file"),
    "child_investigation_keep_until_age": _("Keep a child's documents"),
    "private_provider_disposal": _("Dispose of a private provider's file"),
    "patient_record_min": _("Keep the patient record"),
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    row: ClauseIndicator
    label: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    row: Clock
    label: str
    length: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    row: Clause
    groups: str
    indicators: Sequence[IndicatorRow]
    clocks: Sequence[ClockRow]


@dataclass(frozen=True, slots=True)
class Part:
    """What one party, or all together, has promised."""

    label: str
    clauses: Sequence[ClauseRow]


def parts_of(version: RuleSetVersion) -> list[Part]:
    return [Part(str(part.party.label), [_clause(each) for each in part.clauses]) for part in clauses_by_party(version)]


def indicator_label(key: str) -> str:
    """The indicator's name; the key itself where this version of Samplan does not know it."""
    known = INDICATORS.get(key)
    return str(known.label) if known else key


def clock_label(key: str) -> str:
    return str(CLOCK_NAMES.get(key, key))


def length_words(clock: Clock) -> str:
    """«10 dagar», «4 månader», «5 arbetsdagar», «genast»."""
    if clock.length == 0:
        return str(_("at once"))
    words = {
        Unit.CALENDAR_DAYS: ngettext("%(count)d day", "%(count)d days", clock.length),
        Unit.CALENDAR_MONTHS: ngettext("%(count)d month", "%(count)d months", clock.length),
        Unit.WORKING_DAYS: ngettext("%(count)d working day", "%(count)d working days", clock.length),
    }
    return words[Unit(clock.unit)] % {"count": clock.length}


def _clause(clause: Clause) -> ClauseRow:
    groups = [str(CaseTargetGroup.Group(group).label) for group in clause.target_groups]
    return ClauseRow(
        clause,
        ", ".join(groups),
        [IndicatorRow(each, indicator_label(each.key)) for each in clause.indicators.all()],
        [ClockRow(each, clock_label(each.key), length_words(each)) for each in clause.clocks.all()],
    )
