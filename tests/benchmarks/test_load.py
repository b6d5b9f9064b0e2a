"""The benchmarks' rows are written by hand: what they write into is held against the tables as they are."""

import re

import pytest
from django.conf import settings
from django.db import connection

INSERT = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)", re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize("script", sorted((settings.BASE_DIR / "benchmarks").glob("*.sql")), ids=lambda path: path.name)
def test_rows_of_a_benchmark_fit_their_tables(script: object) -> None:
    written = INSERT.findall(script.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert written
    with connection.cursor() as cursor:
        for table, columns in written:
            known = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            assert {each.strip() for each in columns.split(",")} <= known
