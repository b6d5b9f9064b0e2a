"""The places in the map's picture, with few and with many."""

import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from agreements.reports.arena_drawing import draw_map
from agreements.selectors.arena_map import Actor, Arena, ArenaKind, ArenaMap, Level

KINDS = list(ArenaKind)


def shown(units: int, arenas: int = 8) -> ArenaMap:
    """Every second unit sits in every arena; provider A has the first half."""
    places = tuple(Arena(f"a{nth}", KINDS[nth % 5], f"Arena number {nth}") for nth in range(arenas))
    actors = tuple(
        Actor(f"Unit {nth}", ("Town", "A" if nth < units / 2 else "B"), places[nth % 2 :: 2]) for nth in range(units)
    )
    return ArenaMap(Level.UNIT, places, actors, ())


@pytest.mark.parametrize("units", [5, 30])
def test_no_two_names_or_stops_lie_on_each_other(units: int) -> None:
    drawing = draw_map(shown(units))

    assert drawing is not None
    ys = sorted([line.y for line in drawing.lines] + [over.y for over in drawing.overs])
    assert all(below - above >= 16 for above, below in pairwise(ys))
    xs = [heading.x for heading in drawing.headings]
    assert all(right - left >= 30 for left, right in pairwise(xs))
    assert len(drawing.lines) == units
    assert [over.name for over in drawing.overs] == ["A", "B"]


@pytest.mark.parametrize("units", [5, 30])
def test_everything_lies_within_the_picture(units: int) -> None:
    drawing = draw_map(shown(units))

    assert drawing is not None
    assert all(drawing.left < stop.x < drawing.right for line in drawing.lines for stop in line.stops)
    assert all(drawing.top < line.y < drawing.height for line in drawing.lines)
    assert drawing.right < drawing.width


def test_a_track_goes_from_the_first_to_the_last_who_sit_there() -> None:
    drawing = draw_map(shown(5, arenas=2))

    assert drawing is not None
    ys = [line.y for line in drawing.lines]
    assert [(track.top, track.bottom) for track in drawing.tracks] == [(ys[0], ys[4]), (ys[1], ys[3])]


def test_a_long_name_stands_on_two_lines_and_is_never_cut() -> None:
    name = "Regionkontoret, samverkan kring barn och unga i hela länet"
    arena = Arena("a", ArenaKind.CENTRE, "Utbildningsdagar, Familjecentralen Björken i Lindvik")
    drawing = draw_map(ArenaMap(Level.UNIT, (arena,), (Actor(name, ("Region", "Clinics"), (arena,)),), ()))

    assert drawing is not None
    assert " ".join(drawing.lines[0].lines) == name
    assert " ".join(drawing.headings[0].lines) == arena.name
    assert (len(drawing.lines[0].lines), len(drawing.headings[0].lines)) == (2, 2)


def test_nobody_gives_no_picture() -> None:
    assert draw_map(ArenaMap(Level.UNIT, (), (), ())) is None


def test_picture_is_named_described_and_without_script() -> None:
    html = render_to_string("agreements/parts/arena_map.html", {"drawing": draw_map(shown(5)), "said": "Said."})

    assert '<svg class="map"' in html
    labelled = re.search(r'aria-labelledby="(map-title) (map-desc)"', html)
    assert labelled is not None
    assert all(f'id="{key}"' in html for key in labelled.groups())
    assert "script" not in html
    assert html.count('class="map__name"') == 5
