"""Every indicator there is, by its key: what a clause can be measured by."""

from agreements.indicators.cases import CASE_INDICATORS
from agreements.indicators.definition import Indicator
from agreements.indicators.survey import SURVEY
from agreements.indicators.training import TRAINING

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for indicator in [*(indicator for indicator, _compute in [*SURVEY, *TRAINING]), *CASE_INDICATORS]
}
