"""Rows that hold from one day to another, both included: what the database demands of them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db.models import F, Func, Q
from django.db.models.expressions import Combinable

ENDS_AFTER_START = Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))


def one_at_a_time(name: str, *of: str | Combinable, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows of the same `of` hold on the same day, among those of `condition`."""
    days = Func(
        "valid_from",
        "valid_to",
        RangeBoundary(inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )
    same = [(each, RangeOperators.EQUAL) for each in of]
    return ExclusionConstraint(name=name, condition=condition, expressions=[*same, (days, RangeOperators.OVERLAPS)])
