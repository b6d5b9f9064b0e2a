"""An adult patient of addiction care, enrolled through the services; and what such a patient tells."""

from datetime import date
from typing import Any

from accounts.models import Assignment
from cases.models import Case, Parenthood, SituationAnswer, SituationQuestion
from cases.selectors.parenthood import parenthood_of
from cases.services.enrolment import enrol
from cases.services.parenthood import ChildFacts, record_talk, save_parenthood
from cases.services.person import PersonFacts
from cases.services.situation import answer_situation
from tests.cases.contact import programme
from tests.cast import Cast, acting_as


def enrolled_patient(by: Assignment, name: str = "Tore") -> Case:
    with acting_as(by):
        patient = PersonFacts(given_name=name, family_name="Test", birth_date=date(1986, 5, 4))
        return enrol(programme=programme("addiction-parenthood"), subject=patient, by=by)


def record_of(case: Case, by: Assignment) -> Parenthood:
    row = parenthood_of(case, by)
    assert row is not None
    return row


def told(case: Case, by: Assignment, *children: ChildFacts, **answers: Any) -> Parenthood:
    with acting_as(by):
        row = record_of(case, by)
        return save_parenthood(row=row, answers=answers, children=children, edition=row.edition, by=by)


def told_patient(cast: Cast) -> Case:
    """The counsellor's patient with a child, talked about: data that could leak."""
    case = enrolled_patient(cast.counsellor)
    told(case, cast.counsellor, ChildFacts(name="Elis", age=7, lives="part"), children="yes", worried_text="At night.")
    with acting_as(cast.counsellor):
        record_talk(case=case, held_with="talk_patient", text="About Elis.", by=cast.counsellor)
    return case


def answered(case: Case, by: Assignment, key: str, answer: str = "yes", text: str = "") -> SituationAnswer | None:
    with acting_as(by):
        question = SituationQuestion.objects.filter(key=key).latest("valid_from")
        return answer_situation(case=case, question=question, answer=answer, text=text, by=by)
