"""Folding what happened into the figures: as the worker does it, two at once, and killed in the middle."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Thread

from django.db import OperationalError, connection

from agreements.services.rollup import Difference, compare_rollup, fold_facts
from tests.agreements.working import wait_for_others, working


def fold(batch: int = 2000) -> int:
    wait_for_others()
    with working():
        return fold_facts(batch=batch)


def differences() -> list[Difference]:
    with working():
        return compare_rollup()


def two_folders(batch: int = 2000) -> list[int]:
    barrier, folded = Barrier(2), []

    def run() -> None:
        connection.ensure_connection()
        barrier.wait()
        folded.append(fold(batch))
        connection.close()

    threads = [Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return folded


def kill_at(table: str, act: Callable[[], object]) -> None:
    """Does `act` in another thread and kills its connection where it is about to write to `table`."""
    killed: list[Exception] = []

    def run() -> None:
        try:
            act()
        except OperationalError as error:
            killed.append(error)
        finally:
            connection.close()

    with writes_held(table) as kill_waiting:
        thread = Thread(target=run)
        thread.start()
        kill_waiting()
        thread.join()
    assert len(killed) == 1, "it was not killed"


@contextmanager
def writes_held(table: str) -> Iterator[Callable[[], None]]:
    """Nobody writes to `table` meanwhile; yields what kills the first that waits to."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute("BEGIN")
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")

            def kill_waiting() -> None:
                waiting = "SELECT pid FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
                for _try in range(10_000):
                    cursor.execute(waiting, [table])
                    if (row := cursor.fetchone()) is not None:
                        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [row[0]])
                        return
                    cursor.execute("SELECT pg_sleep(0.005)")
                raise TimeoutError(f"nobody writes to {table}")

            yield kill_waiting
            cursor.execute("ROLLBACK")
    finally:
        other.close()
