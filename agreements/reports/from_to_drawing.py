"""The from–to picture, ready to draw: senders to the left, the own unit in the middle, receivers to the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.templatetags.steps import halves
from agreements.reports.from_to import Flow, Flows

# Places in units of the picture, which is shown at its own size.
PITCH, TOP, LONGEST = 44, 30, 27
LEFT, BOX_LEFT, BOX_RIGHT, RIGHT = 200, 300, 470, 570
BOX_LONGEST = 20
# A line is as thick as what it carries, within these.
THINNEST, THICKEST, POINT = 2, 16, 10


@dataclass(frozen=True, slots=True)
class Arrow:
    """From `x1` to `x2` at `y`. Where the number is hidden the line is thin and broken."""

    flow: Flow
    lines: Sequence[str]
    y: int
    x1: int
    x2: int
    thick: int

    @property
    def end(self) -> int:
        """Where the line gives way to its point."""
        return self.x2 - POINT

    @property
    def point(self) -> str:
        half = self.thick // 2 + 4
        return f"M{self.end} {self.y - half}L{self.x2} {self.y}L{self.end} {self.y + half}Z"

    @property
    def number_x(self) -> int:
        return (self.x1 + self.end) // 2

    @property
    def plate_x(self) -> int:
        return self.number_x - 15

    @property
    def plate_y(self) -> int:
        return self.y - 10


@dataclass(frozen=True, slots=True)
class Drawing:
    came: Sequence[Arrow]
    sent: Sequence[Arrow]
    own: Sequence[str]
    height: int
    box_top: int
    box_height: int

    @property
    def middle(self) -> int:
        return self.box_top + self.box_height // 2


def draw_from_to(own: str, came: Flows, sent: Flows) -> Drawing | None:
    """None where nothing went either way."""
    rows = max(len(came.units), len(sent.units))
    if not rows:
        return None
    inner = PITCH * rows
    most = max((flow.sent or 0 for flow in (*came.units, *sent.units)), default=0)
    return Drawing(
        came=_arrows(came.units, inner, most, LEFT, BOX_LEFT - 2),
        sent=_arrows(sent.units, inner, most, BOX_RIGHT + 2, RIGHT),
        own=halves(own, BOX_LONGEST),
        height=TOP + inner + 10,
        box_top=TOP,
        box_height=inner,
    )


def _arrows(flows: Sequence[Flow], inner: int, most: int, x1: int, x2: int) -> list[Arrow]:
    """Spread over the height."""
    gap = inner / max(len(flows), 1)
    return [
        Arrow(flow, halves(_name(flow), LONGEST), TOP + round(gap * (nth + 0.5)), x1, x2, _thick(flow, most))
        for nth, flow in enumerate(flows)
    ]


def _name(flow: Flow) -> str:
    return flow.unit.name if flow.unit else ""


def _thick(flow: Flow, most: int) -> int:
    if flow.is_hidden or not most:
        return THINNEST
    return THINNEST + round((THICKEST - THINNEST) * (flow.sent or 0) / most)
