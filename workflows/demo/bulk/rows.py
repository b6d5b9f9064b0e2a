"""Rows that are written past the services: gathered per table as a service would leave them, then copied at once.

Of every tracked row its history is written as well, by whom and under which assignment. As owner only: no policy holds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, models
from psycopg.types.json import Jsonb

from accounts.models import Assignment

Values = dict[str, Any]
A_LITTLE = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Column:
    """`make` gives the value where none is said; None for one that has to be."""

    name: str
    attribute: str
    make: Callable[[], Any] | None
    is_moment_of_writing: bool
    is_json: bool


@cache
def columns_of(model: type[models.Model]) -> tuple[Column, ...]:
    """Those that are written: not what the database counts up or fills in by itself."""
    fields = model._meta.concrete_fields
    return tuple(_column(each) for each in fields if not (each.has_db_default() or isinstance(each, models.AutoField)))


@cache
def history_of(model: type[models.Model]) -> type[models.Model] | None:
    """The model of its history. Kept, because asking for it makes a manager class anew."""
    manager = getattr(model, "history", None)
    return manager.model if manager else None


def _column(field: Any) -> Column:
    is_auto = bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
    has_value = field.has_default() or field.null or field.empty_strings_allowed
    make = field.get_default if has_value and not field.primary_key else None
    return Column(field.column, field.attname, make, is_auto, isinstance(field, models.JSONField))


class Rows:
    """What is to be written. `at` is the moment of the act that is being told, and goes on a little with every row."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._rows: dict[type[models.Model], list[Values]] = defaultdict(list)
        self.at: datetime = datetime.min.replace(tzinfo=UTC)
        self.by: Assignment = None  # type: ignore[assignment]

    def begin(self, at: datetime, by: Assignment) -> None:
        """What follows is done by `by` at that moment."""
        self.at, self.by = at, by

    def key(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def add(self, model: type[models.Model], **values: Any) -> Values:
        """A new row with the values said, the model's own for the others; and its first row of history."""
        row = self.add_untold(model, **values)
        self.remember(model, row, "+")
        return row

    def add_untold(self, model: type[models.Model], **values: Any) -> Values:
        """The same without history."""
        row: Values = {}
        for column in columns_of(model):
            if column.attribute in values:
                row[column.attribute] = values.pop(column.attribute)
            elif column.is_moment_of_writing:
                row[column.attribute] = self.at
            elif column.make is not None:
                row[column.attribute] = column.make()
            elif column.attribute == "id":
                row["id"] = self.key()
        if values:
            raise TypeError(f"{model.__name__} has no {', '.join(values)}")
        self._rows[model].append(row)
        return row

    def change(self, model: type[models.Model], row: Values, **values: Any) -> None:
        """The row as it stands from now; what it was stays in its history."""
        row |= values
        self.remember(model, row, "~")

    def remember(self, model: type[models.Model], row: Values, kind: str, at: datetime | None = None) -> None:
        """A row of history, where the model has one."""
        its_history = history_of(model)
        if its_history is None:
            return
        self.at += A_LITTLE
        self._rows[its_history].append(
            row
            | {
                "history_id": self.key(),
                "history_date": at or self.at,
                "history_change_reason": None,
                "history_type": kind,
                "history_user_id": self.by.user_id,
                "history_assignment_id": self.by.pk,
            }
        )

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))

    def write(self) -> int:
        """Copies all into their tables, what others point at first, and forgets them. Answers with how many."""
        number = len(self)
        with connection.cursor() as cursor:
            for model, rows in self._rows.items():
                columns = columns_of(model)
                names = ", ".join(f'"{column.name}"' for column in columns)
                with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
                    for values in _stored(rows, columns):
                        copy.write_row(values)
            # Constraints that wait for the end of the transaction: checked now, they take no room.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        self._rows.clear()
        return number


def _stored(rows: list[Values], columns: tuple[Column, ...]) -> Iterator[list[Any]]:
    for row in rows:
        yield [_as_stored(row[column.attribute], column) for column in columns]


def _as_stored(value: Any, column: Column) -> Any:
    if column.is_json and value is not None:
        return Jsonb(value)
    return value.value if isinstance(value, Enum) else value
