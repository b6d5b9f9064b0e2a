"""Tags and filters of every page: icons, dates and figures as Swedish authorities write them, the clock cell."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

NARROW_NO_BREAK_SPACE = "\u202f"
AGE_IN_YEARS_ONLY_FROM = 7


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of `static/icons.svg`, hidden from screen readers: words always stand beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name)


@register.simple_tag
def once_key() -> str:
    """A key for one form as it is shown: sent twice, it is carried out once."""
    return str(uuid4())


def local_date(moment: date | datetime) -> date:
    """The day in Stockholm of a date or a moment."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


@register.filter
def long_date(moment: date | datetime | None) -> str:
    """'måndag 23 november'; the year follows only when it is not this one."""
    if not moment:
        return ""
    day = local_date(moment)
    # Translators: date formats, see "date" among Django's template filters
    pattern = _("l j F") if day.year == timezone.localdate().year else _("l j F Y")
    return format_date(day, pattern)


@register.filter
def full_date(moment: date | datetime | None) -> str:
    """'23 november 2026', with its year always: for paper and statements."""
    return format_date(local_date(moment), _("j F Y")) if moment else ""


@register.filter
def day_line(moment: date | datetime | None) -> str:
    """'Måndag 23 november 2026, vecka 48', under the heading of a working day."""
    if not moment:
        return ""
    day = local_date(moment)
    words = _("%(day)s, week %(week)d") % {"day": format_date(day, _("l j F Y")), "week": day.isocalendar().week}
    return capfirst(words)


@register.filter
def short_date(moment: date | datetime | None) -> str:
    """'23 nov' in tables; the year follows only when it is not this one."""
    if not moment:
        return ""
    day = local_date(moment)
    return format_date(day, _("j M") if day.year == timezone.localdate().year else _("j M Y"))


@register.filter
def clock_time(moment: datetime | None) -> str:
    """'16.00'."""
    if not moment:
        return ""
    return format_date(timezone.localtime(moment) if timezone.is_aware(moment) else moment, _("H:i"))


@register.filter
def when(moment: datetime | None) -> str:
    """'I dag 07.00' or '20 nov 15.10': the first column of events."""
    if not moment:
        return ""
    if local_date(moment) == timezone.localdate():
        return _("Today %(time)s") % {"time": clock_time(moment)}
    return f"{short_date(moment)} {clock_time(moment)}"


def whole_months(born: date, today: date) -> int:
    """Full months lived on `today`."""
    return (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)


def years_words(years: int) -> str:
    """'2 år'."""
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def months_words(months: int) -> str:
    """'4 månader'."""
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}


def age_words(born: date, today: date) -> str:
    """'5 dagar', '7 veckor', '4 månader', '2 år 10 månader', '34 år'; empty before birth."""
    days, months = (today - born).days, whole_months(born, today)
    if days < 0:
        return ""
    if days < 7:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if months < 2:
        return ngettext("%(count)d week", "%(count)d weeks", days // 7) % {"count": days // 7}
    years, left = divmod(months, 12)
    if not years:
        return months_words(months)
    if not left or years >= AGE_IN_YEARS_ONLY_FROM:
        return years_words(years)
    return f"{years_words(years)} {months_words(left)}"


@register.filter
def age(born: date | None) -> str:
    """The age today in full: '2 år 10 månader'."""
    return age_words(born, timezone.localdate()) if born else ""


@register.filter
def in_cm(millimetres: int) -> str:
    """'56,5 cm' of whole millimetres."""
    return f"{millimetres / 10:.1f}".replace(".", ",") + " cm"


@register.filter
def short_age(born: date | None) -> str:
    """The age today for lists: '2 år', below one year as `age`."""
    if not born:
        return ""
    today = timezone.localdate()
    years = whole_months(born, today) // 12
    return years_words(years) if years > 0 else age_words(born, today)


@register.filter
def thousands(number: int | None) -> str:
    """'4 480', with a narrow no-break space."""
    return "" if number is None else f"{number:,}".replace(",", NARROW_NO_BREAK_SPACE)


@register.filter
def in_swedish(text: str | None) -> str:
    """A stored text in the reader's language where the catalogue has it, else as it stands."""
    return _(text) if text else ""


@register.filter
def percent(share: Decimal | None) -> str:
    """'67 %' of a share 0–1, with a decimal only where it has one; empty where nothing is given."""
    if share is None:
        return ""
    return f"{(share * 100).normalize():f}".replace(".", ",") + NARROW_NO_BREAK_SPACE + "%"


@register.filter
def percent_of(share: float | None) -> str:
    """'67 %' of a share 0–1 of a figure, in whole per cent; empty where there is none."""
    return "" if share is None else percent(Decimal(round(share * 100)) / 100)


@dataclass(frozen=True)
class Due:
    """What a clock cell says. `state`: late, soon, later, paused, done or none."""

    state: str
    words: str
    detail: str = ""

    @property
    def icon(self) -> str:
        """The shape of the state: never told by colour alone."""
        return {"late": "late", "soon": "clock", "later": "calendar", "paused": "pause", "done": "tick"}.get(
            self.state, ""
        )


def due_detail(due_at: date | datetime, today: date) -> str:
    """The date under a clock, 'kl. 16.00' when the moment is today."""
    day = local_date(due_at)
    if day == today and isinstance(due_at, datetime):
        return _("at %(time)s") % {"time": clock_time(due_at)}
    return format_date(day, _("j M, l") if day.year == today.year else _("j M Y"))


def due_words(
    due_at: date | datetime | None, *, now: datetime, soon_days: int = 2, paused: str = "", is_done: bool = False
) -> Due:
    """What to say of a deadline: 'Försenad 3 dagar', 'Snart, i dag', 'Om 3 dagar', 'Pausad', 'Klar'.

    `now` is aware; `soon_days` comes from the clock's record; `paused` is the reason of a pause.
    """
    if is_done:
        return Due("done", _("Done"))
    if paused or due_at is None:
        return Due("paused", _("Paused"), paused) if paused else Due("none", _("No deadline"))
    days = (local_date(due_at) - local_date(now)).days
    detail = due_detail(due_at, local_date(now))
    if days < 0:
        return Due("late", ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}, detail)
    if isinstance(due_at, datetime) and due_at <= now:
        return Due("late", _("Late, today"), detail)
    if days > soon_days:
        return Due("later", ngettext("In %(count)d day", "In %(count)d days", days) % {"count": days}, detail)
    near = {0: _("Soon, today"), 1: _("Soon, tomorrow")}
    return Due("soon", near.get(days) or _("Soon, in %(count)d days") % {"count": days}, detail)


@register.inclusion_tag("parts/clock.html")
def clock(due: Due | date | datetime | None, soon_days: int = 2, paused: str = "") -> dict[str, Any]:
    """The clock cell of a `Due`, or of a bare deadline."""
    if due is None or isinstance(due, date):
        due = due_words(due, now=timezone.now(), soon_days=soon_days, paused=paused)
    return {"due": due}


@register.inclusion_tag("parts/writing.html", takes_context=True)
def writing(context: dict[str, Any], *parts: object, is_swapped: bool = False) -> dict[str, Any]:
    """Who else is writing in the form whose draft has the key made of `parts`, by the context's `writing`."""
    key = ":".join(map(str, parts))
    who = (context.get("writing") or {}).get(key, [])
    return {
        "key": key,
        "id": f"writing-{slugify(key.replace(':', '-')) or 'page'}",
        "who": who,
        "is_swapped": is_swapped,
    }
