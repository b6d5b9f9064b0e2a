"""The clocks as an administrator reads them: each with its versions, the newest first."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.models import Clock
from agreements.working_days import Unit

NAMES: dict[str, Promise] = {
    "obtain_consent": _("Ask for consent"),
    "prepare": _("Prepare and call"),
    "plan_meeting": _("Hold the meeting"),
    "summons_reply": _("Reply to the summons"),
    "write_plan": _("Write the plan"),
    "confirm_interventions": _("Confirm one's own interventions"),
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
    "protection_assessment_local": _("Assess the need of protection, own routine"),
    "preliminary_assessment": _("Preliminary assessment"),
    "child_investigation": _("Investigation about a child"),
    "reporter_feedback": _("Answer whoever reported"),
    "reporter_feedback_late": _("Answer whoever reported, asked for later"),
    "post_investigation_followup": _("Follow-up after an investigation"),
    "social_file_disposal": _("Disposal of a social file"),
    "child_investigation_keep_until_age": _("Keep the investigation about a child"),
    "private_provider_disposal": _("Disposal at a private provider"),
    "patient_record_min": _("Keep the patient record"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and how it stands today: in force, coming or earlier."""

    clock: Clock
    is_in_force: bool
    is_coming: bool

    @property
    def length_words(self) -> str:
        return length_words(self.clock.length, self.clock.unit)


@dataclass(frozen=True, slots=True)
class ClockOfKey:
    key: str
    versions: list[Version]

    @property
    def name(self) -> str:
        return clock_name(self.key)

    @property
    def newest(self) -> Clock:
        return self.versions[0].clock


def clock_name(key: str) -> str:
    """What the clock is called on screen; its key where it has no name yet."""
    return str(NAMES.get(key, key))


def length_words(length: int, unit: str) -> str:
    """'21 kalenderdagar', 'genast'."""
    if length == 0:
        return str(_("at once"))
    words = {
        Unit.CALENDAR_DAYS: ngettext("%(count)d calendar day", "%(count)d calendar days", length),
        Unit.CALENDAR_MONTHS: ngettext("%(count)d calendar month", "%(count)d calendar months", length),
        Unit.WORKING_DAYS: ngettext("%(count)d working day", "%(count)d working days", length),
    }
    return words[Unit(unit)] % {"count": length}


def clocks_by_name(today: date) -> list[ClockOfKey]:
    """Those of the plan first, then the law's, each group by name."""
    rows = groupby(Clock.objects.order_by("key", "-valid_from"), key=lambda clock: clock.key)
    found = [ClockOfKey(key, [_version(clock, today) for clock in clocks]) for key, clocks in rows]
    place = {key: number for number, key in enumerate(NAMES)}
    return sorted(found, key=lambda each: (place.get(each.key, len(place)), each.key))


def _version(clock: Clock, today: date) -> Version:
    is_coming = clock.valid_from > today
    return Version(clock, not is_coming and (clock.valid_to is None or clock.valid_to >= today), is_coming)
