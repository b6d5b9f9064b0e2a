from datetime import UTC, datetime, timedelta

from django.utils import timezone

from workflows.demo.clock import moved_to

held = timezone.now
EASTER = datetime(2026, 4, 5, 12, tzinfo=UTC)


def test_moved_to_moves_now_also_for_who_holds_the_function() -> None:
    with moved_to(EASTER):
        moments = [timezone.now(), held()]

    assert all(timedelta() <= moment - EASTER < timedelta(minutes=1) for moment in moments)


def test_moved_to_gives_the_present_back() -> None:
    with moved_to(EASTER):
        pass

    assert timezone.now() - EASTER > timedelta(days=1) or timezone.now() < EASTER
