"""What a page tells the cases of its deadline: a fact knows whether it was in time."""

from uuid import uuid4

from cases.models import Fact
from tests.cast import Cast, acting_as
from tests.workflows.plan import Plan
from tests.workflows.test_statement_counts import signed_in
from workflows.models import Deadline, Step


def test_reply_by_its_page_knows_when_it_was_due(cast: Cast, plan: Plan) -> None:
    plan.to_replies()
    task = plan.open(Step.REPLY, cast.nurse)
    assert task is not None
    with acting_as(cast.nurse):
        due_at = Deadline.objects.get(task=task).due_at

    sent = {"reply": "yes", "who_comes": "-", "once": str(uuid4()), "acting": cast.nurse.pk}
    answer = signed_in(cast.nurse).post(f"/tasks/{task.pk}/", sent)

    assert answer.status_code == 302
    with acting_as(cast.nurse):
        fact = Fact.objects.get(what=Fact.What.REPLIED)
        assert (fact.due_at, fact.unit) == (due_at, cast.nurse.unit)
