"""Who must consent, and what ends it."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CasePerson, Consent, ConsentException, Topic
from cases.selectors.consent import consent_covers, must_consent
from cases.services.case import open_case
from cases.services.consent import record_consent, record_exception, withdraw_consent
from cases.services.person import PersonFacts, Relation, add_case_person, change_custody
from tests.cast import Cast, acting_as
from tests.story import known_subject


@dataclass
class Family:
    """A child, two guardians, and the consents that the worker records."""

    case: Case
    child: CasePerson
    kim: CasePerson
    robin: CasePerson
    cast: Cast

    def answer(self, person: CasePerson, said: str = "yes", **more: object) -> Consent:
        today = timezone.localdate()
        facts: dict[str, object] = {"given_on": today, "valid_to": today + timedelta(days=30)}
        return record_consent(
            case=self.case,
            person=person,
            answer=Consent.Answer(said),
            form=Consent.Form.ORAL,
            scopes={self.cast.nurse.unit: {Topic.HEALTH}},
            by=self.cast.worker,
            **(facts | more),  # type: ignore[arg-type]
        )

    def covers(self, about: CasePerson | None = None) -> bool:
        return consent_covers(self.case, Topic.HEALTH, (about or self.child).pk, self.cast.nurse.unit_id)


def years_ago(years: int) -> date:
    today = timezone.localdate()
    return today.replace(year=today.year - years, day=min(today.day, 28))


def open_about(by: Assignment, **facts: object) -> Case:
    return open_case(subject=PersonFacts(given_name="Elis", **facts), by=by)  # type: ignore[arg-type]


def add_parent(case: Case, name: str, by: Assignment, *, has_custody: bool = True) -> CasePerson:
    facts = PersonFacts(given_name=name, has_custody=has_custody)
    return add_case_person(case=case, facts=facts, relation=Relation.PARENT, by=by)


@pytest.fixture
def family(cast: Cast) -> Family:
    by = cast.worker
    with acting_as(by):
        case = open_about(by, birth_date=years_ago(3))
        kim, robin = add_parent(case, "Kim", by), add_parent(case, "Robin", by)
        return Family(case, known_subject(case, by), kim, robin, cast)


def required(case: Case, by: Assignment, about: CasePerson | None = None) -> list[str]:
    return [str(person) for person in must_consent(case, about or known_subject(case, by), by)]


@pytest.mark.parametrize(
    ("years", "expected"), [(3, ["Kim"]), (14, ["Kim"]), (15, ["Elis", "Kim"]), (17, ["Elis", "Kim"]), (18, ["Elis"])]
)
def test_must_consent_by_age(cast: Cast, years: int, expected: list[str]) -> None:
    by = cast.worker
    with acting_as(by):
        case = open_about(by, birth_date=years_ago(years))
        add_parent(case, "Kim", by)
        add_parent(case, "Robin", by, has_custody=False)

        assert required(case, by) == expected


def test_must_consent_about_an_unborn_child_is_who_carries_it(cast: Cast) -> None:
    by, carrier = cast.nurse, PersonFacts(given_name="Kim", birth_date=years_ago(30))
    with acting_as(by):
        unborn = PersonFacts(expected_birth=timezone.localdate() + timedelta(days=90))
        case = open_case(subject=unborn, carried_by=carrier, by=by)
        add_parent(case, "Robin", by)

        assert required(case, by) == ["Kim"]


def test_must_consent_about_a_parent_is_that_parent_too(cast: Cast) -> None:
    by = cast.worker
    with acting_as(by):
        case = open_about(by, birth_date=years_ago(3))
        add_parent(case, "Kim", by)
        other = add_parent(case, "Robin", by, has_custody=False)

        assert required(case, by, other) == ["Kim", "Robin"]


def test_consent_covers_once_both_guardians_say_yes(family: Family) -> None:
    with acting_as(family.cast.worker):
        family.answer(family.kim)
        assert not family.covers()

        family.answer(family.robin)
        assert family.covers()


def test_one_guardians_no_ends_it(family: Family) -> None:
    with acting_as(family.cast.worker):
        family.answer(family.kim)
        family.answer(family.robin)

        family.answer(family.robin, "no")

        assert not family.covers()


def test_latest_answer_counts(family: Family) -> None:
    with acting_as(family.cast.worker):
        family.answer(family.kim)
        family.answer(family.robin, "no")

        family.answer(family.robin)

        assert family.covers()


def test_later_is_no_answer_and_leaves_the_earlier_one(family: Family) -> None:
    with acting_as(family.cast.worker):
        family.answer(family.kim)
        family.answer(family.robin)

        family.answer(family.robin, "later")

        assert family.covers()


def test_withdrawn_consent_does_not_fall_back_on_an_earlier_yes(family: Family) -> None:
    with acting_as(family.cast.worker):
        family.answer(family.kim)
        family.answer(family.robin)
        latest = family.answer(family.robin)

        withdraw_consent(consent=latest, by=family.cast.worker)

        assert not family.covers()


def test_consent_ends_after_its_last_day(family: Family) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with acting_as(family.cast.worker):
        family.answer(family.kim)
        family.answer(family.robin, given_on=yesterday, valid_to=yesterday)

        assert not family.covers()


def test_exception_takes_the_place_of_a_consent_until_it_ends(family: Family) -> None:
    by, reason = family.cast.worker, ConsentException.Reason.NOT_REACHED
    yesterday = timezone.localdate() - timedelta(days=1)
    facts = {"case": family.case, "person": family.robin, "reason": reason, "explanation": "Called", "by": by}
    with acting_as(by):
        family.answer(family.kim)
        record_exception(**facts, valid_to=yesterday)
        assert not family.covers()

        record_exception(**facts)
        assert family.covers()


def test_exceptions_alone_are_no_consent(family: Family) -> None:
    by, reason = family.cast.worker, ConsentException.Reason.NOT_REACHED
    with acting_as(by):
        for person in (family.kim, family.robin):
            record_exception(case=family.case, person=person, reason=reason, explanation="Called", by=by)

        assert not family.covers()


def test_guardian_whose_custody_ended_is_not_asked(family: Family) -> None:
    by = family.cast.worker
    with acting_as(by):
        family.answer(family.kim)
        yesterday = timezone.localdate() - timedelta(days=1)
        change_custody(guardian=family.robin, has_custody=True, last_day=yesterday, by=by)

        assert family.covers()


def test_exception_needs_an_explanation(family: Family) -> None:
    reason, by = ConsentException.Reason.BY_LAW, family.cast.worker

    with pytest.raises(CaseError) as refused, acting_as(by):
        record_exception(case=family.case, person=family.robin, reason=reason, explanation="  ", by=by)

    assert refused.value.field == "explanation"


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"given_on": timezone.localdate() + timedelta(days=2)}, "given_on"),
        ({"valid_to": None}, "valid_to"),
        ({"valid_to": timezone.localdate() - timedelta(days=2)}, "valid_to"),
    ],
)
def test_record_consent_with_wrong_days(family: Family, wrong: dict[str, object], at: str) -> None:
    with pytest.raises(CaseError) as refused, acting_as(family.cast.worker):
        family.answer(family.kim, **wrong)

    assert refused.value.field == at
