from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Assignment
from accounts.templatetags.samplan import short_age, short_date
from cases.services.access import log_listing
from workflows.models.step import CONSULTATION_STEPS, PauseReason, Step
from workflows.navigation import has_inbox, landing_page
from workflows.selectors.due import due_of
from workflows.selectors.inbox import (
    COUNTED_TO,
    After,
    Counts,
    Filters,
    Page,
    Row,
    inbox_counts,
    inbox_page,
    waiting_for_others,
)
from workflows.selectors.notice import notices_for
from workflows.services.notice import mark_seen
from workflows.task_views.page import ActingPage

TABS = ("mine", "unit", "others", "told")


class Inbox(ActingPage):
    """What waits, by deadline: mine and free together, the unit's whole queue, or what others are to do.

    The address of Samplan itself: whom no task can reach is taken to where their role begins. A manager, whose
    inbox this is too, begins elsewhere and is taken there after signing in.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        if not has_inbox(self.by.rights):
            return redirect(landing_page(self.by.rights))
        tab = request.GET.get("tab", "mine")
        if tab == "told":
            return self.told()
        return self.show(tab)

    def show(self, tab: str, **more: Any) -> HttpResponse:
        now = timezone.now()
        counts = inbox_counts(self.by, now=now)
        filters = self.filters(tab)
        chosen = waiting_for_others if tab == "others" else inbox_page
        page: Page = chosen(self.by, filters=filters, now=now, after=self.after())
        seen = [(row.case, row.subject.pk) for row in page.rows if row.subject and row.case]
        if seen:
            log_listing(what="inbox", shown=seen, by=self.by)
        total = {"unit": counts.everybody, "others": counts.waiting_for_others}.get(tab, counts.mine_and_free)
        context = {
            "today": timezone.localdate(),
            "start_url": reverse("start_plan") if self.by.opens_new else "",
            "start_label": _("Start a SIP"),
            "ask_url": reverse("ask_consultation") if self.by.rights.opens_new else "",
            "tabs": self.tabs(tab, counts),
            "chips": self.chips(filters, counts) if tab == "mine" else [],
            "groups": self.groups(page.rows, now, may_take=tab != "others"),
            "shown": len(page.rows),
            "total": capped(total),
            "more_url": self.more_url(tab, page),
            "empty_text": _("New tasks show here as soon as your unit gets them."),
            "empty_links": self.empty_links(tab),
        }
        template = "workflows/inbox_rows.html" if more.pop("only_rows", False) else "workflows/inbox.html"
        return render(self.request, template, context | more)

    def told(self) -> HttpResponse:
        notices = list(notices_for(self.by)[:50])
        counts = inbox_counts(self.by, now=timezone.now())
        context = {"tabs": self.tabs("told", counts), "notices": notices, "today": timezone.localdate()}
        return render(self.request, "workflows/notices.html", context)

    def filters(self, tab: str) -> Filters:
        wanted = self.request.GET
        return Filters(
            everybody=tab != "mine",
            mine=wanted.get("only") == "mine",
            late=wanted.get("only") == "late",
            soon=wanted.get("only") == "soon",
            step=Step(wanted["step"]) if wanted.get("step") in Step.values else None,
        )

    def after(self) -> After | None:
        try:
            due, task = self.request.GET.get("after", "").rsplit("_", 1)
            return After(datetime.fromisoformat(due), UUID(task))
        except ValueError:
            return None

    def more_url(self, tab: str, page: Page) -> str:
        if page.after is None:
            return ""
        after = f"{page.after.due_at.isoformat()}_{page.after.task}"
        return "?" + urlencode({"tab": tab, "only": self.request.GET.get("only", ""), "after": after})

    def tabs(self, tab: str, counts: Counts) -> list[dict[str, Any]]:
        told = notices_for(self.by)[:COUNTED_TO].count()
        lines = [
            ("mine", _("Mine and free"), counts.mine_and_free),
            ("unit", _("The unit's whole queue"), counts.everybody),
            ("others", _("Waiting for others"), counts.waiting_for_others),
            ("told", _("News"), told),
        ]
        return [
            {"url": f"?tab={key}", "label": label, "count": capped(count), "is_current": key == tab}
            for key, label, count in lines
        ]

    def chips(self, filters: Filters, counts: Counts) -> list[dict[str, Any]]:
        lines = [
            ("late", pgettext("tasks", "Late"), counts.late, filters.late, "late"),
            ("soon", _("Soon"), counts.soon, filters.soon, "clock"),
            ("mine", _("Only mine"), counts.mine, filters.mine, "you"),
        ]
        return [
            {
                "label": label,
                "count": capped(count),
                "is_on": is_on,
                "drawing": drawing,
                "url": "?tab=mine" if is_on else f"?tab=mine&only={key}",
            }
            for key, label, count, is_on, drawing in lines
        ]

    def groups(self, rows: Any, now: datetime, *, may_take: bool) -> list[tuple[str, list[dict[str, Any]]]]:
        """The rows under Late, Today and tomorrow, Later; empty groups are left out."""
        today = timezone.localdate(now)
        late, near, later = [], [], []
        for row in rows:
            shown = self.row(row, now, may_take=may_take)
            is_paused = row.paused_until is not None and row.paused_until > now
            if row.due_at <= now and not is_paused:
                late.append(shown)
            elif (row.due_on - today).days <= 1 and not is_paused:
                near.append(shown)
            else:
                later.append(shown)
        named = [(pgettext("tasks", "Late"), late), (_("Today and tomorrow"), near), (_("Later"), later)]
        return [(heading, found) for heading, found in named if found]

    def row(self, row: Row, now: datetime, *, may_take: bool) -> dict[str, Any]:
        paused = ""
        if row.paused_until is not None and row.paused_until > now:
            until = short_date(row.paused_until)
            paused = _("%(reason)s, until %(day)s") % {"reason": PauseReason(row.pause_reason).label, "day": until}
        if row.case is None:
            return round_row(row, now)
        subject = row.subject
        kind, words = holder(row, self.by)
        return {
            "id": row.task,
            "title": row.step.label,
            "url": reverse("task", args=[row.task]),
            "detail": f"{row.case_number}. {row.unit}" if row.case_number else row.unit,
            "agreed": row.agreed,
            "subject_name": subject_name(row),
            "subject_detail": subject_detail(subject),
            "is_protected": bool(subject and subject.is_protected),
            "due": due_of(row.due_at, row.near_at, now=now, paused=paused),
            "holder_kind": kind,
            "holder_words": words,
            "take_url": reverse("take_task", args=[row.task]) if kind == "free" and may_take and self.may_take else "",
        }

    @property
    def may_take(self) -> bool:
        return self.by.rights.opens_new

    def empty_links(self, tab: str) -> list[dict[str, str]]:
        links = [{"label": _("See the unit's whole queue"), "url": "?tab=unit"}] if tab == "mine" else []
        return [*links, {"label": _("Your cases"), "url": reverse("cases")}]


class SeeNotices(ActingPage):
    """Marks what one has been told as seen."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            wanted = [UUID(each) for each in request.POST.getlist("notice")]
        except ValueError as malformed:
            raise Http404 from malformed
        mark_seen(notices=wanted, by=self.by)
        return redirect(f"{reverse('inbox')}?tab=told")


