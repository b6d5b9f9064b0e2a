"""What an indicator is, and the figure it gives. The registry beside it names them all."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOUR_DECIMALS = Decimal("0.0001")
# Of persons; docs/decisions/0010-small-cells.md.
FEWEST = 5


def is_few(number: int) -> bool:
    """Few enough to tell of somebody; nobody at all tells of nobody."""
    return 0 < number < FEWEST


class Source(models.TextChoices):
    SURVEY = "survey", _("Survey")
    CASES = "cases", _("Cases")
    WORDS = "words", _("Words only")
    RECORDS = "records", _("Recorded training days")


class Counted(models.TextChoices):
    """What the denominator counts. Only `PERSONS` is about people: the others are never suppressed."""

    CENTRES = "centres", _("centres")
    HEALTH_CENTRES = "health_centres", _("health centres")
    UNITS = "units", _("units")
    DAYS = "training_days", _("training days")
    PERSONS = "persons", _("families")


@dataclass(frozen=True, slots=True)
class Figure:
    """`numerator` of `denominator`, whole numbers; None where nothing is known, which is not 0.

    `unknown` stands within the denominator, beside the numerator. `of_which_limited` is part of the numerator, None
    where the indicator does not define it.
    """

    numerator: int | None
    denominator: int | None
    of_which_limited: int | None = None
    unknown: int = 0

    @property
    def share(self) -> Decimal | None:
        """0–1 with four decimals; None without a numerator or over nothing."""
        if self.numerator is None or not self.denominator:
            return None
        return (Decimal(self.numerator) / self.denominator).quantize(FOUR_DECIMALS, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Indicator:
    """`key` is stored data. `kafo` is coordination, cooperation or empty."""

    key: str
    label: Promise
    source: Source
    counted: Counted
    kafo: str = ""
    has_limited: bool = False
