"""May this assignment lead, check or answer? A grant on the agreement or the centre, with the acting assignment."""

from accounts.models import Assignment
from accounts.permissions import COORDINATE, has_grant
from agreements.models import RoundCentre, RuleSet

COORDINATE_AGREEMENT, CHECK_ROUND, ANSWER_ROUND = "coordinate_agreement", "check_round", "answer_round"


def may_lead_round(by: Assignment, rule_set: RuleSet) -> bool:
    """Starts and closes rounds, names respondents, enters what came on paper."""
    return has_grant(by, COORDINATE_AGREEMENT, rule_set)


def may_check(by: Assignment, rule_set: RuleSet) -> bool:
    """Checks the quality of answers, as one of the working group."""
    return has_grant(by, CHECK_ROUND, rule_set)


def may_answer(by: Assignment, asked: RoundCentre) -> bool:
    """The one named respondent of the centre, and nobody else with an older grant."""
    return asked.respondent_id == by.pk and has_grant(by, ANSWER_ROUND, asked)


def may_enter_paper(by: Assignment, asked: RoundCentre) -> bool:
    """A coordinator, of the agreement or of the centre itself."""
    return may_lead_round(by, asked.round.rule_set) or has_grant(by, COORDINATE, asked.centre)
