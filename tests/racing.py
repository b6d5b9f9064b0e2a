"""Real threads against each other, from a barrier, each on a connection of its own."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def race(*runners: Callable[[], object]) -> Counter[str]:
    """How often each result came: "won", or the name of the error."""
    barrier, results = Barrier(len(runners)), []

    def run(runner: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            runner()
            results.append("won")
        except Exception as error:  # noqa: BLE001  the loser's error is the result
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(runner,)) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(results)
