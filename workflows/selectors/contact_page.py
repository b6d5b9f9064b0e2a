"""What the page of a contact says: its schedule as a line and a table, what was measured, and what was found."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Assignment
from accounts.templatetags.samplan import Due, due_words, full_date, short_date
from cases.models import Case, CasePerson, Finding, HealthStep
from cases.selectors.schedule import WAITS, Planned, Standing
from workflows.selectors.case_page import PictureStep

# Days before its window closes that a step is soon.
SOON_DAYS = 7


@dataclass(slots=True)
class Row:
    """One step in the table: when, what, how it stands, and where to go on."""

    planned: Planned
    standing: Standing
    due: Due
    detail: str = ""
    url: str = ""
    label: str = ""

    @property
    def is_now(self) -> bool:
        return self.standing in WAITS


@dataclass(slots=True)
class Curve:
    """Own values of one measure as a line: `points` for the SVG, `rows` for the table beside it."""

    name: str
    unit: str
    points: str = ""
    dots: list[tuple[str, str]] = field(default_factory=list)
    top: str = ""
    bottom: str = ""


def picture(schedule: list[Planned], today: date) -> list[PictureStep]:
    """The steps for all as a line; what is offered at need stands in the table alone."""
    found, is_marked = [], False
    for each in schedule:
        standing = each.standing(today)
        if standing in (Standing.AT_NEED, Standing.OVER):
            continue
        mark = PictureStep(each.step.age_words)
        if standing in (Standing.DONE, Standing.DECLINED, Standing.ELSEWHERE):
            mark.state = "done"
        elif standing == Standing.LATE:
            mark.is_late, mark.note = True, _("late")
        elif standing == Standing.DUE and not is_marked:
            mark.state, is_marked = "now", True
        elif standing == Standing.AHEAD:
            mark.date = short_date(each.first)
        found.append(mark)
    return found


def rows_of(schedule: list[Planned], case: Case, today: date, *, may_write: bool) -> list[Row]:
    """What waits first, then what comes, then what is done, the newest first, and what nobody asks for any more."""
    rows = [_row(each, case, today, may_write) for each in schedule]
    waiting = [row for row in rows if row.is_now]
    ahead = [row for row in rows if row.standing in (Standing.AHEAD, Standing.AT_NEED)]
    settled = [row for row in rows if row.planned.row is not None and not row.is_now]
    # Of a pregnancy that is over: what was done can still be written down.
    past = [row for row in rows if row.planned.row is None and row.planned.is_past]
    return [*waiting, *ahead, *sorted(settled, key=_happened, reverse=True), *past]


def _row(each: Planned, case: Case, today: date, may_write: bool) -> Row:
    standing = each.standing(today)
    row = Row(each, standing, _due(each, standing, today))
    if each.row is not None and each.row.outcome == HealthStep.Outcome.MISSED:
        days = ", ".join(short_date(day) for day in each.row.missed_on)
        row.detail = _("Did not come %(days)s") % {"days": days}
    settled = (Standing.DONE, Standing.DECLINED, Standing.ELSEWHERE)
    if each.row is not None and (standing in settled or (each.is_past and not may_write)):
        row.url, row.label = reverse("record_step", args=[case.pk, each.step.key]), pgettext("act", "Read")
    elif may_write and (standing in (*WAITS, Standing.AT_NEED) or each.is_past):
        row.url, row.label = reverse("record_step", args=[case.pk, each.step.key]), _("Record")
    return row


def _due(each: Planned, standing: Standing, today: date) -> Due:
    if each.row is not None and standing not in WAITS:
        who = f"{short_date(each.row.happened_on)}, {each.row.written_by.full_name}"
        return Due("done", str(standing.label), who)
    if standing == Standing.AHEAD:
        words = due_words(each.first, now=timezone.now(), soon_days=-1).words
        return Due("later", words, _("From %(day)s") % {"day": full_date(each.first)})
    if standing == Standing.AT_NEED:
        return Due("none", str(standing.label), _("Until %(day)s") % {"day": full_date(each.last)})
    if standing == Standing.OVER:
        return Due("none", str(standing.label))
    return due_words(each.last, now=timezone.now(), soon_days=SOON_DAYS)


def _happened(row: Row) -> date:
    recorded = row.planned.row
    return recorded.happened_on if recorded else date.min


def measured(rows: list[HealthStep]) -> list[HealthStep]:
    """The steps at which something was measured, the newest first."""
    return sorted((row for row in rows if row.weight or row.length or row.head), key=lambda row: row.happened_on)[::-1]


WIDTH, HEIGHT, EDGE = 320, 140, 12


def curve(rows: list[HealthStep], born: date | None) -> Curve | None:
    """Own weights by age. Reference curves are the clinic's to load, and none is drawn here."""
    values = [((row.happened_on - born).days, row.weight) for row in rows if born and row.weight]
    if len(values) < 2:
        return None
    values.sort()
    days, grams = [day for day, _grams in values], [grams for _day, grams in values]
    wide, high = max(days[-1] - days[0], 1), max(max(grams) - min(grams), 1)
    # As text: a template would write a number with the reader's decimal comma.
    dots = [
        (
            f"{EDGE + (day - days[0]) / wide * (WIDTH - 2 * EDGE):.1f}",
            f"{HEIGHT - EDGE - (gram - min(grams)) / high * (HEIGHT - 2 * EDGE):.1f}",
        )
        for day, gram in values
    ]
    points = " ".join(f"{x},{y}" for x, y in dots)
    return Curve(_("Weight"), _("g"), points, dots, f"{max(grams)} g", f"{min(grams)} g")


def findings_shown(findings: list[Finding]) -> list[dict[str, Any]]:
    """That something was found and how it stands; what and about whom is said on its own page alone."""
    return [
        {
            "label": _("Waits for a decision") if not each.action else _("Decided"),
            "url": reverse("finding", args=[each.case_id]),
            "found_on": each.found_on,
        }
        for each in findings
    ]


def title_of(case: Case, subject: CasePerson | None) -> str:
    """Who the contact is with: once a pregnancy has ended, who carried it."""
    if subject is None:
        return case.number
    is_over = not subject.is_unborn or not case.is_open
    if case.kind == Case.Kind.PREGNANCY and is_over and subject.carried_by is not None:
        return str(subject.carried_by)
    return str(subject)


def parents_of(people: list[CasePerson], case: Case, by: Assignment) -> list[tuple[str, str]]:
    """Each adult's own page: what one has answered stands on no page that is about the other, or the child."""
    children = (CasePerson.Relation.SUBJECT, CasePerson.Relation.SIBLING)
    adults = [each for each in people if each.relation not in children]
    return [(str(each), reverse("answers", args=[case.pk, each.pk])) for each in adults]
