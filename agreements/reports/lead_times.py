"""Medians and ninetieth percentiles of a provider's lead times, where they tell of no small number."""

from collections.abc import Iterable, Sequence

from agreements.reports.release import PROVIDER, Period, Released, period_of_row
from agreements.selectors.counts import LeadTime

# A median says that fewer than half took fewer days. That these can be 0 to 5, and those above too, takes 11 families;
# so much beside a ninetieth percentile takes 50.
FEWEST_FOR_MEDIAN, FEWEST_FOR_NINETIETH = 11, 50
DAYS = ("median", "ninetieth")


def with_days(
    rows: Sequence[Released], period: Period, lead: LeadTime | None, earlier: Iterable[Released]
) -> list[Released]:
    """Days on the provider's own row of the period, once for a span of time.

    Two medians of periods that overlap would tell together what neither does: where one is out, no other follows it,
    but the same once more.
    """
    out = [row for row in earlier if row.get("median") is not None and period_of_row(row).overlaps(period)]
    days = _days(lead)
    if any(period_of_row(row) != period or any(row.get(name) != days[name] for name in DAYS) for row in out):
        days = dict.fromkeys(DAYS)
    return [row | days if _is_whole(row, period) and row["numerator"] is not None else row for row in rows]


def _days(lead: LeadTime | None) -> dict[str, int | None]:
    """Counted are those of a known beginning, each a family of its own."""
    known = min(lead.counted, lead.persons.met) if lead is not None and lead.persons is not None else 0
    return {
        "median": lead.median if lead and known >= FEWEST_FOR_MEDIAN else None,
        "ninetieth": lead.ninetieth if lead and known >= FEWEST_FOR_NINETIETH else None,
    }


def _is_whole(row: Released, period: Period) -> bool:
    return row["part"] == PROVIDER and period_of_row(row) == period
