"""How a round begins: by a person, by itself on the agreement's interval, or as a file that was taken in."""

import logging
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.acting import act, act_as
from accounts.models import Assignment
from agreements.errors.round import NoDeadline, RoundError
from agreements.models import Questionnaire, Round, RuleSet
from agreements.selectors.clock import NoClock, clocks_holding_round
from agreements.selectors.round import rule_sets_due
from agreements.selectors.round_import import KAFO
from agreements.services import round as rounds
from agreements.services.service_account import Account, leading_party, service_leader
from workflows.flows.agreement_review import AgreementReviewFlow
from workflows.models import AgreementReviewProcess, Step
from workflows.models.work_item import last_day
from workflows.nodes.clock import due_by, shortest

logger = logging.getLogger(__name__)


@act
def start_round(
    *,
    rule_set: RuleSet,
    questionnaire: Questionnaire,
    year: int,
    due_on: date,
    by: Assignment,
    is_made_up: bool = False,
) -> Round:
    """Begins a round: every centre has a task to answer, or the coordinator one to collect sheets.

    Raises as there, and NoDeadline where no clock says by when to answer.
    """
    row = rounds.start_round(
        rule_set=rule_set, questionnaire=questionnaire, year=year, due_on=due_on, by=by, is_made_up=is_made_up
    )
    try:
        AgreementReviewFlow.started.run(round_=row, by=by)
    except NoClock as missing:
        raise NoDeadline from missing
    return row


@act
def follow_imported_round(*, round_: Round, by: Assignment) -> AgreementReviewProcess:
    """A round that was taken in from a file has its answers: it is to be compiled. The same again changes nothing."""
    running = running_review(round_)
    return running or AgreementReviewFlow.imported.run(round_=round_, by=by)


def running_review(round_: Round) -> AgreementReviewProcess | None:
    return AgreementReviewProcess.objects.filter(round=round_, finished=None).first()


def start_due_rounds(today: date) -> list[Round]:
    """Starts what was to have started by itself, each in a transaction of its own; a service account does it.

    An agreement that cannot be asked today, as one without a version in force, is passed by and tried again: who leads
    it reads why on its page (`why_not_started`). What nobody foresaw stops no other; the first is raised at the end.
    """
    started, failed = [], []
    for rule_set in rule_sets_due(today):
        try:
            with transaction.atomic():
                started += _start_due(rule_set, today)
        except RoundError as refused:
            logger.warning("The round of agreement %s did not start: %s", rule_set.pk, type(refused).__name__)
        except Exception as error:
            logger.exception("The round of agreement %s did not start", rule_set.pk)
            failed.append(error)
    if failed:
        raise failed[0]
    return started


def why_not_started(rule_set: RuleSet, today: date) -> RoundError | None:
    """What stops the round that was to have started by itself; None where nothing does, or none was to."""
    if rule_set.next_round_on is None or rule_set.next_round_on > today:
        return None
    try:
        leading_party(rule_set)
        rounds.require_startable(rule_set, Questionnaire.objects.get(slug=KAFO), today.year, today)
        _answer_by(rule_set, today)
    except RoundError as refused:
        return refused
    return None


def _start_due(rule_set: RuleSet, today: date) -> list[Round]:
    rounds.lock_rule_set(rule_set)
    # Another may have started it while the lock was waited for.
    if not rule_sets_due(today).filter(pk=rule_set.pk).exists():
        return []
    with act_as(None, reason=Account.INTERVAL.value[1]):
        leader = service_leader(rule_set=rule_set, account=Account.INTERVAL, by=None)
    with act_as(leader):
        return [
            start_round(
                rule_set=rule_set,
                questionnaire=Questionnaire.objects.get(slug=KAFO),
                year=today.year,
                due_on=_answer_by(rule_set, today),
                by=leader,
            )
        ]


def _answer_by(rule_set: RuleSet, today: date) -> date:
    """The last day by the clock. Raises NoDeadline."""
    now, key = timezone.now(), AgreementReviewFlow.instance.node(Step.ANSWER.value).clock_key
    try:
        clock = shortest(clocks_holding_round(key, today, rule_set), 0, now)
    except NoClock as missing:
        raise NoDeadline from missing
    return last_day(due_by(clock, now))
