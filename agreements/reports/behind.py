"""Behind a survey figure: which centres answered what. Centres are no persons, and are named."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.indicators.survey import SURVEY
from agreements.models import Round
from agreements.selectors.round import centre_answers


@dataclass(frozen=True, slots=True)
class CentreGroup:
    label: "str | Promise"
    names: tuple[str, ...]


def centres_behind(round_: Round, key: str) -> list[CentreGroup]:
    """The round's centres by what they add to an indicator; groups without a centre are left out."""
    indicator, compute = next((each for each in SURVEY if each[0].key == key), (None, None))
    if indicator is None or compute is None:
        return []
    groups: dict[str, list[str]] = {"whole": [], "limited": [], "none": [], "unknown": []}
    for centre in centre_answers(round_):
        figure = compute([centre.answers])
        if figure.numerator is None:
            groups["unknown"].append(centre.name)
        elif not figure.numerator:
            groups["none"].append(centre.name)
        else:
            groups["limited" if figure.of_which_limited else "whole"].append(centre.name)
    whole = _("Without limitation") if indicator.has_limited else _("Yes")
    labels = {"whole": whole, "limited": _("Limited"), "none": _("None"), "unknown": _("Not known")}
    return [CentreGroup(labels[name], tuple(names)) for name, names in groups.items() if names]
