"""What people say of a round's figures: words, assessments, the adopted whole, measures and what came of them."""

import json
from datetime import date
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, IndicatorWords, Measure, Report, Round
from agreements.permissions import Right, may
from agreements.round_errors import NotYours, RoundClosed, RoundError
from agreements.reports.round_report import content_of, proposals
from agreements.services.round import lock_round

Level = ClauseAssessment.Level


@act
def write_words(*, round_: Round, indicator: ClauseIndicator, text: str, by: Assignment) -> IndicatorWords | None:
    """What the compilation says of an indicator, beside its figure or in place of one; nothing takes it away.

    Raises NotYours, RoundClosed once the clauses are being assessed, RoundError for another version's indicator.
    """
    row = _locked(round_, by, Right.LEAD, Round.Status.COMPILING)
    if indicator.clause.version_id != row.version_id:
        raise RoundError(_("The round is judged by another version."))
    report, text = _report_of(row), text.strip()
    words = IndicatorWords.objects.filter(report=report, indicator=indicator).first()
    if not text:
        if words is not None:
            words.delete()
        return None
    if words is None:
        return IndicatorWords.objects.create(report=report, indicator=indicator, text=text)
    if words.text != text:
        words.text = text
        words.save(update_fields=["text"])
    return words


@act
def finish_compiling(*, round_: Round, by: Assignment) -> Round:
    """The figures and words stand, and the clauses are assessed. Raises NotYours, RoundClosed."""
    row = _locked(round_, by, Right.LEAD, Round.Status.COMPILING)
    _report_of(row)
    return _moved_to(row, Round.Status.ASSESSING)


@act
def assess_clause(
    *, round_: Round, clause: Clause, level: ClauseAssessment.Level, why: str, by: Assignment, text: str = ""
) -> ClauseAssessment:
    """A person's judgement, kept beside what the cut-offs propose. `text`: the judgement in words of one's own.

    Raises NotYours, RoundClosed, RoundError without a reason or for another version's clause.
    """
    row = _locked(round_, by, Right.ASSESS, Round.Status.ASSESSING)
    if clause.version_id != row.version_id:
        raise RoundError(_("The round is judged by another version."))
    if not why.strip():
        raise RoundError(_("Write why."), field="why")
    found = ClauseAssessment.objects.filter(report=row.report, clause=clause).first()
    assessment = found or ClauseAssessment(report=row.report, clause=clause)
    assessment.proposed = proposals(row).get(clause.pk, "")
    assessment.level, assessment.text, assessment.why = level, text.strip(), why.strip()
    assessment.assessed_by, assessment.assessed_at = by, timezone.now()
    assessment.save()
    return assessment


@act
def finish_assessing(*, round_: Round, by: Assignment) -> Round:
    """Every clause has its assessment; the report waits to be adopted. Raises NotYours, RoundClosed, RoundError."""
    row = _locked(round_, by, Right.ASSESS, Round.Status.ASSESSING)
    _require_assessed(row)
    return row


@act
def adopt_report(*, round_: Round, by: Assignment) -> Report:
    """Freezes rules, figures, words and assessments as they stand, with a SHA-256 over them; no signature is claimed.

    Raises NotYours, RoundClosed, RoundError while a clause has no assessment.
    """
    row = _locked(round_, by, Right.ADOPT, Round.Status.ASSESSING)
    _require_assessed(row)
    report = row.report
    content = content_of(row, status=Report.Status.ADOPTED)
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    report.content, report.sha256 = content, sha256(canonical.encode()).hexdigest()
    report.status, report.adopted_by, report.adopted_at = Report.Status.ADOPTED, by, timezone.now()
    report.save()
    _moved_to(row, Round.Status.ADOPTED)
    return report


@act
def add_measure(
    *, round_: Round, clause: Clause, text: str, owner: Assignment, due_on: date, by: Assignment
) -> Measure:
    """A line of the action plan. Raises NotYours, RoundClosed before the report is adopted and once it is followed up,
    RoundError for an empty text, a day gone by, another version's clause or an owner who has left.
    """
    row = _locked(round_, by, (Right.LEAD, Right.ADOPT), Round.Status.ADOPTED)
    if clause.version_id != row.version_id:
        raise RoundError(_("The round is judged by another version."))
    if not text.strip():
        raise RoundError(_("Write what is to be done."), field="text")
    if due_on < timezone.localdate():
        raise RoundError(_("The day lies behind."), field="due_on")
    if not owner.is_in_force:
        raise RoundError(_("This assignment is not in force."), field="owner")
    return Measure.objects.create(report=row.report, clause=clause, text=text.strip(), owner=owner, due_on=due_on)


@act
def follow_up_measure(*, measure: Measure, outcome: str, done_on: date, by: Assignment) -> Measure:
    """What came of it: said by its owner, or by who leads the round or adopts for a party.

    Raises NotYours, RoundClosed, RoundError without an outcome or for a day to come.
    """
    row = lock_round(measure.report.round)
    if measure.owner_id != by.pk and not any(may(by, right, row.rule_set) for right in (Right.LEAD, Right.ADOPT)):
        raise NotYours
    if row.status != Round.Status.ADOPTED:
        raise RoundClosed
    if not outcome.strip():
        raise RoundError(_("Write what came of it."), field="outcome")
    if done_on > timezone.localdate():
        raise RoundError(_("The day lies ahead."), field="done_on")
    measure.outcome, measure.done_on = outcome.strip(), done_on
    measure.save(update_fields=["outcome", "done_on"])
    return measure


@act
def finish_follow_up(*, round_: Round, by: Assignment) -> Round:
    """The action plan is followed up and the round is over. Raises NotYours, RoundClosed, RoundError while it is not."""
    row = _locked(round_, by, (Right.LEAD, Right.ADOPT), Round.Status.ADOPTED)
    if row.report.measures.filter(done_on=None).exists():
        raise RoundError(_("Write what came of every measure first."))
    return _moved_to(row, Round.Status.FOLLOWED_UP)


def _require_assessed(round_: Round) -> None:
    assessed = ClauseAssessment.objects.filter(report=round_.report).values("clause")
    missing = Clause.objects.filter(version=round_.version_id).exclude(pk__in=assessed).order_by("position")
    if codes := list(missing.values_list("code", flat=True)):
        raise RoundError(_("These clauses have no assessment yet: %(codes)s.") % {"codes": ", ".join(codes)})


def _report_of(round_: Round) -> Report:
    year = round_.year
    report, _made = Report.objects.get_or_create(
        round=round_,
        defaults={
            "rule_set": round_.rule_set,
            "version_id": round_.version_id,
            "period_from": date(year, 1, 1),
            "period_to": date(year, 12, 31),
        },
    )
    return report


def _locked(round_: Round, by: Assignment, rights: Right | tuple[Right, ...], status: Round.Status) -> Round:
    row = lock_round(round_)
    wanted = rights if isinstance(rights, tuple) else (rights,)
    if not any(may(by, right, row.rule_set) for right in wanted):
        raise NotYours
    if row.status != status:
        raise RoundClosed
    return row


def _moved_to(round_: Round, status: Round.Status) -> Round:
    round_.status = status
    round_.save(update_fields=["status"])
    return round_