def round_row(row: Row, now: datetime) -> dict[str, Any]:
    """Work of a round: nobody takes it, and it is about no person."""
    words = {"centre": row.centre, "year": row.year}
    title = _("Answer for %(centre)s, KAFO %(year)s") % words if row.centre else row.step.label
    return {
        "id": row.task,
        "title": title,
        "url": reverse("task", args=[row.task]),
        "detail": row.agreement if row.centre else _("Round %(year)s") % words,
        "subject_name": row.centre or row.agreement,
        "due": due_of(row.due_at, row.near_at, now=now),
        "holder_kind": "you",
        "holder_words": _("You"),
    }


def holder(row: Row, by: Assignment) -> tuple[str, str]:
    """Who has the task: you, nobody, or a colleague."""
    if row.taken_by is None:
        return "free", _("Free")
    if row.taken_by == by.user_id:
        return "you", _("You")
    if row.taken_by in by.user_ids:
        return "away", row.taken_by_name
    return "other", row.taken_by_name


def subject_name(row: Row) -> str:
    if row.subject is not None:
        return str(row.subject)
    is_about_nobody = row.step in CONSULTATION_STEPS
    return _("Nobody is named") if is_about_nobody else _("The name shows when you take the task")


def subject_detail(subject: Any) -> str:
    if subject is None:
        return ""
    if subject.is_unborn:
        return _("Expected %(day)s") % {"day": short_date(subject.expected_birth)}
    words = [short_age(subject.birth_date)] if subject.birth_date else []
    if subject.needs_interpreter:
        words.append(_("interpreter: %(language)s") % {"language": subject.language})
    return ", ".join(words)


def capped(count: int) -> str:
    """«99+» from a hundred on: counts are never computed further."""
    return "99+" if count >= COUNTED_TO else str(count)
