"""Fields as people write: days as 2026-12-18, 18/12 or +2v; times as 13.30; text without control characters."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.ages import LAST_WEEK, in_weeks
from cases.identity import IdentityNumber, InvalidNumber, parse_number
from cases.names import TextTooLong, clean_text

SHORT, LONG = 200, 10_000
DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})")
AHEAD = re.compile(r"\+\s*(?P<count>\d{1,3})\s*(?P<unit>[dvmDVM]?)")
WEEKS_AND_DAYS = re.compile(r"(?P<weeks>\d{1,2})\s*(?:\+\s*(?P<days>[0-6]))?")
FIRST_WEEK = 22
DAYS_IN = {"": 1, "d": 1, "v": 7, "m": 30}


class Text(forms.CharField):
    """Text without control characters; `limit` in characters. Nothing is cut: too long is an error that keeps it."""

    def __init__(self, *, limit: int = SHORT, rows: int = 0, **options: Any) -> None:
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        self.limit = limit
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        try:
            text = clean_text(super().to_python(value) or "", limit=self.limit)
        except TextTooLong as too_long:
            raise ValidationError(str(too_long), code="too_long") from too_long
        return text if self.strip is False else text.strip()


class Day(forms.DateField):
    """A day as åååå-mm-dd, or short: 18/12 is the next one to come, +2v two weeks from today."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "class": "input-day"})
    default_error_messages = {"invalid": _("Write the day as yyyy-mm-dd, for example 2026-12-18.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%d", "%Y%m%d"])
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            return self._short(value.strip()) or super().to_python(value.strip())
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def _short(self, text: str) -> date | None:
        today = timezone.localdate()
        if ahead := AHEAD.fullmatch(text):
            return today + timedelta(days=int(ahead["count"]) * DAYS_IN[ahead["unit"].lower()])
        if near := DAY_AND_MONTH.fullmatch(text):
            return self._next(today, int(near["day"]), int(near["month"]))
        return None

    def _next(self, today: date, day: int, month: int) -> date:
        # Four years ahead holds every 29 February.
        for year in range(today.year, today.year + 5):
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if found >= today:
                return found
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class Clock(forms.TimeField):
    """A time as 13.30 or 13:30."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "input-time"})
    default_error_messages = {"invalid": _("Write the time as 13.30.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H.%M", "%H:%M", "%H%M", "%H"], **options)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H.%M") if isinstance(value, time) else value


class Number(forms.CharField):
    """A personal identity, coordination or reserve number; cleans to an IdentityNumber, or None when left empty."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "input-number"})

    def clean(self, value: Any) -> IdentityNumber | None:
        text = (value or "").strip()
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            return parse_number(text)
        except InvalidNumber as invalid:
            raise ValidationError(str(invalid), code=invalid.code) from invalid


class WeeksAndDays(forms.CharField):
    """A length of pregnancy as «36+2» or «36»; cleans to days, or None when left empty."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "class": "field-short"})
    default_error_messages = {
        "invalid": _("Write whole weeks and days, for example 36+2."),
        "unlikely": _("The child is born between week 22 and week 43."),
    }

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).strip()
        if not text:
            return None
        if (found := WEEKS_AND_DAYS.fullmatch(text)) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        weeks, days = int(found["weeks"]), int(found["days"] or 0)
        if not FIRST_WEEK <= weeks <= LAST_WEEK:
            raise ValidationError(self.error_messages["unlikely"], code="unlikely")
        return weeks * 7 + days

    def prepare_value(self, value: Any) -> Any:
        return in_weeks(value) if isinstance(value, int) else value


def at(day: date, clock: time) -> datetime:
    """That day and time in Sweden, with zone."""
    return timezone.make_aware(datetime.combine(day, clock))
