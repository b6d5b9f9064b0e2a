"""A round of an agreement on its way from question to followed-up action plan, and the conditions its flow asks."""

from datetime import date
from typing import cast

from django.utils import timezone

from agreements.models import Questionnaire, Round, RoundCentre
from workflows.models.process import Process


class AgreementReviewProcess(Process):
    """All of it is read from the round; nothing is about a person."""

    about = "round"

    class Meta:
        proxy = True

    @property
    def of_round(self) -> Round:
        """The round, which a run of this flow always has."""
        return cast("Round", self.round)

    @property
    def goes_on(self) -> bool:
        return Round.objects.filter(pk=self.round_id).exclude(status=Round.Status.FOLLOWED_UP).exists()

    @property
    def asks_centres(self) -> bool:
        """Not a survey of parents and no review of records, whose sheets nobody's name is on."""
        return self.of_round.questionnaire.kind == Questionnaire.Kind.KAFO

    @property
    def centres_to_ask(self) -> list[int]:
        """Keys of the centres with a question to answer, and while answers come in of those that have not answered."""
        waiting = [RoundCentre.Status.SENT_BACK]
        if Round.objects.filter(pk=self.round_id, status=Round.Status.COLLECTING).exists():
            waiting.append(RoundCentre.Status.ASKED)
        asked = RoundCentre.objects.filter(round_id=self.round_id, status__in=waiting)
        return list(asked.order_by("centre__name", "pk").values_list("pk", flat=True))

    @property
    def is_checked(self) -> bool:
        """No centre has been sent a question back."""
        sent_back = RoundCentre.Status.SENT_BACK
        return not RoundCentre.objects.filter(round_id=self.round_id, status=sent_back).exists()

    @property
    def answer_by(self) -> date | None:
        """The round's last day; None once it has passed, and who is asked again has the clock's own time."""
        return self.of_round.due_on if self.of_round.due_on >= timezone.localdate() else None

    @property
    def last_measure_day(self) -> date | None:
        """The day by which the last measure of the action plan was to be done; None where that has passed."""
        days = self.of_round.report.measures.filter(done_on=None).values_list("due_on", flat=True)
        last = max(days, default=None)
        return last if last and last >= timezone.localdate() else None
