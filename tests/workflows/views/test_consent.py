"""The consent pages: the rule for this child with its source, the child's own answer, custody and exceptions by day."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import CasePerson, Consent, ConsentException
from cases.services.person import PersonFacts, describe_case_person
from tests.cast import Cast, acting_as
from tests.story import known_subject
from tests.workflows.plan import Plan

TODAY = timezone.localdate()


def signed_in(who: Assignment) -> Client:
    client = Client()
    client.force_login(who.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = who.pk
    session.save()
    return client


def child_of(plan: Plan, *, years: int) -> CasePerson:
    """The plan's child, at that age."""
    by = plan.cast.worker
    with acting_as(by):
        facts = PersonFacts(given_name="Elis", birth_date=TODAY - timedelta(days=years * 366))
        return describe_case_person(row=known_subject(plan.case, by), facts=facts, by=by)


def answer_of(person: CasePerson, plan: Plan) -> dict[str, object]:
    told = {"units": [plan.cast.nurse.unit_id], "topics": ["health"], "valid_to": TODAY + timedelta(days=90)}
    return {"person": person.pk, "answer": "yes", "form": "oral", "given_on": TODAY} | told


def test_form_says_the_rule_for_this_child(cast: Cast, plan: Plan) -> None:
    child_of(plan, years=13)

    shown = signed_in(cast.worker).get(reverse("record_consent", args=[plan.case.pk])).content.decode()

    assert "det är lämpligt och barnet samtycker" in shown
    assert "SoL 2025:400 21 kap. 1 §. Ändras" in shown
    assert 'name="interventions"' in shown


def test_form_about_an_adult_asks_nothing_of_a_child(cast: Cast, plan: Plan) -> None:
    child_of(plan, years=30)

    shown = signed_in(cast.worker).get(reverse("record_consent", args=[plan.case.pk])).content.decode()

    assert 'name="interventions"' not in shown
    assert "21 kap." not in shown


def test_childs_own_yes_to_interventions_is_kept(cast: Cast, plan: Plan) -> None:
    child = child_of(plan, years=13)

    data = answer_of(child, plan) | {"interventions": ["assessed"]}
    signed_in(cast.worker).post(reverse("record_consent", args=[plan.case.pk]), data)

    with acting_as(cast.worker):
        assert Consent.objects.get(case=plan.case, person=child).interventions == ["assessed"]


def test_custody_page_ends_what_rests_on_consent(cast: Cast, plan: Plan) -> None:
    plan.to_replies()
    client = signed_in(cast.worker)
    data = {"has_custody": "on", "custody_to": TODAY - timedelta(days=1)}

    client.post(reverse("change_custody", args=[plan.case.pk, plan.guardian.pk]), data)

    assert plan.open_steps() == ["meet"]
    assert signed_in(cast.nurse).get(reverse("case", args=[plan.case.pk])).status_code == 404


def test_custody_page_says_what_is_wrong_at_the_day(cast: Cast, plan: Plan) -> None:
    data = {"has_custody": "on", "custody_from": TODAY, "custody_to": TODAY - timedelta(days=1)}

    answer = signed_in(cast.worker).post(reverse("change_custody", args=[plan.case.pk, plan.guardian.pk]), data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["custody_to"]


def test_exception_is_kept_with_its_last_day(cast: Cast, plan: Plan) -> None:
    last = TODAY + timedelta(days=30)
    data = {"person": plan.guardian.pk, "reason": "not_reached", "explanation": "Called", "valid_to": last}

    signed_in(cast.worker).post(reverse("consent_exception", args=[plan.case.pk]), data)

    with acting_as(cast.worker):
        assert ConsentException.objects.get(case=plan.case).valid_to == last


def test_manager_who_records_no_consent_is_led_to_no_such_page(cast: Cast) -> None:
    plan = Plan(cast)
    address = reverse("record_consent", args=[plan.case.pk])

    def leads_there(who: Assignment) -> bool:
        return address in signed_in(who).get(reverse("consent", args=[plan.case.pk])).content.decode()

    assert leads_there(cast.worker)
    assert not leads_there(cast.manager)
