"""A referral on its way: the case it is about, and the conditions its flow asks."""

from datetime import date

from django.utils import timezone

from cases.models import Case, Referral, Sending
from workflows.models.process import Process


def answer_clock(referral: Referral) -> str:
    """The key of the clock that runs while a receiver is asked."""
    return "birth_handover" if referral.purpose == Referral.Purpose.BIRTH else "referral_answer"


class ReferralProcess(Process):
    """The conditions of the referral's flow. All read tables that sender and receiver both see."""

    class Meta:
        proxy = True

    @property
    def referral(self) -> Referral:
        return Referral.objects.get(case_id=self.case_id)

    @property
    def sender_unit_id(self) -> int:
        return self.referral.sender_unit_id

    @property
    def answering_unit_id(self) -> int | None:
        """The unit that it was last sent to."""
        return self._latest.receiver_unit_id

    @property
    def answer_clock(self) -> str:
        """The hand-over of a newborn has a clock of its own."""
        return answer_clock(self.referral)

    @property
    def is_on_paper(self) -> bool:
        """Last sent to a party without account: the sender records what it answers."""
        return bool(self._latest.party)

    @property
    def _latest(self) -> Sending:
        return Sending.objects.filter(case_id=self.case_id).latest("number")

    @property
    def is_taken(self) -> bool:
        return self.referral.state == Referral.State.ACCEPTED

    @property
    def is_waiting(self) -> bool:
        """Whoever answered last has passed it on: another unit is to answer."""
        return Sending.objects.filter(case_id=self.case_id, answer="").exists()

    @property
    def is_fed_back(self) -> bool:
        return self.referral.state == Referral.State.FED_BACK

    @property
    def is_over(self) -> bool:
        return Case.objects.filter(pk=self.case_id, status=Case.Status.CLOSED).exists()

    @property
    def send_by(self) -> date | None:
        """What came back is to be dealt with today; a draft has its clock."""
        return timezone.localdate() if Sending.objects.filter(case_id=self.case_id).exists() else None
