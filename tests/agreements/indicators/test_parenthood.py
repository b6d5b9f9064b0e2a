"""Each indicator of patients as parents: met, not met, not known; and all of them against a plain count of records."""

import random

import pytest

from agreements.indicators.case_facts import counted_sql
from agreements.indicators.parenthood import PARENTHOOD_INDICATORS
from cases.models import Parenthood
from tests.agreements.indicators.told_facts import Told, What
from tests.cases.patient import enrolled_patient, told
from tests.cast import Cast, acting_as
from tests.conftest import Acting

ASKED = ["not_asked", "yes", "no", "unknown", "declined"]
GIVEN = ["not_asked", "offered", "given", "refused", "no"]
FIELDS = {
    "child_informed": "information",
    "child_advised": "advice",
    "child_supported": "child_support",
    "parent_offered_support": "parent_support",
}
PATIENTS = 12


def enrolled(told: Told) -> Told:
    return told.tell(What.ENROLLED, 0, code="addiction_care")


@pytest.mark.parametrize(
    ("codes", "met"),
    [
        *(((), False), (("yes",), True), (("no",), True), (("declined",), None), (("unknown",), None)),
        *((("yes", "not_asked"), False), (("not_asked", "no"), True)),
    ],
    ids=["never touched", "yes", "no", "declined", "unknown", "taken back", "asked again"],
)
def test_children_are_documented_or_not_or_not_known(told: Told, codes: tuple[str, ...], met: bool | None) -> None:
    enrolled(told)
    for day, code in enumerate(codes, 1):
        told.tell(What.CHILDREN_ASKED, day, code=code)

    assert told.met("children_documented") is met


def test_contact_of_another_kind_is_not_counted(told: Told) -> None:
    told.tell(What.ENROLLED, 0, code="child_health")

    assert told.rows("children_documented") == []


@pytest.mark.parametrize(
    ("code", "given", "offered"),
    [
        *(("given", True, True), ("offered", False, True), ("refused", False, True), ("no", False, False)),
        *(("not_asked", None, None), ("", None, None)),
    ],
    ids=["given", "offered", "refused", "no", "not asked", "never touched"],
)
def test_what_was_given_and_offered(told: Told, code: str, given: bool | None, offered: bool | None) -> None:
    enrolled(told).tell(What.CHILDREN_ASKED, 3, code="yes")
    if code:
        told.tell(What.CHILD_SUPPORTED, 4, code=code).tell(What.PARENT_SUPPORTED, 4, code=code)

    [row] = told.rows("child_supported")
    assert (row["met"], told.met("parent_offered_support")) == (given, offered)


@pytest.mark.parametrize("code", ["no", "declined", "not_asked"])
def test_patient_without_children_is_counted_in_the_first_alone(told: Told, code: str) -> None:
    enrolled(told).tell(What.CHILDREN_ASKED, 1, code=code).tell(What.CHILD_INFORMED, 2, code="given")

    assert [told.rows(key) for key in FIELDS] == [[], [], [], []]
    assert len(told.rows("children_documented")) == 1


def test_figures_are_what_a_plain_count_of_the_records_gives(cast: Cast, as_worker: Acting) -> None:
    choose = random.Random(5)  # noqa: S311  made-up records
    for number in range(PATIENTS):
        case = enrolled_patient(cast.counsellor, f"Patient{number}")
        for _time in range(2):
            answers = {name: choose.choice(GIVEN) for name in FIELDS.values()}
            told(case, cast.counsellor, children=choose.choice(ASKED), **answers)

    with acting_as(cast.counsellor):
        records = list(Parenthood.objects.all())
    with as_worker() as cursor:
        select = "SELECT indicator, count(*), count(*) FILTER (WHERE met), count(*) FILTER (WHERE met IS NULL)"
        cursor.execute(f"{counted_sql(PARENTHOOD_INDICATORS, 'true')} {select} FROM counted GROUP BY indicator")
        counted = {key: tuple(numbers) for key, *numbers in cursor.fetchall()}

    assert counted == {key: numbers for key, numbers in plain_count(records).items() if numbers[0]}


def plain_count(records: list[Parenthood]) -> dict[str, tuple[int, int, int]]:
    """Indicator → counted, met, not known."""
    children = [each.children for each in records]
    unknown = children.count("declined") + children.count("unknown")
    found = {"children_documented": (len(children), children.count("yes") + children.count("no"), unknown)}
    for key, name in FIELDS.items():
        said = [getattr(each, name) for each in records if each.children == "yes"]
        met = {"given"} if name != "parent_support" else {"given", "offered", "refused"}
        found[key] = (len(said), sum(each in met for each in said), said.count("not_asked"))
    return found
