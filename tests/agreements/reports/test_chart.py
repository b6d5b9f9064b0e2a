"""The chart's places, and the rows as a page shows them."""

from typing import Any

from django.template.loader import render_to_string
from django.test import RequestFactory

from agreements.reports.chart import LEFT, RIGHT, Fill, chart_of
from agreements.reports.page import page_rows


def indicator(key: str, numerator: int | None, **more: Any) -> dict[str, Any]:
    share = None if numerator is None else numerator / 20
    row = {"id": key, "numerator": numerator, "denominator": 20, "of_which_limited": None, "unknown": 0, "words": None}
    rest = {"share": share, "suppressed": False, "parts": [], "kafo": "coordination", "counted": "centres"}
    rule = {"source": "survey", "target": None, "previous": None, "trend": None}
    return row | rest | rule | more


def content(*indicators: dict[str, Any]) -> dict[str, Any]:
    clause = {"code": "R1", "kind": "commitment", "party": "region", "text": "care", "assessment": None}
    return {"clauses": [clause | {"indicators": list(indicators)}]}


def test_parts_fill_the_bar_in_order() -> None:
    chart = chart_of(content(indicator("child_health_staffing", 17, of_which_limited=10)))

    assert chart is not None
    [bar] = chart.bars
    assert [(part.fill, part.number) for part in bar.parts] == [(Fill.FULL, 7), (Fill.LIMITED, 10), (Fill.NONE, 3)]
    assert bar.parts[0].x == LEFT
    assert sum(part.width for part in bar.parts) == RIGHT - LEFT
    assert all(one.x + one.width == next_.x for one, next_ in zip(bar.parts, bar.parts[1:], strict=False))


def test_what_exists_to_an_unknown_extent_has_a_fill_of_its_own() -> None:
    chart = chart_of(content(indicator("open_preschool", 15, unknown=2)))

    assert chart is not None
    assert [(part.fill, part.number) for part in chart.bars[0].parts] == [
        (Fill.EXISTS, 15),
        (Fill.UNKNOWN, 2),
        (Fill.NONE, 3),
    ]


def test_no_chart_without_figures() -> None:
    assert chart_of(content(indicator("open_preschool", None, unknown=20))) is None


def test_rows_are_of_one_party_where_asked_for() -> None:
    assert [each.party for each in page_rows(content(indicator("coordinator", 3)))] == ["region"]
    assert page_rows(content(indicator("coordinator", 3)), "municipality") == []


def test_limited_part_stands_within_the_share() -> None:
    [party] = page_rows(content(indicator("child_health_staffing", 17, of_which_limited=10)))

    [row] = party.clauses[0].indicators
    assert (row.bar, row.bar_full, row.bar_limited, row.limited_x) == (85, 35, 50, 36)


def test_a_hidden_figure_shows_no_number() -> None:
    hidden = indicator("meeting_in_time", None, suppressed=True, denominator=47113, source="cases", counted="persons")

    html = render_to_string(
        "agreements/parts/report_rows.html",
        {"parties": page_rows(content(hidden)), "may_drill": True},
        request=RequestFactory().get("/"),
    )

    assert "hidden-cell" in html
    assert "47113" not in html


def test_a_figure_links_to_what_is_behind_it() -> None:
    html = render_to_string(
        "agreements/parts/report_rows.html",
        {"parties": page_rows(content(indicator("coordinator", 3))), "party": "region"},
    )

    assert 'href="?party=region&amp;figure=coordinator#figure-coordinator"' in html
