"""The picture of a flow: its steps in a row, with the way back and what becomes of a no."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()

STEP_WIDTH = 92
STEP_EDGE = 48
STEP_Y = 42


def lookup(item: Any, name: str) -> Any:
    """A key of a dict or an attribute of an object; None when it is not there."""
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)


def halves(words: str, longest: int = 20) -> list[str]:
    """One line, or two split at the space nearest the middle."""
    spaces = [place for place, letter in enumerate(words) if letter == " "]
    if len(words) <= longest or not spaces:
        return [words] if words else []
    middle = min(spaces, key=lambda place: abs(place - len(words) / 2))
    return [words[:middle], words[middle + 1 :]]


@dataclass(frozen=True)
class StepMark:
    """One step of the flow as drawn: its middle `x`, its words, and how it stands."""

    x: int
    label: str
    date: str
    state: str
    is_late: bool
    late_words: str
    branch: Sequence[str]


def step_marks(steps: Iterable[Any]) -> list[StepMark]:
    """Where each step stands in the picture."""
    return [
        StepMark(
            x=STEP_EDGE + place * STEP_WIDTH,
            label=lookup(step, "label"),
            date=lookup(step, "date") or "",
            state=lookup(step, "state") or "later",
            is_late=bool(lookup(step, "is_late")),
            late_words=(lookup(step, "note") or _("late")) if lookup(step, "is_late") else "",
            branch=halves("" if lookup(step, "is_late") else lookup(step, "note") or ""),
        )
        for place, step in enumerate(steps)
    ]


@register.inclusion_tag("parts/steps.html")
def steps(steps: Iterable[Any], loop_from: int = -1, loop_to: int = -1, loop_words: str = "") -> dict[str, Any]:
    """The picture of a flow and the same in words.

    A step has `label`, `date` (words), `state` (done, now, later), `note` and `is_late`: the note of a late
    step says how late, any other is what becomes of the case if the answer there is no. `loop_from` and
    `loop_to` are positions (0 first) with an arrow back between them, explained by `loop_words`.
    """
    marks = step_marks(steps)
    has_loop = 0 <= loop_to < loop_from < len(marks)
    ends = (marks[loop_from].x, marks[loop_to].x) if has_loop else (0, 0)
    has_branch = any(mark.branch for mark in marks)
    return {
        "marks": marks,
        "lines": [(left.x, right.x, "later" not in (left.state, right.state)) for left, right in pairwise(marks)],
        "width": 2 * STEP_EDGE + STEP_WIDTH * max(len(marks) - 1, 0),
        "height": 136 if has_loop or has_branch else 84,
        "y": STEP_Y,
        "loop": {"from": ends[0], "to": ends[1], "middle": sum(ends) // 2, "words": loop_words} if has_loop else None,
    }
