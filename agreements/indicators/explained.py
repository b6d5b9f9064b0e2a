"""What a figure counts, in words for whoever audits it; the functions in cases.py and survey.py count it so."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.indicators.definition import Indicator


@dataclass(frozen=True, slots=True)
class Explained:
    """Of the denominator, of the numerator, and of what is called not known."""

    denominator: Promise
    numerator: Promise
    unknown: Promise


NO_ANSWER_OR_CLOCK = _("Nobody has answered yet, or no clock ran.")
OLDER = _("The case is older than the counting.")
NOTHING = _("Nothing: all of it is known.")
OF_PARENTS = _("Patients who have told of children under 18, on the day it was written down, at the clinic.")
NOT_TAKEN_UP = _("Nobody has taken it up: not asked is no answer.")
ALL_CENTRES = _("All centres of the round, also those not in operation.")
SAID_UNKNOWN = _("The centre answered not known, or has not answered.")

CASES: dict[str, Explained] = {
    "sip_begun_in_time": Explained(
        _("Cases, on the day the need was identified, at the unit that opened them."),
        _("The first answer about consent came before the time was out."),
        NO_ANSWER_OR_CLOCK,
    ),
    "meeting_in_time": Explained(
        _("Cases in which everybody had consented, on that day. Not those the family ended before a meeting."),
        _("The first meeting was held before the time was out."),
        _("No meeting has been held yet, or no clock ran."),
    ),
    "reply_in_time": Explained(
        _("Calls of a unit that were not taken back, on the day of the call, at the called unit."),
        _("The first reply came before the time was out."),
        _("Neither a reply nor a meeting yet, or no clock ran."),
    ),
    "attendance": Explained(
        _("Called and invited units at meetings that were held, on the day of the meeting."),
        _("The unit came."),
        NOTHING,
    ),
    "own_goals": Explained(
        _("Plans, on the day they were first agreed, at the unit that led them."),
        _("Some goal had the person's own words then."),
        OLDER,
    ),
    "child_voice": Explained(
        _("Plans, on the day they were first agreed, at the unit that led them."),
        _("The child's voice was written down by then."),
        OLDER,
    ),
    "consent_before_call": Explained(
        _("Cases in which somebody was called, on the day of the first call, at the unit that called."),
        _("It was registered before the call that everybody had consented."),
        OLDER,
    ),
    "follow_up_in_time": Explained(
        _("Planned follow-ups, on the day they were planned for. Not those of cases closed before it."),
        _("It was held by then, or before its time was out where that was moved."),
        _("It is not held, and the case is open."),
    ),
    "intervention_done": Explained(
        _("Interventions that a unit stood by, on the day it first did."),
        _("It was last noted as done."),
        _("It goes on, or nobody has noted."),
    ),
    "closed_goals_met": Explained(
        _("Closed cases, on the day they were closed, at the unit that owned them."),
        _("They were closed because the goals were met."),
        NOTHING,
    ),
    "family_says_helped": Explained(
        _("Closed cases, on the day they were closed, at the unit that owned them."),
        _("The family said that it helped."),
        _("The family was not asked."),
    ),
    "deviation": Explained(
        _("Units in cases they were called to, on the day of the first call."),
        _("Somebody recorded that the unit did not come or did not deliver."),
        NOTHING,
    ),
    "days_consent_to_meeting": Explained(
        _("Cases with a meeting, on the day of the first one, at the unit that held it."),
        _("The days since everybody consented are known."),
        _("Nobody had consented before it."),
    ),
    "days_need_to_plan": Explained(
        _("Plans, on the day they were first agreed, at the unit that led them."),
        _("The days since the need was identified are known."),
        OLDER,
    ),
    "children_documented": Explained(
        _("Adult patients of addiction care, on the day of enrolment, at the clinic."),
        _("It is written down that there are children under 18, or that there are none."),
        _("The patient does not know, or will not say. Where nobody has asked it is no."),
    ),
    "child_informed": Explained(OF_PARENTS, _("Information to the child is written down as given."), NOT_TAKEN_UP),
    "child_advised": Explained(OF_PARENTS, _("Advice about the child is written down as given."), NOT_TAKEN_UP),
    "child_supported": Explained(OF_PARENTS, _("Support to the child is written down as given."), NOT_TAKEN_UP),
    "parent_offered_support": Explained(
        OF_PARENTS, _("Support as a parent was offered, also where the patient did not want it."), NOT_TAKEN_UP
    ),
}
SENT = _("Sent referrals, on the day they came, at the receiver. Not those recalled before anybody was late.")
HANDOVERS: dict[str, Explained] = {
    "referral_answered_in_time": Explained(
        SENT,
        _("The first answer came before the time was out."),
        NO_ANSWER_OR_CLOCK,
    ),
    "referral_taken_over": Explained(
        _("Answered referrals, on the day of the answer, at the receiver."), _("The receiver took over."), NOTHING
    ),
    "referral_fed_back_in_time": Explained(
        _("Referrals that were taken over, on that day, at the receiver."),
        _("Feedback came before the time was out."),
        _("No feedback yet, or no clock ran."),
    ),
    "handover_to_child_health_in_time": Explained(
        _("Warm hand-overs from a maternity unit to a child-health unit, on the day they came, at the receiver."),
        _("It was taken over before the time was out."),
        NO_ANSWER_OR_CLOCK,
    ),
    "referral_silent": Explained(
        SENT,
        _("No answer came before the time was out."),
        NO_ANSWER_OR_CLOCK,
    ),
    "concern_feedback_asked": Explained(
        _("Reports of concern, on the day they were sent, at the unit that reported."),
        _("The reporter has asked what became of it."),
        NOTHING,
    ),
    "concern_protection_in_time": Explained(
        _("Reports of concern, on the day they came in, at the receiver. Not those handed on before it was assessed."),
        _("Immediate protection was assessed before the time was out."),
        _("Not assessed yet, or no clock ran."),
    ),
    "concern_opening_in_time": Explained(
        _("Reports of concern, on the day they came in, at the receiver. Not those handed on."),
        _("It was decided whether to open an investigation before the time was out, longer time counted."),
        _("Not decided yet, or no clock ran."),
    ),
    "concern_feedback_in_time": Explained(
        _("Reports of concern whose reporter asked, on that day, at the receiver. Not those handed on unanswered."),
        _("The reporter was answered, or told why not, before the time was out."),
        NO_ANSWER_OR_CLOCK,
    ),
    "consultation_in_time": Explained(
        _("Questions to a unit, on the day they were asked, at the asked unit; of a team at each of its units."),
        _("Somebody who was asked answered before the time was out."),
        NO_ANSWER_OR_CLOCK,
    ),
    "consultation_referred": Explained(
        _("Ended consultations, on that day, at the unit that asked."), _("It was turned into a referral."), NOTHING
    ),
}
STEPS = _(
    "Steps for all with that question, on the last day of their window, at the clinic. No contact that ended in a "
    "miscarriage, a termination or a stillbirth."
)
ASKED = Explained(
    STEPS,
    _("Somebody answered at that step."),
    _("Nothing is recorded of the step, or it was done elsewhere."),
)
HEALTH: dict[str, Explained] = {
    "health_step_in_time": Explained(
        _(
            "Steps for all, on the last day of their window, at the clinic. No contact that ended in a miscarriage, a "
            "termination or a stillbirth."
        ),
        _("It was done, here or elsewhere, before its window was out."),
        _("Nothing is recorded, and the contact goes on."),
    ),
    "health_finding_in_time": Explained(
        _("Findings, on the day they were found, at the unit that found them."),
        _("It was decided what to do before the time was out."),
        _("Not decided yet, or no clock ran."),
    ),
    "health_asked_alcohol": ASKED,
    "health_asked_violence": ASKED,
    "health_asked_mood": ASKED,
}
STAFFED = Explained(
    ALL_CENTRES, _("The service is there by spontaneous visits, with limits, or in full."), SAID_UNKNOWN
)
SURVEY: dict[str, Explained] = {
    "same_building_no_shared_entrance": Explained(
        ALL_CENTRES, _("The centre answered yes to the same building and no to a shared entrance."), SAID_UNKNOWN
    ),
    "health_centre_with_near_centre": Explained(
        _("Health centres in the areas of the round's centres, each counted once."),
        _("The health centre has a family centre near."),
        _("Health centres of centres that have not said how many are near."),
    ),
    "open_preschool": Explained(ALL_CENTRES, _("The open preschool is open more than 0 hours a week."), SAID_UNKNOWN),
    "child_health_staffing": STAFFED,
    "maternity_staffing": STAFFED,
    "social_services_staffing": STAFFED,
}
SAID_YES = Explained(ALL_CENTRES, _("The centre answered yes."), SAID_UNKNOWN)


def explain(indicator: Indicator) -> Explained:
    of_cases = CASES.get(indicator.key) or HANDOVERS.get(indicator.key) or HEALTH.get(indicator.key)
    return of_cases or SURVEY.get(indicator.key) or SAID_YES
