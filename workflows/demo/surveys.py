"""Two made-up rounds of addiction care: what parents answered, of nobody; and what the demo's own records say.

Told after the patients are there. Both wait for words beside the figures, and their answers are released.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from accounts.acting import transaction_as
from accounts.models import Assignment, CareUnit
from agreements.models import Questionnaire, Report, Round, RuleSet
from agreements.permissions import providers_to_release
from agreements.services.report import draft_round_report, release_counts
from agreements.services.round_sheet import SheetAnswers, enter_sheet
from cases.identity import parse_number
from cases.models import Case, Parenthood, PatientChild
from cases.permissions import readable_to
from workflows.demo.agreements import LOCAL
from workflows.demo.organisation import UNITS
from workflows.demo.parent_sheets import parent_sheets
from workflows.demo.releases import acting
from workflows.selectors.record_review import sheet_answers
from workflows.services.review import close_collecting, finish_checking
from workflows.services.round_start import start_round

PARENTS, RECORDS = "parents-2012", "record-review"
LEADER, CHECKER, RELEASED_BY = "birgitta", "lena", ("pia", "mats", "lars")
# Where the parents' sheets came in: unit and how many; and who has read the records of which unit.
SHEETS = (("beroende", 75), ("radgivning", 45), ("beroende_norra", 30))
READERS = ("hanna", "jonas")
Sheets = Callable[[Assignment], Iterator[tuple[Assignment, Iterable[tuple[CareUnit, SheetAnswers]]]]]


def make_surveys() -> None:
    """Changes nothing where both have been told."""
    if not Round.objects.filter(questionnaire__slug=PARENTS).exists():
        _tell(PARENTS, _of_parents)
        _tell(RECORDS, _of_records)


def _tell(slug: str, sheets: Sheets) -> None:
    leader, checker = acting(LEADER), acting(CHECKER)
    with transaction_as(leader):
        round_ = start_round(
            rule_set=RuleSet.objects.get(slug=LOCAL),
            questionnaire=Questionnaire.objects.get(slug=slug),
            # Figures from cases that the report has besides are let go when their year is over.
            year=timezone.localdate().year - 1,
            due_on=timezone.localdate() + timedelta(days=14),
            is_made_up=True,
            by=leader,
        )
    for by, answered in sheets(leader):
        with transaction_as(by):
            for unit, answers in answered:
                enter_sheet(round_=round_, unit=unit, answers=answers, by=by)
    with transaction_as(leader):
        round_ = close_collecting(round_=round_, by=leader)
    with transaction_as(checker):
        finish_checking(round_=round_, by=checker)
    with transaction_as(leader):
        report = draft_round_report(round_=round_, by=leader)
    for user in RELEASED_BY:
        _release(report, acting(user))


def _release(report: Report, by: Assignment) -> None:
    with transaction_as(by):
        for provider in providers_to_release(by, report.rule_set):
            release_counts(report=report, provider=provider, by=by)


def _of_parents(leader: Assignment) -> Iterator[tuple[Assignment, Iterable[tuple[CareUnit, SheetAnswers]]]]:
    """Who leads the round enters what came in on paper."""
    units = {unit.name: unit for unit in CareUnit.objects.all()}
    whose = [units[UNITS[key].name] for key, number in SHEETS for _sheet in range(number)]
    yield leader, zip(whose, parent_sheets(), strict=True)


def _of_records(leader: Assignment) -> Iterator[tuple[Assignment, Iterable[tuple[CareUnit, SheetAnswers]]]]:
    """A sheet for each record of the reader's own unit that the reader may read."""
    for user in READERS:
        by = acting(user)
        with transaction_as(by):
            found = list(reviewed_records(by))
        yield by, [(by.unit, answers) for answers in found]


def reviewed_records(by: Assignment) -> Iterator[SheetAnswers]:
    """What each patient's record says of children, as the page of the review would fill it in."""
    rows = readable_to(by, Parenthood.objects.filter(case__kind=Case.Kind.ADDICTION_CARE))
    children: dict[UUID, list[PatientChild]] = {}
    for child in readable_to(by, PatientChild.objects.filter(is_gone=False)):
        children.setdefault(child.case_id, []).append(child)
    for row in rows.select_related("about").order_by("created_at", "pk"):
        yield _gender(row) | sheet_answers(row, children.get(row.case_id, []))


def _gender(row: Parenthood) -> dict[str, str]:
    sex = parse_number(row.about.number).sex if row.about.number else None
    return {"gender": "woman" if sex == "female" else "man"} if sex else {}
