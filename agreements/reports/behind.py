"""Behind a figure of a survey or of training: which centres answered what, which units and days. None is a person."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.indicators.survey import SURVEY
from agreements.indicators.training import TRAINING_KEYS, placed_units
from agreements.models import Place, Report, Round
from agreements.reports.build import survey_round
from agreements.selectors.round import centre_answers
from agreements.selectors.training import held_between, is_joint


@dataclass(frozen=True, slots=True)
class CentreGroup:
    label: "str | Promise"
    names: tuple[str, ...]


def behind(report: Report, key: str) -> list[CentreGroup]:
    """What an indicator of a survey or of training adds up from, in groups; empty for any other."""
    if key in TRAINING_KEYS:
        return training_behind(report, key)
    round_ = survey_round(report)
    return centres_behind(round_, key) if round_ is not None else []


def training_behind(report: Report, key: str) -> list[CentreGroup]:
    """The days of the period, joint or not; or the units that should take part, by whether they did."""
    first, last = report.period_from, report.period_to
    days = [(each, list(each.attendance.all())) for each in held_between(Place(report.rule_set), first, last)]
    joint = {each.pk for each, lines in days if is_joint(lines)}
    if key == "training_days_joint":
        named = [(each.pk in joint, f"{each.held_on:%Y-%m-%d} {each.subject}") for each, _lines in days]
        labels = (_("Joint"), _("Units of one provider alone"))
    else:
        came = {line.unit_id for each, lines in days if each.pk in joint for line in lines}
        named = [(unit.pk in came, unit.name) for unit in placed_units(report.rule_set, first, last).order_by("name")]
        labels = (_("Took part"), _("Did not take part"))
    groups = [
        CentreGroup(label, tuple(name for is_in, name in named if is_in == want))
        for label, want in zip(labels, (True, False), strict=True)
    ]
    return [each for each in groups if each.names]


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
