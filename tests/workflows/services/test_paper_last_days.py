"""What a day ends of a referral on paper: its consent."""

from datetime import timedelta

from django.utils import timezone

from cases.models import Disclosure, Referral
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.on_paper import PaperHandover
from workflows.models import Notice, Step
from workflows.services.clocks import run_clocks


def test_a_consent_that_has_run_out_gives_the_task_back_the_day_after(
    cast: Cast, as_owner: Acting, as_worker: Acting
) -> None:
    paper = PaperHandover(cast).to_posted()
    last = timezone.localdate() - timedelta(days=1)
    with as_owner() as cursor:
        cursor.execute("UPDATE cases_consent SET given_on = given_on - 400, valid_to = %s", [last])
        cursor.execute("UPDATE cases_disclosedsection SET valid_to = %s", [last])
        cursor.execute("UPDATE cases_disclosure SET valid_to = %s", [last])

    with as_worker():
        for _again in range(2):
            run_clocks(timezone.now())

    assert paper.steps() == [Step.WRITE_REFERRAL]
    with acting_as(cast.nurse):
        assert Disclosure.objects.get(case=paper.case).ended_at is not None
        assert Referral.objects.get(case=paper.case).state == Referral.State.RETURNED
        assert Notice.objects.filter(case=paper.case, kind=Notice.Kind.TELL_PARTY).count() == 1
