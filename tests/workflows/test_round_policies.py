"""Rows about a round hold nothing of a person; rows about a case stay as strict beside them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan
from tests.workflows.review import Review
from workflows.models import Deadline, Notice, Process, Task, WorkItem
from workflows.selectors.notice import notices_for

pytestmark = pytest.mark.django_db
MODELS = (Process, Task, WorkItem, Deadline)
OF_A_PERSON = {"text", "name", "data", "given_name", "family_name", "person_id", "subject_id"}


def test_whoever_acts_sees_the_rounds_rows_and_none_of_the_cases(plan: Plan) -> None:
    Review(plan.cast).start()
    plan.to_active()

    with acting_as(plan.cast.outsider):
        seen = [set(model._default_manager.values_list("case", flat=True)) for model in MODELS]

    assert seen == [{None}] * len(MODELS)


def test_nobody_acting_sees_no_round(cast: Cast) -> None:
    Review(cast).start()

    assert not any(model._default_manager.exists() for model in MODELS)


def test_rows_of_rounds_have_no_column_for_a_person() -> None:
    for model in (*MODELS, Notice):
        assert not OF_A_PERSON & {field.attname for field in model._meta.concrete_fields}, model


@pytest.mark.parametrize("both", [True, False])
def test_row_is_about_a_case_or_a_round(plan: Plan, both: bool) -> None:
    review = Review(plan.cast).start()
    about = {"case": plan.case, "round": review.round} if both else {}

    by = plan.cast.worker
    with pytest.raises(IntegrityError, match="process_of_case_or_round"), acting_as(by), transaction.atomic():
        Process(flow_class=plan.process.flow_class, **about).save(force_insert=True)


def test_clocks_remind_the_respondent_and_tell_who_leads_when_it_is_late(
    cast: Cast, as_owner: Acting, as_worker: Acting
):
    review = Review(cast).start().name_respondents()
    ago = timezone.now() - timedelta(days=1)
    with as_owner():
        Deadline.objects.update(due_at=ago, near_at=ago, remind_at=ago)

    with as_worker():
        call_command("run_clocks")

    with acting_as(cast.nurse):
        told = [(each.kind, each.round_centre.centre.name) for each in notices_for(cast.nurse) if each.round_centre]
    with acting_as(review.leader):
        led = sorted((each.kind, each.round_centre.centre.name) for each in notices_for(review.leader))
    assert told == [("remind", "Almen")]
    assert led == [("escalate", "Almen"), ("escalate", "Boken"), ("escalate", "Cedern"), ("remind", "Cedern")]
