"""National codes from a file: dated, imported by an administrator, never changed where they have been used."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO

from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import CareCode, Certainty, CodeUse

# Characters, as the columns of CareCode hold.
LIMITS = {"system": 20, "code": 12, "label": 200, "source": 300}
COLUMNS = ("system", "code", "label", "use", "source", "certainty", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """One line of a file of codes."""

    system: str
    code: str
    label: str
    use: str
    source: str
    certainty: str
    valid_from: date
    valid_to: date | None = None


def read_codes(text: str) -> list[CodeRow]:
    """Lines separated by semicolons, the first one naming COLUMNS. Raises CaseError with the line's number."""
    lines = csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";")
    number = 1
    try:
        if "\x00" in text or tuple(lines.fieldnames or ()) != COLUMNS:
            raise CaseError(_("The first line has to be: %(columns)s") % {"columns": ";".join(COLUMNS)})
        found = []
        for number, line in enumerate(lines, 2):
            found.append(_read(number, line))
    except csv.Error:
        # A cell that is longer than any, or a line that ends within one.
        raise CaseError(_("Line %(number)d cannot be read.") % {"number": number + 1}) from None
    return found


@act
def import_codes(*, rows: Iterable[CodeRow], by: Assignment | None) -> int:
    """Writes what is new; how many that were. A version in force before ends the day before the new one begins.

    A line that stands already is left as it is; its last day may be set. Raises CaseError for one that would change
    what has been in force.
    """
    if by is not None and not by.rights.administers:
        raise CaseError(_("Your role does not change the codes."))
    return sum(_import(row) for row in rows)


def _import(row: CodeRow) -> bool:
    values = {name: getattr(row, name) for name in ("label", "use", "source", "certainty")}
    versions = CareCode.objects.select_for_update().filter(system=row.system, code=row.code)
    same = versions.filter(valid_from=row.valid_from).first()
    if same is not None:
        if any(getattr(same, name) != value for name, value in values.items()):
            message = _("%(code)s is already written from that day. Give the change a day of its own.")
            raise CaseError(message % {"code": row.code})
        if row.valid_to is None or same.valid_to == row.valid_to:
            return False
        same.valid_to = row.valid_to
        same.save(update_fields=["valid_to"])
        return True
    before = versions.order_by("valid_from").last()
    if before is not None and before.valid_from > row.valid_from:
        raise CaseError(_("%(code)s has a later version already.") % {"code": row.code})
    if before is not None and (before.valid_to is None or before.valid_to >= row.valid_from):
        before.valid_to = row.valid_from - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    CareCode(system=row.system, code=row.code, valid_from=row.valid_from, valid_to=row.valid_to, **values).save(
        force_insert=True
    )
    return True


def _read(number: int, line: dict[str, str]) -> CodeRow:
    refused = CaseError(_("Line %(number)d cannot be read.") % {"number": number})
    try:
        values = {name: line[name].strip() for name in COLUMNS}
        days = {name: date.fromisoformat(values.pop(name)) for name in ("valid_from", "valid_to") if values[name]}
        last = days.get("valid_to")
        row = CodeRow(**{**values, "valid_to": None, **days})  # type: ignore[arg-type]
    except (AttributeError, KeyError, TypeError, ValueError):
        raise refused from None
    too_long = any(len(getattr(row, name)) > limit for name, limit in LIMITS.items())
    if not (row.system and row.code and row.label and row.source) or too_long:
        raise refused
    if row.use not in CodeUse.values or row.certainty not in Certainty.values or (last and last < row.valid_from):
        raise refused
    return row
