"""Doing something as of another day: how the story's cases become old and late through the ordinary services."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo

from django.utils import timezone


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Inside, `timezone.now` begins at `moment` and runs on from there, also for those who hold the function itself.

    Only this process' idea of now is moved. The database goes on by its own clock: a consent or participation has to
    hold today for a row policy to count it, whatever day it was given.
    """
    real, started = datetime, datetime.now(moment.tzinfo)

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return (moment + (real.now(moment.tzinfo) - started)).astimezone(tz)

    before = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = Moved  # type: ignore[attr-defined]
    try:
        yield
    finally:
        timezone.datetime = before  # type: ignore[attr-defined]
