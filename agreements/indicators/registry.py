"""Every indicator there is, by key."""

from agreements.indicators.cases import CASE_INDICATORS
from agreements.indicators.definition import Indicator

INDICATORS: dict[str, Indicator] = {each.key: each for each in CASE_INDICATORS}
