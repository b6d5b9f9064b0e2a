"""A round that an office made on paper or in a spreadsheet, taken in whole: the file's centres and their answers."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, FamilyCentre
from accounts.services.organisation import open_centre
from agreements.errors.round import NotYours, NoVersion
from agreements.models import AgreementCentre, Questionnaire, Round, RoundCentre, RuleSet
from agreements.permissions import Right, may
from agreements.round_file import Row, same_name
from agreements.selectors.round import centres_by_name, questions_of, version_of_year
from agreements.selectors.round_import import KAFO, ImportPlan, kafo_round, plan_import
from agreements.services.round import lock_rule_set
from agreements.services.round_answer import read_answers, write_answers


class UnknownCentre(LookupError):
    """The agreement does not know the centre, and nobody said that it should be made."""


@act
def import_round(
    *,
    rule_set: RuleSet,
    year: int,
    rows: Sequence[Row],
    by: Assignment,
    may_create_centres: bool = False,
    is_made_up: bool = False,
) -> ImportPlan:
    """Makes the round of `year` be these rows, and returns what that changed. The same rows again change nothing.

    A new round gets the version that was in force last in that year, and awaits compiling. Raises NotYours, NoVersion,
    UnknownCentre, RoundAdopted, RoundExists for a round started by hand, NotAnswered, WrongAnswer.
    """
    if not may(by, Right.LEAD, rule_set):
        raise NotYours
    lock_rule_set(rule_set)
    plan = plan_import(rule_set, year, rows)
    if plan.created and not may_create_centres:
        raise UnknownCentre(plan.created[0])
    if plan.is_empty:
        return plan
    round_ = kafo_round(rule_set, year) or _new_round(rule_set, year, is_made_up)
    centres = _centres(rule_set, plan, round_, by)
    _remove(round_, {same_name(name) for name in plan.removed})
    touched = {same_name(name) for name in (*plan.added, *(change.centre for change in plan.changes))}
    asked = {each.centre_id: each for each in round_.centres.select_related("centre")}
    questions = questions_of(round_)
    for row in rows:
        name = same_name(row.centre)
        if name in touched:
            centre = centres[name]
            each = asked.get(centre.pk) or RoundCentre(round=round_, centre=centre)
            said = read_answers(questions, row.answers)
            each.status = RoundCentre.Status.ANSWERED
            each.answered_at, each.answered_by = timezone.now(), by
            each.save()
            write_answers(each, said)
    return plan


def _new_round(rule_set: RuleSet, year: int, is_made_up: bool) -> Round:
    version = version_of_year(rule_set, year)
    if version is None:
        raise NoVersion
    # The year is all the file says: its last day, or today where that is still to come.
    on = min(date(year, 12, 31), timezone.localdate())
    return Round.objects.create(
        rule_set=rule_set,
        version=version,
        questionnaire=Questionnaire.objects.get(slug=KAFO),
        year=year,
        status=Round.Status.COMPILING,
        is_imported=True,
        is_made_up=is_made_up,
        started_on=on,
        due_on=on,
    )


def _centres(rule_set: RuleSet, plan: ImportPlan, round_: Round, by: Assignment) -> dict[str, FamilyCentre]:
    """All centres the agreement knows, by name, with those made that it did not."""
    centres = {name: row.centre for name, row in centres_by_name(rule_set).items()}
    elsewhere = {same_name(each.name): each for each in FamilyCentre.objects.all()} if plan.created else {}
    since = max(date(round_.year, 1, 1), round_.version.valid_from)
    for name in plan.created:
        key = same_name(name)
        centre = elsewhere.get(key) or open_centre(name=name, units=[], valid_from=since, by=by)
        AgreementCentre.objects.create(rule_set=rule_set, centre=centre, valid_from=since)
        centres[key] = centre
    return centres


def _remove(round_: Round, names: set[str]) -> None:
    for each in round_.centres.select_related("centre"):
        if same_name(each.centre.name) in names:
            for answer in each.answers.all():
                answer.delete()
            each.delete()
