"""The indicators of a KAFO round: each a function from the centres' answers to a figure.

Every centre of the round is in the denominator, in operation or not; the unknown stand beside the numerator. An
indicator answered only with unknown has no numerator: unknown is not no. Definitions: Örebro 2011.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.indicators.definition import Counted, Figure, Indicator, Source
from agreements.models import Question, Round, Staffing
from agreements.selectors.centre_kind import Tells, all_of, has_open_preschool, is_staffed, is_yes
from agreements.selectors.round import Answers, centre_answers

Compute = Callable[[Sequence[Answers]], Figure]

COORDINATION, COOPERATION = Question.Kafo.COORDINATION.value, Question.Kafo.COOPERATION.value
LIMITED = frozenset({Staffing.SPONTANEOUS_VISITS.value, Staffing.LIMITED.value})


def count_centres(centres: Sequence[Answers], tells: Callable[[Answers], Tells]) -> Figure:
    """Centres of which `tells` is true, of all."""
    told = [tells(answers) for answers in centres]
    unknown = told.count(None)
    numerator = None if unknown == len(told) else told.count(True)
    return Figure(numerator=numerator, denominator=len(told), unknown=unknown)


def saying_yes(key: str) -> Compute:
    return lambda centres: count_centres(centres, lambda answers: is_yes(answers, key))


def staffed(key: str) -> Compute:
    return lambda centres: count_centres(centres, lambda answers: is_staffed(answers, key))


def staffed_of_which_limited(key: str) -> Compute:
    """As `staffed`, with those by spontaneous visits or limited as part of the numerator."""

    def compute(centres: Sequence[Answers]) -> Figure:
        figure = count_centres(centres, lambda answers: is_staffed(answers, key))
        limited = sum(answers.get(key) in LIMITED for answers in centres)
        return Figure(
            numerator=figure.numerator,
            denominator=figure.denominator,
            of_which_limited=None if figure.numerator is None else limited,
            unknown=figure.unknown,
        )

    return compute


def same_building_no_shared_entrance(centres: Sequence[Answers]) -> Figure:
    return count_centres(centres, _is_apart_in_one_building)


def open_preschool(centres: Sequence[Answers]) -> Figure:
    """With more than no hours a week."""
    return count_centres(centres, has_open_preschool)


def health_centre_with_near_centre(centres: Sequence[Answers]) -> Figure:
    """Counts health centres: each stands with one family centre only, so that near and total add up."""
    pairs = [(_number(answers, "health_centres_near"), _number(answers, "health_centres_total")) for answers in centres]
    near = [near for near, _total in pairs if near is not None]
    totals = [total for _near, total in pairs if total is not None]
    return Figure(
        numerator=sum(near) if near else None,
        denominator=sum(totals) if totals else None,
        unknown=sum(total or 0 for near, total in pairs if near is None),
    )


def _is_apart_in_one_building(answers: Answers) -> Tells:
    has_entrance = is_yes(answers, "shared_entrance")
    return all_of(is_yes(answers, "same_building"), None if has_entrance is None else not has_entrance)


def _number(answers: Answers, key: str) -> int | None:
    value = answers.get(key)
    return int(value) if isinstance(value, Decimal) else None


def _indicator(
    key: str, label: Promise, kafo: str, *, counted: Counted = Counted.CENTRES, has_limited: bool = False
) -> Indicator:
    return Indicator(key, label, Source.SURVEY, counted, kafo, has_limited)


# Indicator and how it is computed, in the order of the report of 2011.
SURVEY: list[tuple[Indicator, Compute]] = [
    (
        _indicator("co_located_shared_entrance", _("Co-located, shared entrance"), COORDINATION),
        saying_yes("shared_entrance"),
    ),
    (
        _indicator("same_building_no_shared_entrance", _("Same building, no shared entrance"), COORDINATION),
        same_building_no_shared_entrance,
    ),
    (_indicator("joint_goal_document", _("Joint goal document"), COORDINATION), saying_yes("joint_goal_document")),
    (_indicator("steering_group", _("Steering or management group"), COORDINATION), saying_yes("steering_group")),
    (_indicator("joint_staff_meetings", _("Joint staff meetings"), COOPERATION), saying_yes("joint_staff_meetings")),
    (
        _indicator("evaluation_with_user_survey", _("Evaluation with a user survey"), COOPERATION),
        saying_yes("user_survey"),
    ),
    (_indicator("user_council", _("User council"), COOPERATION), saying_yes("user_council")),
    (
        _indicator(
            "health_centre_with_near_centre",
            _("Health centre with a family centre near"),
            COORDINATION,
            counted=Counted.HEALTH_CENTRES,
        ),
        health_centre_with_near_centre,
    ),
    (
        _indicator("cooperation_with_other_actors", _("Cooperation with other actors"), COOPERATION),
        saying_yes("other_actors"),
    ),
    (
        _indicator("joint_staff_development", _("Joint staff development"), COOPERATION),
        saying_yes("joint_staff_development"),
    ),
    (_indicator("coordinator", _("There is a coordinator"), COORDINATION), saying_yes("coordinator")),
    (
        _indicator("child_health_staffing", _("Child health nurse"), COORDINATION, has_limited=True),
        staffed_of_which_limited("child_health"),
    ),
    (
        _indicator("maternity_staffing", _("A midwife in place"), COORDINATION, has_limited=True),
        staffed_of_which_limited("maternity"),
    ),
    (
        _indicator("region_staff_take_part", _("The region's staff take part"), COOPERATION),
        saying_yes("region_staff_take_part"),
    ),
    (_indicator("open_preschool", _("There is an open preschool"), COORDINATION), open_preschool),
    (
        _indicator("social_services_staffing", _("Social services in place"), COORDINATION),
        staffed("social_services"),
    ),
    (
        _indicator("municipal_staff_take_part", _("The municipality's staff take part"), COOPERATION),
        saying_yes("municipal_staff_take_part"),
    ),
]


def survey_figures(round_: Round) -> dict[str, Figure]:
    """Indicator's key → its figure from the round's answers. Two queries, however many centres."""
    return figures_from([each.answers for each in centre_answers(round_)])


def figures_from(answers: Sequence[Answers]) -> dict[str, Figure]:
    """The same from what each centre has answered."""
    return {indicator.key: compute(answers) for indicator, compute in SURVEY}
