"""Every indicator by its key."""

from agreements.indicators.definition import Indicator

INDICATORS: dict[str, Indicator] = {}
