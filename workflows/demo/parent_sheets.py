"""One hundred and fifty made-up answers to the survey of parents, of nobody: together they give the figures of 2012.

Each percentage of data/parenthood-in-addiction-care-2012.json is met within half a point on its own base, as the
answers are counted before anything is hidden. How many answered in 2012 is not known; 150 is ours.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from agreements.services.round_sheet import SheetAnswers

SHEETS, SEED = 150, 2012
# How many gave each answer, of all who answer it.
GIVEN: dict[str, dict[str, int]] = {
    "gender": {"woman": 57, "man": 93},
    "care_form": {"outpatient": 120, "inpatient": 26, "other": 4},
    "substance": {"alcohol": 66, "narcotics": 41, "medicines": 7, "mixed": 34, "other": 2},
    "worried": {"yes": 48, "no": 92, "unknown": 10},
    "wants_to_talk_parenthood": {"yes": 84, "no": 58, "unknown": 8},
    "wants_to_talk_needs": {"yes": 79, "no": 62, "unknown": 9},
    "supported_by_child": {"yes": 93, "no": 51, "unknown": 6},
    "hard_to_tell": {"yes": 21, "no": 120, "unknown": 9},
    # Not counted in 2012, or not told: made up throughout.
    "time_in_care": {"under_3_months": 38, "under_1_year": 51, "longer": 61},
    "asked_about_children": {"yes": 97, "no": 40, "unknown": 13},
    "custody": {"sole": 34, "shared": 79, "not_mine": 28, "differs": 9},
    "other_adult": {"yes": 112, "no": 21, "unknown": 17},
    "child_knows": {"yes": 66, "no": 62, "unknown": 22},
    "everyday_works": {"yes": 101, "no": 31, "unknown": 18},
    "child_takes_charge": {"yes": 33, "no": 94, "unknown": 23},
    "offered_support": {"yes": 29, "no": 109, "unknown": 12},
}
FAMILY_FORM = {"lone": 80, "cohabiting": 51, "living_apart": 19}
# Living with a child full time or part time: those who live alone, and those with a partner.
AT_HOME = {
    "lone": {"full_time": 17, "part_time": 19, "no": 44},
    "partner": {"full_time": 41, "part_time": 13, "no": 16},
}
PARTNER_IN_CARE = {"yes": 10, "no": 54, "unknown": 6}
CHILDREN = {"children_0_1": 21, "children_2_6": 75, "children_7_12": 108, "children_13_17": 96}
WITH_SUPPORT = 78
# Years; 150 times 40.6.
AGES_TOGETHER, YOUNGEST, OLDEST = 6090, 21, 63


def parent_sheets() -> list[SheetAnswers]:
    """The same answers every time, in an order that says nothing."""
    random = Random(SEED)  # noqa: S311  no secret
    sheets: list[dict[str, Any]] = [{} for _number in range(SHEETS)]
    for key, given in GIVEN.items():
        for sheet, code in zip(sheets, _shuffled(given, random), strict=True):
            sheet[key] = code
    _families(sheets, random)
    for sheet, age in zip(sheets, _ages(random), strict=True):
        sheet["age"] = Decimal(age)
    _children(sheets, random)
    return list(sheets)


def _families(sheets: Sequence[dict[str, Any]], random: Random) -> None:
    """Who has a partner is asked about the partner, and the others are not."""
    for sheet, form in zip(sheets, _shuffled(FAMILY_FORM, random), strict=True):
        sheet["family_form"] = form
    lone = [sheet for sheet in sheets if sheet["family_form"] == "lone"]
    partnered = [sheet for sheet in sheets if sheet["family_form"] != "lone"]
    for whose, home in ((lone, AT_HOME["lone"]), (partnered, AT_HOME["partner"])):
        for sheet, code in zip(whose, _shuffled(home, random), strict=True):
            sheet["lives_with_child"] = code
    for sheet, code in zip(partnered, _shuffled(PARTNER_IN_CARE, random), strict=True):
        sheet["partner_in_care"] = code


def _children(sheets: Sequence[dict[str, Any]], random: Random) -> None:
    """Everybody has one at least; those with support are among them."""
    ages = list(_shuffled(CHILDREN, random))
    random.shuffle(ages)
    whose = [*range(SHEETS), *(random.randrange(SHEETS) for _child in ages[SHEETS:])]
    for number, age in zip(whose, ages, strict=True):
        sheets[number][age] = sheets[number].get(age, Decimal(0)) + 1
    supported = random.sample(whose, WITH_SUPPORT)
    for number, sheet in enumerate(sheets):
        sheet |= {key: sheet.get(key, Decimal(0)) for key in CHILDREN}
        sheet["children_with_support"] = Decimal(supported.count(number))


def _ages(random: Random) -> list[int]:
    ages = [min(OLDEST, max(YOUNGEST, round(random.gauss(40.6, 8)))) for _sheet in range(SHEETS)]
    while off := AGES_TOGETHER - sum(ages):
        step, number = (1 if off > 0 else -1), random.randrange(SHEETS)
        if YOUNGEST <= ages[number] + step <= OLDEST:
            ages[number] += step
    return ages


def _shuffled(given: dict[str, int], random: Random) -> Iterator[str]:
    """Each code so many times, in any order."""
    codes = [code for code, number in given.items() for _each in range(number)]
    random.shuffle(codes)
    return iter(codes)
