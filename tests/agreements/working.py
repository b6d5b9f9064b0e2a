"""Being the worker: another role on the same connection, committing as it does."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def working() -> Iterator[None]:
    connection.cursor().execute("SET ROLE worker")
    try:
        yield
    finally:
        if connection.is_usable():
            connection.cursor().execute("SET ROLE web")
        else:
            connection.close()
