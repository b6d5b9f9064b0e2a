"""A round's course: start it, name who answers, close it. Answering lies in round_answer, sheets in round_sheet."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, Grant
from accounts.services.user import appoint, dismiss
from agreements.errors.round import NoCentres, NoInterval, NotYours, NoVersion, RoundClosed, RoundError, RoundExists
from agreements.models import AgreementCentre, Questionnaire, Round, RoundCentre, RuleSet, RuleSetVersion
from agreements.permissions import ANSWER, Right, may
from agreements.selectors.round import version_in_force
from cases.ages import add_months

OPEN_FOR_ANSWERS = (Round.Status.COLLECTING, Round.Status.CHECKING)


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
    """Begins a round today, by the version in force. A KAFO round asks each centre that the agreement knows.

    Raises NotYours, what `require_startable` raises, RoundError for a day gone by.
    """
    if not may(by, Right.LEAD, rule_set):
        raise NotYours
    # Two starts at once meet at this lock; only a query after it sees what the first one made.
    lock_rule_set(rule_set)
    today = timezone.localdate()
    version = require_startable(rule_set, questionnaire, year, today)
    if due_on < today:
        raise RoundError(_("The last day to answer lies behind."), field="due_on")
    row = Round.objects.create(
        rule_set=rule_set,
        version=version,
        questionnaire=questionnaire,
        year=year,
        started_on=today,
        due_on=due_on,
        is_made_up=is_made_up,
    )
    if questionnaire.kind == Questionnaire.Kind.KAFO:
        _ask_centres(row, today)
        _move_on_next_round(rule_set, today)
    return row


def require_startable(rule_set: RuleSet, questionnaire: Questionnaire, year: int, on: date) -> RuleSetVersion:
    """The version by which the round would be judged. Raises NoVersion, RoundExists, NoCentres."""
    version = version_in_force(rule_set, on)
    if version is None:
        raise NoVersion
    if Round.objects.filter(rule_set=rule_set, questionnaire=questionnaire, year=year).exists():
        raise RoundExists(field="year")
    if questionnaire.kind == Questionnaire.Kind.KAFO and not _known_centres(rule_set, on).exists():
        raise NoCentres
    return version


@act
def plan_next_round(*, rule_set: RuleSet, on: date | None, by: Assignment) -> RuleSet:
    """The day on which the next KAFO round starts by itself, and then on the agreement's interval; None: by hand alone.

    Raises NotYours, NoInterval, RoundError for a day gone by.
    """
    if not may(by, Right.LEAD, rule_set):
        raise NotYours
    if on is not None and rule_set.review_interval_years is None:
        raise NoInterval(field="on")
    if on is not None and on <= timezone.localdate():
        raise RoundError(_("Choose a day to come. A round that starts today you start yourself."), field="on")
    rule_set.next_round_on = on
    rule_set.save(update_fields=["next_round_on"])
    return rule_set


@act
def name_respondent(*, asked: RoundCentre, respondent: Assignment, by: Assignment) -> RoundCentre:
    """Makes `respondent` the one who answers for the centre, by a grant from today; whoever was it before is not.

    Raises NotYours, RoundClosed, RoundError for an assignment that is not in force.
    """
    asked = lock_asked(asked)
    if not may(by, Right.LEAD, asked.round.rule_set):
        raise NotYours
    require_open_for_answers(asked.round)
    if not respondent.is_in_force:
        raise RoundError(_("This assignment is not in force."), field="respondent")
    if asked.respondent_id == respondent.pk:
        return asked
    _end_grants([asked], by)
    appoint(
        assignment=respondent,
        permission=ANSWER,
        on=asked,
        valid_from=timezone.localdate(),
        reason=f"{asked.round}: {asked.centre}"[:300],
        by=by,
    )
    asked.respondent = respondent
    asked.save(update_fields=["respondent"])
    return asked


@act
def close_collecting(*, round_: Round, by: Assignment) -> Round:
    """No more first answers are waited for; who has not answered stays in the denominator as unknown."""
    row = lock_round(round_)
    if not may(by, Right.LEAD, row.rule_set):
        raise NotYours
    if row.status != Round.Status.COLLECTING:
        raise RoundClosed
    row.status = Round.Status.CHECKING
    row.save(update_fields=["status"])
    return row


@act
def finish_checking(*, round_: Round, by: Assignment) -> Round:
    """The answers stand and figures are compiled from them; the respondents' grants end.

    Raises NotYours, RoundClosed, RoundError while an answer waits to be checked or a question back to be answered.
    """
    row = lock_round(round_)
    if not (may(by, Right.CHECK, row.rule_set) or may(by, Right.LEAD, row.rule_set)):
        raise NotYours
    if row.status != Round.Status.CHECKING:
        raise RoundClosed
    waiting = [RoundCentre.Status.ANSWERED, RoundCentre.Status.SENT_BACK]
    if row.questionnaire.kind == Questionnaire.Kind.KAFO and row.centres.filter(status__in=waiting).exists():
        raise RoundError(_("Some answers are not checked yet, or wait for a centre's reply."))
    _end_grants(list(row.centres.all()), by)
    row.status = Round.Status.COMPILING
    row.save(update_fields=["status"])
    return row


@act
def finish_compiling(*, round_: Round, by: Assignment) -> Round:
    """Figures and words stand, and the clauses are assessed from now. Raises NotYours, RoundClosed."""
    row = lock_round(round_)
    if not may(by, Right.LEAD, row.rule_set):
        raise NotYours
    if row.status != Round.Status.COMPILING:
        raise RoundClosed
    row.status = Round.Status.ASSESSING
    row.save(update_fields=["status"])
    return row


def require_open_for_answers(round_: Round) -> None:
    """Raises RoundClosed once the answers stand."""
    if round_.status not in OPEN_FOR_ANSWERS:
        raise RoundClosed


def lock_rule_set(rule_set: RuleSet) -> None:
    list(RuleSet.objects.select_for_update(no_key=True).filter(pk=rule_set.pk).only("pk"))


def lock_round(round_: Round) -> Round:
    """The round as it stands after the wait, locked to the end of the transaction."""
    list(Round.objects.select_for_update(no_key=True).filter(pk=round_.pk).only("pk"))
    return Round.objects.select_related("rule_set", "questionnaire").get(pk=round_.pk)


def lock_asked(asked: RoundCentre) -> RoundCentre:
    """Locks the whole round: a centre answers before it is closed, or is told that it was too late."""
    lock_round(asked.round)
    return RoundCentre.objects.select_related("round__rule_set", "centre").get(pk=asked.pk)


def _ask_centres(round_: Round, on: date) -> None:
    for each in _known_centres(round_.rule_set, on).order_by("centre__name"):
        RoundCentre.objects.create(round=round_, centre_id=each.centre_id)


def _known_centres(rule_set: RuleSet, on: date) -> QuerySet[AgreementCentre]:
    return AgreementCentre.objects.in_force(on).filter(rule_set=rule_set)


def _move_on_next_round(rule_set: RuleSet, today: date) -> None:
    """An interval from the round that started, also where it was started by hand ahead of its day."""
    row = RuleSet.objects.get(pk=rule_set.pk)
    if row.next_round_on is not None and row.review_interval_years is not None:
        row.next_round_on = add_months(today, 12 * row.review_interval_years)
        row.save(update_fields=["next_round_on"])


def _end_grants(asked: list[RoundCentre], by: Assignment) -> None:
    held = Grant.objects.filter(
        permission=ANSWER,
        content_type__app_label="agreements",
        content_type__model="roundcentre",
        object_id__in=[each.pk for each in asked],
        valid_to=None,
    ).select_related("assignment__user", "content_type")
    yesterday = timezone.localdate() - timedelta(days=1)
    for grant in held:
        dismiss(grant=grant, last_day=max(yesterday, grant.valid_from), by=by)
