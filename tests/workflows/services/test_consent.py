"""Consent that ends takes with it whoever knew of the case by it alone."""

import pytest

from accounts.models import Assignment
from cases.models import Consent, Participation
from cases.permissions import visible_to
from cases.services.participation import admit
from cases.services.person import PersonFacts, Relation
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from workflows.services.consent import record_consent, withdraw_consent
from workflows.services.person import add_case_person


def name_coordinator(plan: Plan, who: Assignment) -> None:
    by, role = plan.cast.worker, Participation.Role.COORDINATOR
    with acting_as(by):
        reason = Participation.Reason.NAMED
        admit(case=plan.case, unit=who.unit, user=who.user, role=role, reason=reason, by=by)


def sees(plan: Plan, who: Assignment) -> bool:
    with acting_as(who):
        return visible_to(who).filter(pk=plan.case.pk).exists()


@pytest.fixture
def coordinated(cast: Cast, plan: Plan) -> Plan:
    """The teacher's unit is told and called; the coordinator, of a third provider, is named and told nothing."""
    plan.called = [cast.teacher]
    plan.obtain_consent()
    plan.prepare(cast.teacher)
    name_coordinator(plan, cast.coordinator)
    return plan


def test_coordinator_of_another_provider_is_out_when_the_consent_is_withdrawn(cast: Cast, coordinated: Plan) -> None:
    before = sees(coordinated, cast.coordinator)

    with acting_as(cast.worker):
        consent = Consent.objects.select_related("case__owner_unit").get(case=coordinated.case)
        lost = withdraw_consent(consent=consent, by=cast.worker)

    assert (before, sees(coordinated, cast.coordinator)) == (True, False)
    assert {unit.pk for unit in lost} == {cast.teacher.unit_id, cast.coordinator.unit_id}
    with acting_as(cast.worker):
        ended = Participation.history.filter(user=cast.coordinator.user).first()
        assert (ended.valid_to is not None, ended.history_user) == (True, cast.worker.user)


def test_coordinator_is_out_when_somebody_more_must_consent(cast: Cast, coordinated: Plan) -> None:
    facts = PersonFacts(given_name="Robin", has_custody=True)

    with acting_as(cast.worker):
        add_case_person(case=coordinated.case, facts=facts, relation=Relation.PARENT, by=cast.worker)

    assert not sees(coordinated, cast.coordinator)


def test_coordinator_named_before_the_family_was_asked_stays_while_answers_come_in(cast: Cast, plan: Plan) -> None:
    name_coordinator(plan, cast.coordinator)

    with acting_as(cast.worker):
        facts = PersonFacts(given_name="Robin", has_custody=True)
        add_case_person(case=plan.case, facts=facts, relation=Relation.PARENT, by=cast.worker)
    plan.consent()

    assert sees(plan, cast.coordinator)


def test_coordinator_stays_when_the_consent_is_renewed(cast: Cast, plan: Plan) -> None:
    plan.to_replies()
    name_coordinator(plan, cast.coordinator)

    with acting_as(cast.worker):
        today = Consent.objects.get(case=plan.case)
        record_consent(
            case=plan.case,
            person=plan.guardian,
            answer=Consent.Answer.YES,
            form=Consent.Form.ORAL,
            given_on=today.given_on,
            valid_to=today.valid_to,
            scopes={cast.nurse.unit: {"health"}},
            by=cast.worker,
        )

    assert sees(plan, cast.coordinator)


def test_coordinator_of_the_owners_provider_stays(cast: Cast, coordinated: Plan) -> None:
    name_coordinator(coordinated, cast.neighbour)

    with acting_as(cast.worker):
        consent = Consent.objects.select_related("case__owner_unit").get(case=coordinated.case)
        withdraw_consent(consent=consent, by=cast.worker)

    assert sees(coordinated, cast.neighbour)
