"""The made-up answers of parents give each percentage of 2012, counted in the round before it is suppressed."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from accounts.acting import transaction_as
from agreements.models import Round, Sheet, SheetAnswer
from agreements.selectors.round_sheet import sheet_counts
from agreements.services.round_sheet import enter_sheet
from tests.agreements.agreement import grant, in_force, make_agreement, region, town
from tests.agreements.rounds import begin_round
from tests.cast import Cast
from workflows import demo
from workflows.demo.parent_sheets import SHEETS, parent_sheets

pytestmark = pytest.mark.django_db

SURVEY = json.loads((Path(demo.__file__).parent / "data" / "parenthood-in-addiction-care-2012.json").read_text())
PERCENT = SURVEY["national_survey"]["percent"]
HALF_A_POINT = Decimal("0.5")
AGES = ("0_1", "2_6", "7_12", "13_17")
# Of everybody: the file's name, the question, the answer.
OF_ALL = {
    "women": ("gender", "woman"),
    "men": ("gender", "man"),
    "lone": ("family_form", "lone"),
    "cohabiting": ("family_form", "cohabiting"),
    "living_apart": ("family_form", "living_apart"),
    "outpatient": ("care_form", "outpatient"),
    "inpatient": ("care_form", "inpatient"),
    "alcohol": ("substance", "alcohol"),
    "narcotics": ("substance", "narcotics"),
    "mixed": ("substance", "mixed"),
    "medicines": ("substance", "medicines"),
    "worried_for_their_children": ("worried", "yes"),
    "wants_to_talk_about_parenthood": ("wants_to_talk_parenthood", "yes"),
    "wants_to_talk_about_childs_needs": ("wants_to_talk_needs", "yes"),
    "supported_in_parenting_by_a_child": ("supported_by_child", "yes"),
    "hard_to_tell_about_situation": ("hard_to_tell", "yes"),
}


@pytest.fixture
def answered(cast: Cast) -> Round:
    rule_set = make_agreement(town(cast), region(cast))
    in_force(rule_set, of_cases="meeting_in_time")
    grant(cast.coordinator, "coordinate_agreement", rule_set)
    round_ = begin_round(rule_set, cast.coordinator, slug="parents-2012")
    with transaction_as(cast.counsellor):
        for answers in parent_sheets():
            enter_sheet(round_=round_, unit=cast.counsellor.unit, answers=answers, by=cast.counsellor)
    return round_


def counted(round_: Round, cast: Cast) -> dict[str, Decimal]:
    """The name of each percentage in the file → what the round's answers make it."""
    with transaction_as(cast.counsellor):
        counts = sheet_counts(round_)
        number = Sheet.objects.filter(round=round_).count()
        rows = SheetAnswer.objects.filter(sheet__round=round_, code="").values_list("question__key")
        sums = dict(rows.annotate(number=Sum("number")))
        lone = Sheet.objects.filter(round=round_, answers__question__key="family_form", answers__code="lone")
        at_home = {"question__key": "lives_with_child", "code__in": ("full_time", "part_time"), "sheet__in": lone}
        lone_at_home = SheetAnswer.objects.filter(**at_home).count()
        lone_answered = lone.count()
    assert number == SHEETS
    home = counts["lives_with_child"]
    children = sum(sums[f"children_{ages}"] for ages in AGES)
    return {
        **{name: of(counts[key][code], number) for name, (key, code) in OF_ALL.items()},
        "lives_with_at_least_one_child": of(home["full_time"] + home["part_time"], number),
        "lone_with_child_at_home": of(lone_at_home, lone_answered),
        "partner_also_in_care": of(counts["partner_in_care"]["yes"], sum(counts["partner_in_care"].values())),
        **{f"child_age_{ages}": of(sums[f"children_{ages}"], children) for ages in AGES},
        "children_with_support_from_society": of(sums["children_with_support"], children),
        "mean_age_years": sums["age"] / number,
    }


def of(part: int | Decimal, whole: int | Decimal) -> Decimal:
    return Decimal(100) * part / whole


def test_each_percentage_of_2012_is_met_within_half_a_point(answered: Round, cast: Cast) -> None:
    found = counted(answered, cast)

    mean = found.pop("mean_age_years")
    assert found.keys() == PERCENT.keys()
    far = {name: (share, PERCENT[name]) for name, share in found.items() if abs(share - PERCENT[name]) > HALF_A_POINT}
    assert far == {}
    assert mean == Decimal(str(SURVEY["national_survey"]["mean_age_years"]))


def test_everybody_has_a_child_and_no_more_with_support_than_there_are() -> None:
    for sheet in parent_sheets():
        children = sum(sheet[f"children_{ages}"] for ages in AGES)  # type: ignore[misc]
        assert 1 <= children >= sheet["children_with_support"]  # type: ignore[operator]


def test_answers_are_the_same_every_time() -> None:
    assert parent_sheets() == parent_sheets()
