"""A review of records: the reviewer at the own unit sees what is documented, and the sheet says nothing of whose."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Round, RuleSet, SheetAnswer
from cases.models import AccessLogEntry, Parenthood, PatientChild
from cases.services.parenthood import ChildFacts
from tests.agreements.rounds import begin_round, grant, make_agreement
from tests.cases.patient import enrolled_patient, told
from tests.cast import Cast, acting_as
from tests.workflows.views.test_hands import signed_in
from workflows.selectors.record_review import sheet_answers


@pytest.fixture
def agreement(cast: Cast) -> RuleSet:
    rule_set = make_agreement()
    for who in (cast.coordinator, cast.counsellor, cast.nurse):
        grant(who, "coordinate_agreement", rule_set)
    return rule_set


@pytest.fixture
def page(agreement: RuleSet, cast: Cast) -> str:
    round_: Round = begin_round(agreement, cast.coordinator, slug="record-review")
    return reverse("enter_sheet", args=[agreement.slug, round_.pk])


def test_reviewer_sees_what_is_documented_and_what_is_not(cast: Cast, page: str) -> None:
    case = enrolled_patient(cast.counsellor)
    told(case, cast.counsellor, ChildFacts(name="Elis", age=7, lives="full"), children="yes", information="given")
    client: Client = signed_in(cast.counsellor)

    listed = client.get(page).content.decode()
    shown = client.get(f"{page}?record={case.pk}").content.decode()

    assert f"?record={case.pk}" in listed
    assert "Elis" in shown
    assert "asked__not" in shown
    for key, answer in (("children_documented", "yes"), ("lives_with_children", "yes"), ("child_information", "yes")):
        assert f'name="{key}" value="{answer}" id="id_{key}_0" checked' in " ".join(shown.split())
    with acting_as(cast.counsellor):
        assert AccessLogEntry.objects.filter(case_id=case.pk, what="record_review", outcome="opened").exists()


def test_sheet_made_from_a_record_does_not_lead_back_to_it(cast: Cast, page: str, as_owner: object) -> None:
    case = enrolled_patient(cast.counsellor)

    sent = signed_in(cast.counsellor).post(f"{page}?record={case.pk}", {"children_documented": "no"})

    assert sent.status_code == 302
    with as_owner():  # type: ignore[operator]
        [answer] = SheetAnswer.objects.select_related("sheet", "question")
        assert (answer.question.key, answer.code) == ("children_documented", "no")
        names = {each.name for each in answer.sheet._meta.get_fields() if each.concrete}
    assert names == {"id", "round", "unit", "entered_on"}


def test_record_of_another_unit_is_none(cast: Cast, page: str) -> None:
    case = enrolled_patient(cast.counsellor)
    other = signed_in(cast.nurse)

    assert str(case.pk) not in other.get(page).content.decode()
    assert other.get(f"{page}?record={case.pk}").status_code == 404
    assert other.get(f"{page}?record=nobody").status_code == 404


@pytest.mark.parametrize(
    ("record", "homes", "answers"),
    [
        ({}, [], {"children_documented": "no", "has_minor_children": "unknown"}),
        ({"children": "no"}, [], {"children_documented": "yes", "has_minor_children": "no"}),
        ({"children": "declined"}, [], {"children_documented": "unknown", "has_minor_children": "unknown"}),
        (
            {"children": "yes"},
            ["not_asked", "part"],
            {"lives_with_children": "unknown", "child_information": "unknown", "parenting_support": "unknown"},
        ),
        (
            {"children": "yes", "information": "no", "advice": "offered", "child_support": "refused"},
            ["part", "contact"],
            {"lives_with_children": "no", "child_information": "no"},
        ),
        (
            {"children": "yes", "advice": "given", "parent_support": "refused"},
            ["full", "unknown"],
            {"lives_with_children": "yes", "child_information": "yes", "parenting_support": "yes"},
        ),
        ({"children": "yes", "parent_support": "no"}, [], {"parenting_support": "no"}),
    ],
    ids=["not asked", "none", "will not say", "half asked", "not given", "given", "not offered"],
)
def test_not_asked_is_never_no_but_where_asking_is_the_question(
    record: dict[str, str], homes: list[str], answers: dict[str, str]
) -> None:
    found = sheet_answers(Parenthood(**record), [PatientChild(lives=home) for home in homes])

    assert {key: found.get(key) for key in answers} == answers
    assert ("lives_with_children" in found) == (record.get("children") == "yes")
