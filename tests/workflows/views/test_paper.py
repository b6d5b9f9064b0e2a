"""What is about one guardian stays off the other guardian's paper: the words, the topics and what is kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.models import CasePerson, Consent, DisclosedSection, Topic
from cases.services.consent import record_consent
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.plan import add_goal, add_need, mark_ready
from tests.cast import Cast, acting_as
from tests.story import known_subject
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in
from workflows.models import Outcome, Step

SECRET = "Robin is in treatment"


@dataclass
class Family:
    plan: Plan
    kim: CasePerson
    robin: CasePerson

    def paper_for(self, reader: CasePerson) -> Any:
        client = signed_in(self.plan.cast.worker)
        return client.get(f"/cases/{self.plan.case.pk}/plan/paper/", {"for": str(reader.pk)})


@pytest.fixture
def family(cast: Cast) -> Family:
    """Two guardians. The child's health and Robin's own addiction have been told to the nurse, by both consents."""
    plan, by = Plan(cast), cast.worker
    with acting_as(by):
        facts = PersonFacts(given_name="Robin", family_name="Test", has_custody=True)
        robin = add_case_person(case=plan.case, facts=facts, relation=Relation.PARENT, by=by)
        for person, kept in ((plan.guardian, []), (robin, [Topic.ECONOMY])):
            record_consent(
                case=plan.case,
                person=person,
                answer=Consent.Answer.YES,
                form=Consent.Form.ORAL,
                given_on=timezone.localdate(),
                valid_to=timezone.localdate() + timedelta(days=100),
                scopes={cast.nurse.unit: {Topic.HEALTH, Topic.SUBSTANCE_USE}},
                not_shared=kept,
                by=by,
            )
        plan.done(Step.OBTAIN_CONSENT, lambda: Outcome.GIVEN)
        plan.prepare(cast.nurse)
        child = known_subject(plan.case, by)
        add_and_show(plan, Topic.HEALTH, child, "Elis sleeps badly")
        add_and_show(plan, Topic.SUBSTANCE_USE, robin, SECRET)
    return Family(plan, plan.guardian, robin)


def add_and_show(plan: Plan, topic: Topic, about: CasePerson, text: str) -> None:
    words = {"case": plan.case, "topic": topic, "about": about, "text": text, "by": plan.cast.worker}
    for row in (add_need(**words), add_goal(**words)):
        mark_ready(row=row, by=plan.cast.worker)


def topics_known(answer: Any) -> str:
    return " ".join(each["what"] for each in answer.context["knows"]).lower()


def test_topics_about_one_guardian_are_not_on_the_others_paper(family: Family) -> None:
    addiction = str(Topic.SUBSTANCE_USE.label).lower()
    with acting_as(family.plan.cast.worker):
        assert DisclosedSection.objects.filter(topic=Topic.SUBSTANCE_USE, about__relation="parent").exists()

    for_kim, for_robin = family.paper_for(family.kim), family.paper_for(family.robin)

    assert addiction in topics_known(for_robin)
    assert addiction not in topics_known(for_kim)
    assert str(Topic.HEALTH.label).lower() in topics_known(for_kim)


def test_words_about_one_guardian_are_not_on_the_others_paper(family: Family) -> None:
    for_kim, for_robin = (family.paper_for(each).content.decode() for each in (family.kim, family.robin))

    assert SECRET in for_robin
    assert SECRET not in for_kim
    assert "Elis sleeps badly" in for_kim


def test_what_one_guardian_keeps_is_not_on_the_others_paper(family: Family) -> None:
    kept = str(Topic.ECONOMY.label).lower()

    assert family.paper_for(family.robin).context["not_shared"] == kept
    assert family.paper_for(family.kim).context["not_shared"] == ""


def test_paper_without_a_reader_is_the_first_guardians_never_everybodys(family: Family) -> None:
    answer = signed_in(family.plan.cast.worker).get(f"/cases/{family.plan.case.pk}/plan/paper/")

    assert SECRET not in answer.content.decode()


def test_coordinators_paper_of_another_provider_hides_the_same(family: Family) -> None:
    nurse = family.plan.cast.nurse
    with acting_as(nurse):
        kim = CasePerson.objects.get(case=family.plan.case, provider=nurse.unit.provider, given_name="Kim")

    answer = signed_in(nurse).get(f"/cases/{family.plan.case.pk}/plan/paper/", {"for": str(kim.pk)})

    assert SECRET not in answer.content.decode()
    assert str(Topic.SUBSTANCE_USE.label).lower() not in topics_known(answer)
