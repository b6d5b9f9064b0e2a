"""What follows for tasks when a referral on paper, to a party without account, rests on nothing any more."""

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case, Referral, Sending
from workflows.flows.referral import ReferralFlow
from workflows.models import Notice, Outcome
from workflows.models.step import Step
from workflows.nodes.telling import tell_about
from workflows.services.process import go_on_from, holding_process

ON_PAPER = (Step.RECORD_ANSWER, Step.RECORD_OUTCOME)


@act
def return_from_paper(*, case: Case, by: Assignment) -> bool:
    """The baton came back to the sender: its task is to write anew, and to tell the party by hand. Whether it did."""
    if not _has_come_back(case):
        return False
    with holding_process(case, by=by, what="consent") as process:
        if process is None or not _is_open_on_paper(process):
            return False
        ended = go_on_from(process, ReferralFlow.write_referral, outcome=Outcome.CONSENT_WITHDRAWN, by=by)
        tell_about(ended, Notice.Kind.TELL_PARTY)
    return True


def _has_come_back(case: Case) -> bool:
    if case.kind not in Case.REFERRALS:
        return False
    latest = Sending.objects.filter(case=case).order_by("number").last()
    is_back = Referral.objects.filter(case=case, state=Referral.State.RETURNED).exists()
    return latest is not None and bool(latest.party) and is_back


def _is_open_on_paper(process: object) -> bool:
    nodes = [getattr(ReferralFlow, step.value) for step in ON_PAPER]
    return process.task_set.filter(flow_task__in=nodes, finished=None).exists()  # type: ignore[attr-defined]
