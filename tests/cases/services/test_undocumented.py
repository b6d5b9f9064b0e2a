"""A unit that documents nobody (SoL 14 kap. 5 §) takes part in the plans of others, and stores nothing else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from accounts.acting import act_as
from accounts.sessions import ASSIGNMENT_KEY
from cases.errors import Undocumented
from cases.models import Case, Intervention, PlanField, Topic
from cases.selectors.case import persons_in
from cases.services.case import open_case
from cases.services.note import write_note
from cases.services.person import PersonFacts, Relation, add_case_person, join_to_own
from cases.services.plan import add_goal, add_intervention, add_need, add_statement, change_section
from tests.cast import Cast, acting_as
from tests.story import known_subject
from tests.workflows.plan import Plan

FACTS = PersonFacts(given_name="Kim", family_name="Test", birth_date=date(1990, 1, 1))


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The teacher's unit documents nobody, and has been called."""
    with act_as(None, reason="test"):
        cast.teacher.unit.is_undocumented = True
        cast.teacher.unit.save()
    return Plan(cast).to_replies()


def test_does_not_open_a_case(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.teacher):
        before = Case.objects.count()

        with pytest.raises(Undocumented), transaction.atomic():
            open_case(subject=FACTS, by=cast.teacher)

        assert Case.objects.count() == before


def test_writes_about_nobody(cast: Cast, plan: Plan) -> None:
    by, case = cast.teacher, plan.case
    with acting_as(by):
        subject = known_subject(case, by)
        words = {"case": case, "topic": Topic.HEALTH, "about": subject, "text": "-", "by": by}
        writings: list[Callable[[], object]] = [
            lambda: write_note(**words),
            lambda: add_need(**words),
            lambda: add_goal(**words),
            lambda: add_statement(field=PlanField.objects.get(pk="what_matters"), **words),
            lambda: add_case_person(case=case, facts=FACTS, relation=Relation.SIBLING, by=by),
            lambda: join_to_own(row=persons_in(case, by)[0], by=by),
            lambda: add_intervention(doer=Intervention.Doer.PRINCIPAL, unit=cast.worker.unit, **words),
            lambda: add_intervention(doer=Intervention.Doer.SELF, **words),
        ]

        for write in writings:
            with pytest.raises(Undocumented), transaction.atomic():
                write()


def test_writes_and_changes_its_own_interventions(cast: Cast, plan: Plan) -> None:
    by, case = cast.teacher, plan.case
    with acting_as(by):
        words = {"topic": Topic.HEALTH, "about": known_subject(case, by), "text": "Song group", "by": by}
        row = add_intervention(case=case, doer=Intervention.Doer.PRINCIPAL, unit=by.unit, **words)
        change_section(row=row, edition=1, text="Song group on Tuesdays", by=by)

        assert Intervention.objects.get(pk=row.pk).text == "Song group on Tuesdays"


def test_page_says_why_instead_of_showing_the_form(cast: Cast, plan: Plan) -> None:
    client = Client()
    client.force_login(cast.teacher.user)
    session = client.session
    session[ASSIGNMENT_KEY] = cast.teacher.pk
    session.save()

    pages = {address: client.get(address).content.decode() for address in ("/start/", f"/cases/{plan.case.pk}/")}

    for page in pages.values():
        assert "14 kap. 5 §" in page
    assert "<textarea" not in pages["/start/"]
