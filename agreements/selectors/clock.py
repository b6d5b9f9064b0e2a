from datetime import date

from agreements.models import Clock


class NoClock(LookupError):
    """No version of the clock is in force that day."""


def clock_in_force(key: str, on: date) -> Clock:
    """The version of `key` in force on the local day `on`. Raises NoClock."""
    if (clock := Clock.objects.in_force(on).filter(key=key).first()) is None:
        raise NoClock(f"No clock {key!r} is in force on {on}.")
    return clock
