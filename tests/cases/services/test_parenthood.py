"""A patient as a parent: what nobody asked stays not asked, half of it can be saved, and each change leaves history."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.errors import CaseClosed, CaseError, StaleText
from cases.identity import official_test_numbers, parse_number
from cases.models import CasePerson, Fact, HealthContact, NameToken, Parenthood, ParenthoodTalk, PatientChild, Person
from cases.models.parenthood import NOT_ASKED
from cases.selectors.parenthood import children_of
from cases.services.health import end_contact
from cases.services.parenthood import (
    QUESTIONS,
    ChildFacts,
    assess_protection,
    open_parenthood,
    record_talk,
    save_parenthood,
)
from cases.services.person import PersonFacts, Relation, add_case_person, describe_case_person
from tests.cases.patient import enrolled_patient, record_of, told
from tests.cast import Cast, acting_as

ELIS = ChildFacts(name="Elis", age=7, lives="part")


def test_enrolled_patient_has_a_record_in_which_nothing_is_asked(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)

    with acting_as(cast.counsellor):
        row = record_of(case, cast.counsellor)
        assert {getattr(row, name) for name in QUESTIONS} == {NOT_ASKED}
        assert row.protection == NOT_ASKED
        assert not Fact.objects.filter(what=Fact.What.CHILDREN_ASKED).exists()
        assert open_parenthood(case=case, by=cast.counsellor).pk == row.pk


def test_number_of_a_patients_relative_is_not_kept(cast: Cast) -> None:
    case, by = enrolled_patient(cast.counsellor), cast.counsellor
    named = PersonFacts(given_name="Elis")
    numbered = replace(named, number=parse_number(min(official_test_numbers())))

    with pytest.raises(CaseError) as added, acting_as(by):
        add_case_person(case=case, facts=numbered, relation=Relation.OTHER, by=by)
    with acting_as(by):
        row = add_case_person(case=case, facts=named, relation=Relation.OTHER, by=by)
    with pytest.raises(CaseError) as described, acting_as(by):
        describe_case_person(row=row, facts=numbered, by=by)

    assert (added.value.field, described.value.field) == ("number", "number")
    with acting_as(by):
        relatives = CasePerson.objects.filter(case=case).exclude(relation=Relation.SUBJECT)
        assert [each.number for each in relatives] == [""]


def test_half_of_it_is_saved_and_the_rest_stays_not_asked(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)

    row = told(case, cast.counsellor, ELIS, children="yes", worried="no", worried_text=" He says not. ")

    assert (row.children, row.worried, row.worried_text, row.relief) == ("yes", "no", "He says not.", NOT_ASKED)
    with acting_as(cast.counsellor):
        [child] = children_of(case, cast.counsellor)
        assert (child.name, child.age, child.lives, child.told_on) == ("Elis", 7, "part", timezone.localdate())
        facts = Fact.objects.filter(case=case, origin=row.pk).values_list("what", "code")
        assert list(facts) == [("children_asked", "yes")]
        assert Parenthood.history.filter(id=row.pk).count() == 2


def test_answer_given_again_is_no_new_fact_and_a_changed_one_is(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)
    told(case, cast.counsellor, ELIS, children="yes", information="offered")
    told(case, cast.counsellor, children="yes", information="given")

    with acting_as(cast.counsellor):
        told_of = Fact.objects.filter(case=case, what=Fact.What.CHILD_INFORMED).order_by("registered_at")
        assert list(told_of.values_list("code", flat=True)) == ["offered", "given"]
        assert Fact.objects.filter(case=case, what=Fact.What.CHILDREN_ASKED).count() == 1


def test_child_is_changed_and_taken_away_and_the_row_stays(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)
    told(case, cast.counsellor, ELIS, children="yes")
    with acting_as(cast.counsellor):
        [child] = children_of(case, cast.counsellor)

    told(case, cast.counsellor, ChildFacts(key=str(child.pk), name="Elis", age=8, lives="full"))
    told(case, cast.counsellor, ChildFacts(key=str(child.pk), name="Elis", age=8, is_gone=True), children="no")

    with acting_as(cast.counsellor):
        assert children_of(case, cast.counsellor) == []
        assert PatientChild.objects.get().is_gone
        assert PatientChild.history.count() == 3


def test_named_child_is_no_person_and_no_search_finds_it(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)
    with acting_as(cast.counsellor):
        before = Person.objects.count(), CasePerson.objects.count()

    told(case, cast.counsellor, ELIS, children="yes")

    with acting_as(cast.counsellor):
        assert (Person.objects.count(), CasePerson.objects.count()) == before
        assert not NameToken.objects.filter(token__startswith="elis").exists()


@pytest.mark.parametrize(
    ("answers", "child", "field"),
    [
        ({"children": "no"}, ELIS, "children"),
        ({}, ELIS, "children"),
        ({"children": "perhaps"}, None, "children"),
        ({"information": "yes"}, None, "information"),
        ({"contact": "no", "contact_with": ["school"]}, None, "contact"),
        ({"contact": "yes", "contact_with": ["police"]}, None, "contact_with"),
        ({"next_review": date(2020, 1, 1)}, None, "next_review"),
        ({"children": "yes"}, ChildFacts(age=18), "age"),
        ({"children": "yes"}, ChildFacts(age=-1), "age"),
        ({"children": "yes"}, ChildFacts(lives="nowhere"), "lives"),
        ({"children": "yes"}, ChildFacts(key="0" * 32), "children"),
    ],
    ids=[
        *("child where there is none", "child where nobody asked", "no answer", "answer of another question"),
        *("with whom without a yes", "with nobody known", "review that has passed", "grown up", "unborn", "nowhere"),
        "child of another record",
    ],
)
def test_wrong_answer_is_refused_at_its_question(
    cast: Cast, answers: dict[str, Any], child: ChildFacts | None, field: str
) -> None:
    case = enrolled_patient(cast.counsellor)

    with pytest.raises(CaseError) as refused:
        told(case, cast.counsellor, *([child] if child else []), **answers)

    assert refused.value.field == field
    with acting_as(cast.counsellor):
        assert record_of(case, cast.counsellor).children == NOT_ASKED
        assert not PatientChild.objects.exists()


def test_second_writer_sees_what_stands(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)
    with acting_as(cast.counsellor):
        row = record_of(case, cast.counsellor)
    told(case, cast.counsellor, worried="yes")

    with acting_as(cast.counsellor), pytest.raises(StaleText) as stale:
        save_parenthood(row=row, answers={"worried": "no"}, edition=1, by=cast.counsellor)

    assert stale.value.current.worried == "yes"  # type: ignore[attr-defined]


def test_protection_is_assessed_with_a_reason_for_no(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)
    for protection, text, field in (("not_asked", "", "protection"), ("no_report", " ", "protection_text")):
        with acting_as(cast.counsellor):
            row = record_of(case, cast.counsellor)
        with acting_as(cast.counsellor), pytest.raises(CaseError) as refused:
            assess_protection(row=row, protection=protection, text=text, edition=1, by=cast.counsellor)
        assert refused.value.field == field

    with acting_as(cast.counsellor):
        row = record_of(case, cast.counsellor)
        row = assess_protection(
            row=row, protection="no_report", text="With the other parent, safe.", edition=1, by=cast.counsellor
        )

    assert (row.protection, row.protection_on) == ("no_report", timezone.localdate())


def test_talk_has_the_code_of_its_day(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)

    with acting_as(cast.counsellor):
        today = record_talk(case=case, held_with="talk_patient", by=cast.counsellor)
        both = record_talk(case=case, held_with="talk_patient_and_child", by=cast.counsellor)
        before = record_talk(case=case, held_with="talk_patient", held_on=date(2009, 12, 31), by=cast.counsellor)
        tomorrow = timezone.localdate() + timedelta(days=1)
        with pytest.raises(CaseError) as refused:
            record_talk(case=case, held_with="talk_patient", held_on=tomorrow, by=cast.counsellor)

    assert refused.value.field == "held_on"
    assert [each.code and each.code.code for each in (today, both, before)] == ["DU055", "DU056", None]


def test_ended_contact_is_not_written_in(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)
    with acting_as(cast.counsellor):
        ending, day = HealthContact.Ending.DONE, timezone.localdate()
        end_contact(case=case, ending=ending, ended_on=day, by=cast.counsellor)

    with pytest.raises(CaseClosed):
        told(case, cast.counsellor, children="yes")


def test_nothing_of_the_record_exists_for_other_units(cast: Cast) -> None:
    case = enrolled_patient(cast.counsellor)
    told(case, cast.counsellor, ELIS, children="yes", child_knows_text="Elis knows.")
    with acting_as(cast.counsellor):
        record_talk(case=case, held_with="talk_patient", by=cast.counsellor)

    for who in (cast.nurse, cast.outsider, cast.worker, cast.manager):
        with acting_as(who):
            for model in (Parenthood, PatientChild, ParenthoodTalk):
                assert not model.objects.exists()
                assert not model.history.exists()  # type: ignore[attr-defined]
