"""Removes the files that no row names: what a crash left between a file and its row, and what was withdrawn."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from cases.files import files_older_than, remove_file

# Far longer than any request lasts: a file this old whose row is not there will never get one.
AGE = timedelta(hours=1)
BATCH = 1000


def sweep_files(now: datetime | None = None) -> int:
    """How many were removed. Runs as worker, which learns of each name whether a row has it, and nothing else."""
    before = (now or timezone.now()) - AGE
    removed = 0
    names = list(files_older_than(before.timestamp()))
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        with connection.cursor() as cursor:
            cursor.execute("SELECT files_in_use(%s)", [batch])
            used = {row[0] for row in cursor.fetchall()}
        for name in batch:
            if name not in used:
                remove_file(name)
                removed += 1
    return removed
