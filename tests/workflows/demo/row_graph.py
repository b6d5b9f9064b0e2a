"""What was written, compared row for row: every table, with keys replaced by what they point at."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection

Row = dict[str, Any]
Snapshot = dict[str, list[Row]]

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
# What cannot be the same in two runs: which transaction wrote it, keys that the database counts up, and the running
# number of a case. Keys made in Python are replaced by what they point at, moments are read to the minute.
UNLIKE = {("cases_fact", "xid"), ("workflows_task_previous", "id")}
RUNNING_NUMBER = ("cases_case", "cases_historicalcase")
ROUNDS = 6


def written() -> Snapshot:
    """Every row of every table as the database has it. To be asked as owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')
            found[table] = [row if isinstance(row, dict) else json.loads(row) for (row,) in cursor.fetchall()]
    return found


def added(before: Snapshot, after: Snapshot) -> Snapshot:
    """What a snapshot has that the earlier one had not, whole rows; tables without any are left out."""
    found = {}
    for table, rows in after.items():
        known = Counter(json.dumps(row, sort_keys=True) for row in before[table])
        new = []
        for row in rows:
            key = json.dumps(row, sort_keys=True)
            known[key] -= 1
            if known[key] < 0:
                new.append(row)
        if new:
            found[table] = new
    return found


def readable(rows: Snapshot) -> dict[str, Counter[str]]:
    """Table → its rows as text, a key written as the table it points into: what differs can be read."""
    tables = _tables_of(rows)
    return {
        table: Counter(json.dumps(_plain(table, row, tables), sort_keys=True, ensure_ascii=False) for row in its)
        for table, its in rows.items()
    }


def coloured(rows: Snapshot) -> Counter[str]:
    """One colour per row, from its own columns and, through the keys, from all rows it is joined to.

    Equal for two graphs of rows only if they are the same but for their keys.
    """
    tables = _tables_of(rows)
    flat = [(table, row) for table, its in rows.items() for row in its]
    own = [json.dumps(_plain(table, row, tables), sort_keys=True) for table, row in flat]
    points = [[(name, key) for name, value in row.items() for key in _keys(value)] for _table, row in flat]
    holders = {_key_of(row): number for number, (table, row) in enumerate(flat) if "historical" not in table}
    pointed: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for number, its in enumerate(points):
        for name, key in its:
            if key in holders:
                pointed[holders[key]].append((name, number))
    colours = [_digest(each) for each in own]
    for _round in range(ROUNDS):
        colours = [
            _digest(
                own[number],
                *[f"{name}>{colours[holders[key]]}" for name, key in points[number] if key in holders],
                *sorted(f"{name}<{colours[other]}" for name, other in pointed[number]),
            )
            for number in range(len(flat))
        ]
    return Counter(f"{table} {colour}" for (table, _row), colour in zip(flat, colours, strict=True))


def _tables_of(rows: Snapshot) -> dict[str, str]:
    return {_key_of(row): table for table, its in rows.items() if "historical" not in table for row in its}


def _key_of(row: Row) -> str:
    return str(row.get("id", ""))


def _keys(value: Any) -> list[str]:
    return UUID.findall(value) if isinstance(value, str) else []


def _plain(table: str, row: Row, tables: Mapping[str, str]) -> Row:
    plain = {}
    for name, value in row.items():
        if (table, name) in UNLIKE:
            continue
        if table in RUNNING_NUMBER and name == "number":
            plain[name] = re.sub(r"-\d+$", "-n", value)
        elif isinstance(value, str):
            plain[name] = _to_the_minute(UUID.sub(lambda key: f"<{tables.get(key[0], 'own')}>", value))
        else:
            plain[name] = value
    return plain


def _to_the_minute(text: str) -> str:
    if not MOMENT.fullmatch(text):
        return text
    moment = datetime.fromisoformat(text)
    is_now = abs(datetime.now(moment.tzinfo) - moment) < timedelta(hours=1)
    return "now" if is_now else f"{moment:%Y-%m-%d %H:%M}"


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
