"""The sum of an instrument's answers, and what it proposes. Bands propose, people decide: a score is no diagnosis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _


class Proposal(TextChoices):
    """What an answer proposes to talk about: the kind of a finding."""

    LOW_MOOD = "low_mood", _("Low mood")
    SAFETY = "safety", _("Thoughts of self-harm")
    ASK_EPDS = "ask_epds", _("Ask EPDS at this visit or the next")
    HAZARDOUS_DRINKING = "hazardous", _("Hazardous drinking")
    HEAVY_DRINKING = "heavy", _("Drinking that needs specialist care")
    VIOLENCE = "violence", _("Violence has been told of")
    LANGUAGE = "language", _("Language needs a closer look")
    TOBACCO = "tobacco", _("Tobacco or nicotine")
    MISSED_VISITS = "missed_visits", _("Repeated missed visits")
    OTHER = "other", _("Something else that worries")


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its number and the points that an answer to it can give."""

    number: int
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Sums from `lowest` to `highest`, both included, and what they propose; empty for nothing."""

    lowest: int
    highest: int
    proposes: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An item that proposes something by itself, answered with `points` or more, whatever the sum and also without."""

    item: int
    points: int
    proposes: str


@dataclass(frozen=True, slots=True)
class Scoring:
    items: tuple[Item, ...]
    bands: tuple[Band, ...] = ()
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """`total` is None while an item is missing: then no band is read. `proposes`: in the order alarms, band."""

    total: int | None
    missing: tuple[int, ...]
    proposes: tuple[str, ...]


class WrongAnswer(ValueError):
    """An answer that the instrument does not have. `item` is the item's number."""

    def __init__(self, item: int) -> None:
        super().__init__(f"item {item}")
        self.item = item


def score(scoring: Scoring, answers: Mapping[int, int]) -> Score:
    """The score of `answers`, item number → points. Partial answers are kept as partial: without a sum.

    Raises WrongAnswer for an item that is not there, or points that it does not give.
    """
    items = {item.number: item for item in scoring.items}
    for number, points in answers.items():
        if number not in items or points not in items[number].points:
            raise WrongAnswer(number)
    missing = tuple(sorted(items.keys() - answers.keys()))
    total = None if missing else sum(answers.values())
    return Score(
        total, missing, tuple(dict.fromkeys((*_alarms(scoring.alarms, answers), *_band(scoring.bands, total))))
    )


def _alarms(alarms: Sequence[Alarm], answers: Mapping[int, int]) -> list[str]:
    return [alarm.proposes for alarm in alarms if answers.get(alarm.item, -1) >= alarm.points]


def _band(bands: Sequence[Band], total: int | None) -> list[str]:
    if total is None:
        return []
    return [band.proposes for band in bands if band.lowest <= total <= band.highest and band.proposes]
