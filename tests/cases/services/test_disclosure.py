"""What was handed over stays as it was; what consent no longer covers is over at once."""

import pytest
from django.db import ProgrammingError

from accounts.models import Assignment
from cases.errors import CaseError, CaseNotVisible
from cases.models import AccessLogEntry, Consent, DisclosedSection, Goal, Need, SectionKind, Topic
from cases.permissions import readable_to, visible_to
from cases.selectors.plan import plan_document
from cases.services.access import Action, get_case_for
from cases.services.archive import open_archive
from cases.services.consent import withdraw_consent
from cases.services.disclosure import share_ready
from cases.services.plan import add_need, change_section, mark_ready
from tests.cast import Cast, acting_as
from tests.story import known_subject, write_content
from tests.workflows.plan import Plan
from workflows.selectors.search import find_cases


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The nurse and the teacher are called, and the worker has told them of a need and a goal about health."""
    plan = Plan(cast).to_replies()
    write_content(plan.case, cast.worker)
    return plan


def told(plan: Plan, by: Assignment) -> list[str]:
    with acting_as(by):
        sections = readable_to(by, DisclosedSection.objects.filter(kind=SectionKind.NEED)).order_by("edition")
        return [section.content["text"] for section in sections]


def withdraw(plan: Plan) -> None:
    by = plan.cast.worker
    with acting_as(by):
        withdraw_consent(consent=Consent.objects.select_related("case").get(case=plan.case), by=by)


def test_copy_does_not_change_when_its_origin_does(cast: Cast, plan: Plan) -> None:
    before = told(plan, cast.nurse)

    with acting_as(cast.worker):
        need = Need.objects.select_related("case", "about", "owner_unit", "written_by").get(case=plan.case)
        changed = change_section(row=need, edition=need.edition, text="Another need", by=cast.worker)
    assert told(plan, cast.nurse) == before == ["Need seen by Worker Test"]

    with acting_as(cast.worker):
        mark_ready(row=changed, by=cast.worker)
    assert told(plan, cast.nurse) == [*before, "Another need"]


def test_same_edition_is_told_once(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        need = Need.objects.select_related("case", "about", "owner_unit", "written_by").get(case=plan.case)

        assert mark_ready(row=need, by=cast.worker) == []


def test_topic_that_is_not_consented_is_told_nobody(cast: Cast, plan: Plan) -> None:
    by = cast.worker
    with acting_as(by):
        about = known_subject(plan.case, by)
        need = add_need(case=plan.case, topic=Topic.SUBSTANCE_USE, about=about, text="Secret", by=by)

        assert mark_ready(row=need, by=by) == []
    assert "Secret" not in told(plan, cast.nurse)


def test_withdrawal_closes_the_page_at_once(cast: Cast, plan: Plan) -> None:
    withdraw(plan)

    with pytest.raises(CaseNotVisible), acting_as(cast.nurse):
        get_case_for(cast.nurse, plan.case.pk, Action.SEE, what="case")


def test_withdrawal_ends_list_search_and_sections_at_once(cast: Cast, plan: Plan) -> None:
    withdraw(plan)

    for by in (cast.nurse, cast.second_nurse, cast.teacher):
        assert told(plan, by) == []
        with acting_as(by):
            assert not visible_to(by).exists()
            assert find_cases("Elis", by) == []
            assert find_cases(plan.case.number, by) == []


def test_withdrawal_stops_new_versions(cast: Cast, plan: Plan) -> None:
    by = cast.worker
    withdraw(plan)

    with acting_as(by):
        goal = Goal.objects.select_related("case__owner_unit", "about", "owner_unit", "written_by").get(case=plan.case)
        goal = change_section(row=goal, edition=goal.edition, text="New words", by=by)  # type: ignore[assignment]

        assert share_ready(row=goal, kind=SectionKind.GOAL, receivers=[cast.nurse.unit], by=by) == []


def test_withdrawal_leaves_the_owner_its_own_and_the_case(cast: Cast, plan: Plan) -> None:
    withdraw(plan)

    with acting_as(cast.worker):
        assert len(plan_document(plan.case, cast.worker).needs) == 1


def test_archive_opens_with_a_reason_that_is_logged(cast: Cast, plan: Plan, as_owner: object) -> None:
    withdraw(plan)

    with open_archive(case=plan.case.pk, reason="The family asks", by=cast.nurse) as (sections, _versions):
        texts = [section.content.get("text") for section in sections]

    assert "Need seen by Worker Test" in texts
    with as_owner():  # type: ignore[operator]
        entry = AccessLogEntry.objects.get(case_id=plan.case.pk, what="archive")
    assert (entry.user, entry.ground) == (cast.nurse.user, "The family asks")


def test_archive_needs_a_reason(cast: Cast, plan: Plan) -> None:
    with pytest.raises(CaseError), open_archive(case=plan.case.pk, reason=" ", by=cast.nurse):
        pass


@pytest.mark.parametrize("who", ["outsider", "stranger", "coordinator", "auditor", "reviewer", "administrator"])
def test_archive_of_another_is_empty(cast: Cast, plan: Plan, who: str) -> None:
    withdraw(plan)

    with open_archive(case=plan.case.pk, reason="Curious", by=cast.everybody[who]) as found:
        assert found == ([], [])


def test_archive_shows_nothing_that_still_holds(cast: Cast, plan: Plan) -> None:
    with open_archive(case=plan.case.pk, reason="A way round the naming", by=cast.nurse) as (sections, _versions):
        pass

    with acting_as(cast.nurse):
        in_force = readable_to(cast.nurse, DisclosedSection.objects.all()).count()
    assert len(sections) == in_force


def test_archive_is_shut_again_after_it_was_read(cast: Cast, plan: Plan) -> None:
    withdraw(plan)

    with acting_as(cast.nurse):
        with open_archive(case=plan.case.pk, reason="The family asks", by=cast.nurse):
            pass

        assert not DisclosedSection.objects.exists()


def test_web_cannot_end_or_rewrite_a_copy(cast: Cast, plan: Plan) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.worker):
        DisclosedSection.objects.update(ended_at=None)
