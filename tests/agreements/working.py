"""Being the worker: another role on the same connection, committing as it does."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LONGEST_TEST = 300


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


def wait_for_others() -> None:
    """Until no transaction is open that is open now: the fold passes none, of whatever database of the server.

    The tests that run beside this one have transactions of their own. Raises TimeoutError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        (last,) = cursor.fetchone()
        for _second in range(LONGEST_TEST * 5):
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::text::xid8", [last])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.2)
    raise TimeoutError
