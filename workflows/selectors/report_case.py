"""What the pages of reports of concern show: lists, who is named, what is shared, and the paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Assignment
from accounts.roles import Action
from accounts.templatetags.samplan import clock_time, full_date
from cases.identity import display_number
from cases.models import Case, CasePerson, Participation, ReportReceipt
from cases.permissions import visible_to
from cases.services.access import log_listing
from workflows.selectors.case_list import subjects_of

MOST = 100


@dataclass(frozen=True, slots=True)
class ListedReport:
    case: Case
    subject: CasePerson | None
    is_sent: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """All that the reporter is told, in words; `may_ask` while nothing has been asked for."""

    received: str
    handed_on: list[str]
    feedback: str
    may_ask: bool
    is_waiting: bool = False


def reports_of(assignment: Assignment) -> list[ListedReport]:
    """The newest reports that exist for the assignment, sent and received, at most MOST; the listing is logged."""
    cases = list(_reports(assignment).order_by("-opened_at")[:MOST])
    subjects = subjects_of({case.pk for case in cases}, assignment)
    if cases:
        shown = [(case.pk, subjects[case.pk].pk if case.pk in subjects else None) for case in cases]
        log_listing(what="report_list", shown=shown, by=assignment)
    return [ListedReport(case, subjects.get(case.pk), case.kind == Case.Kind.CONCERN_REPORT) for case in cases]


def named_on(case: Case) -> list[Participation]:
    """Who may open it beside the unit's manager, in the order they were named."""
    rows = Participation.objects.filter(case=case, unit=case.owner_unit_id, user__isnull=False, valid_to=None)
    return list(rows.select_related("user").order_by("valid_from", "pk"))


def not_named(case: Case, assignment: Assignment) -> list[Assignment]:
    """Colleagues of the own unit who could be named."""
    if case.owner_unit_id != assignment.unit_id or Action.HAND_OVER not in assignment.rights.actions:
        return []
    named = {row.user_id for row in named_on(case)}
    there = Assignment.objects.in_force().select_related("user").filter(unit=assignment.unit_id)
    found = [each for each in there.order_by("user__full_name", "pk") if Action.WRITE in each.rights.actions]
    return [each for each in found if each.user_id not in named]


def shared_state(receipts: list[ReportReceipt]) -> Shared:
    first, now = receipts[0], receipts[-1]
    handed_on = [
        _("Handed on to another unit that answers for the child on %(when)s.") % {"when": _moment(each.handed_on_at)}
        for each in receipts
        if each.handed_on_at
    ]
    if now.answered_at:
        answer = ReportReceipt.Answer(now.answer).label
        feedback = _("%(answer)s. Answered on %(when)s.") % {"answer": answer, "when": _moment(now.answered_at)}
    elif now.refused_at:
        feedback = _("Social services have judged that it is unsuitable to answer, on %(when)s.") % {
            "when": _moment(now.refused_at)
        }
    elif now.feedback_requested_at:
        feedback = _("You asked on %(when)s. The answer shows here when it comes.") % {
            "when": _moment(now.feedback_requested_at)
        }
    else:
        feedback = ""
    is_waiting = bool(now.feedback_requested_at) and not (now.answered_at or now.refused_at)
    return Shared(_moment(first.received_at), handed_on, feedback, not now.feedback_requested_at, is_waiting)


def report_parts(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The frozen report as headings and lines, in the order they are read: for the receiver's page and the paper."""
    reporter = content["reporter"]
    who = [f"{reporter['name']}, {reporter['unit']}, {reporter['provider']}"]
    who += [_("Telephone %(phone)s.") % {"phone": reporter["phone"]}] if reporter["phone"] else []
    urgent = []
    if content["is_urgent"] and content["phoned_at"]:
        phoned = parse_datetime(content["phoned_at"])
        urgent = [_("Urgent. Social services were phoned on %(when)s.") % {"when": _moment(phoned)}]
    parts = [
        (_("Urgent"), urgent),
        (_("The child and the family"), [_person_line(each) for each in _child_first(content["people"])]),
        (_("Seen"), [content["seen"]]),
        (_("Said by the child or others"), [content["heard"]]),
        (pgettext("report of concern", "Done"), [content["done"]]),
        (_("Where the child is"), [content["whereabouts"]]),
        (_("Reported by"), who),
    ]
    return [{"heading": heading, "lines": [line for line in lines if line]} for heading, lines in parts if any(lines)]


def report_paper(case: Case, content: dict[str, Any], receipts: list[ReportReceipt], by: Assignment) -> dict[str, Any]:
    """For templates/typst/text.typ."""
    state = shared_state(receipts)
    sent = _("Sent to %(municipality)s and received on %(when)s.") % {
        "municipality": content["municipality"],
        "when": state.received,
    }
    lines = [sent, *state.handed_on, *([state.feedback] if state.feedback else [])]
    return {
        "heading": _("Report of concern (SoL 19 kap. 1 §)"),
        "author": by.unit.name,
        "foot": f"{by.unit.name}, {case.number}",
        "parts": [*report_parts(content), {"heading": _("Receipt"), "lines": lines}],
    }


def _reports(assignment: Assignment) -> QuerySet[Case]:
    return visible_to(assignment).filter(kind__in=Case.BY_NAME)


def _child_first(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who carries a child is frozen before it, so that the copy can name the copy."""
    return sorted(people, key=lambda person: bool(person["relation"] != CasePerson.Relation.SUBJECT))


def _person_line(person: dict[str, Any]) -> str:
    relation = CasePerson.Relation(person["relation"])
    what = _("The child") if relation == CasePerson.Relation.SUBJECT else str(relation.label)
    number = display_number(person["number"], person["number_kind"]) if person["number"] else ""
    born = _("born %(day)s") % {"day": _day(person["birth_date"])} if person["birth_date"] and not number else ""
    expected = _("expected %(day)s") % {"day": _day(person["expected_birth"])} if person["expected_birth"] else ""
    words = _("interpreter: %(language)s") % {"language": person["language"]}
    interpreter = words if person["needs_interpreter"] else ""
    protection = CasePerson.Protection(person["protection"])
    guarded = str(protection.label).lower() if protection != CasePerson.Protection.NONE else ""
    known = ", ".join(part for part in (person["name"], number, born, expected, interpreter, guarded) if part)
    return f"{what}: {known}"


def _day(written: str) -> str:
    """A frozen day in words."""
    return full_date(date.fromisoformat(written))


def _moment(at: Any) -> str:
    """«22 november 2026 kl. 13.30»."""
    return _("%(day)s at %(time)s") % {"day": full_date(at), "time": clock_time(at)} if at else ""
