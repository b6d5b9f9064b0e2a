from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import Staffing, YesNo
from agreements.selectors.centre_kind import CentreKind, classify_centre

FULL = {
    "same_building": "yes",
    "shared_entrance": "no",
    "maternity": "full",
    "child_health": "full",
    "social_services": "limited",
    "open_preschool_hours_per_week": Decimal(10),
}
ZERO = Decimal(0)
KINDS = CentreKind


@pytest.mark.parametrize(
    ("differs", "kind"),
    [
        ({}, KINDS.FAMILY_CENTRE),
        ({"same_building": "no", "shared_entrance": "yes"}, KINDS.FAMILY_CENTRE),
        ({"same_building": "unknown", "shared_entrance": "yes"}, KINDS.FAMILY_CENTRE),
        ({"social_services": "spontaneous_visits"}, KINDS.FAMILY_CENTRE),
        ({"social_services": "none"}, KINDS.FAMILY_CENTRE_LIKE),
        ({"maternity": "limited"}, KINDS.FAMILY_CENTRE_LIKE),
        ({"child_health": "limited"}, KINDS.FAMILY_CENTRE_LIKE),
        ({"open_preschool_hours_per_week": ZERO}, KINDS.FAMILY_CENTRE_LIKE),
        ({"open_preschool_hours_per_week": ZERO, "social_services": "none"}, KINDS.NEITHER),
        ({"child_health": "none"}, KINDS.NEITHER),
        ({"same_building": "no"}, KINDS.NEITHER),
        ({"same_building": "unknown"}, KINDS.NOT_KNOWN),
        ({"maternity": "unknown"}, KINDS.NOT_KNOWN),
        ({"open_preschool_hours_per_week": "unknown"}, KINDS.NOT_KNOWN),
        ({"maternity": "none", "open_preschool_hours_per_week": "unknown"}, KINDS.FAMILY_CENTRE_LIKE),
        ({"maternity": "none", "child_health": "unknown"}, KINDS.NOT_KNOWN),
        ({"same_building": "no", "maternity": "unknown"}, KINDS.NEITHER),
    ],
)
def test_classify_centre(differs: dict[str, object], kind: CentreKind) -> None:
    assert classify_centre(FULL | differs).kind == kind  # type: ignore[arg-type]


def test_classify_centre_without_answers_is_not_known() -> None:
    found = classify_centre({})

    assert found.kind == KINDS.NOT_KNOWN
    assert str(found.reason).count(",") == 4


def test_classify_centre_says_what_is_lacking() -> None:
    like = classify_centre(FULL | {"maternity": "limited", "social_services": "none"})

    with override("en"):
        assert str(like.reason).endswith("also has: full maternity care, social services.")


CODES = {"same_building": YesNo, "shared_entrance": YesNo, "maternity": Staffing, "child_health": Staffing}
ANSWERS = st.fixed_dictionaries(
    {key: st.sampled_from(codes.values) for key, codes in CODES.items()}
    | {"social_services": st.sampled_from(Staffing.values)}
    | {"open_preschool_hours_per_week": st.sampled_from([ZERO, Decimal(8), "unknown"])}
)


@given(ANSWERS, st.data())
def test_what_is_known_is_not_undone_by_an_answer_that_comes_late(
    answers: dict[str, object], data: st.DataObject
) -> None:
    filled = {
        key: data.draw(st.sampled_from(_possible(key))) if value == "unknown" else value
        for key, value in answers.items()
    }

    before, after = classify_centre(answers).kind, classify_centre(filled).kind  # type: ignore[arg-type]

    assert after != KINDS.NOT_KNOWN
    assert before in {after, KINDS.NOT_KNOWN}


def _possible(key: str) -> list[object]:
    if key == "open_preschool_hours_per_week":
        return [ZERO, Decimal(8)]
    codes = CODES.get(key, Staffing)
    return [code for code in codes.values if code != "unknown"]
