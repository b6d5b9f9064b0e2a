"""The map of actors and arenas, ready to draw: a line across for each actor, one down for each arena, and stops."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.templatetags.steps import halves
from agreements.selectors.arena_map import Actor, Arena, ArenaKind, ArenaMap

# Places in units of the picture, which is shown at its own size. A letter of 13 px is 8 wide at most in common fonts.
LETTER, EDGE, BELOW = 8, 16, 12
# Apart enough for slanted names of one line, or of two.
PITCH_X, WIDE_PITCH_X = 32, 46
ONE_LINE, TWO_LINES, HEAD = 24, 34, 30
LONGEST_NAME, LONGEST_HEAD = 40, 46
SLANT = 0.7071


@dataclass(frozen=True, slots=True)
class Heading:
    """Names of arenas stand slanted above their line, of at most two lines."""

    x: int
    lines: Sequence[str]
    kind: ArenaKind


@dataclass(frozen=True, slots=True)
class Stop:
    x: int
    y: int
    kind: ArenaKind


@dataclass(frozen=True, slots=True)
class Track:
    """From the first who sits in the arena to the last."""

    x: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Line:
    y: int
    lines: Sequence[str]
    stops: Sequence[Stop]


@dataclass(frozen=True, slots=True)
class Over:
    """Whose the actors below are."""

    y: int
    name: str


@dataclass(frozen=True, slots=True)
class Drawing:
    left: int
    top: int
    right: int
    width: int
    height: int
    headings: Sequence[Heading]
    tracks: Sequence[Track]
    lines: Sequence[Line]
    overs: Sequence[Over]
    kinds: Sequence[ArenaKind]


def draw_map(shown: ArenaMap) -> Drawing | None:
    """None where nobody sits anywhere."""
    if not shown.actors:
        return None
    names = [halves(actor.name, LONGEST_NAME) for actor in shown.actors]
    heads = [halves(arena.name, LONGEST_HEAD) for arena in shown.arenas]
    overs = [actor.under[-1] for actor in shown.actors if actor.under]
    left = EDGE + LETTER * max(len(each) for lines in [*names, overs] for each in lines)
    slanted = round(SLANT * LETTER * max(len(each) for lines in heads for each in lines)) + 2 * EDGE
    apart = WIDE_PITCH_X if any(len(lines) > 1 for lines in heads) else PITCH_X
    places = {arena.key: left + EDGE + apart * nth for nth, arena in enumerate(shown.arenas)}
    pitch = TWO_LINES if any(len(lines) > 1 for lines in names) else ONE_LINE
    lines, above, bottom = _lines(shown.actors, names, places, slanted, pitch)
    right = left + apart * len(shown.arenas)
    return Drawing(
        left=left,
        top=slanted,
        right=right,
        width=right + slanted,
        height=bottom,
        headings=[Heading(places[each.key], words, each.kind) for each, words in zip(shown.arenas, heads, strict=True)],
        tracks=[_track(each, places, lines) for each in shown.arenas],
        lines=lines,
        overs=above,
        kinds=shown.kinds,
    )


def _lines(
    actors: Sequence[Actor], names: Sequence[Sequence[str]], places: dict[str, int], top: int, pitch: int
) -> tuple[list[Line], list[Over], int]:
    lines: list[Line] = []
    overs: list[Over] = []
    y, under = top, ""
    for actor, words in zip(actors, names, strict=True):
        if actor.under and actor.under[-1] != under:
            under = actor.under[-1]
            overs.append(Over(y + HEAD // 2 + 4, under))
            y += HEAD
        at = y + pitch // 2
        lines.append(Line(at, words, [Stop(places[each.key], at, each.kind) for each in actor.seats]))
        y += pitch
    return lines, overs, y + BELOW


def _track(arena: Arena, places: dict[str, int], lines: Sequence[Line]) -> Track:
    x = places[arena.key]
    stops = [stop.y for line in lines for stop in line.stops if stop.x == x]
    return Track(x, min(stops), max(stops))
