"""What comes of a plan: how it goes, follow-ups, a new version, the end; and what else happens in a case."""

from dataclasses import dataclass
from functools import partial

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from cases.models import Case, Consent, Evaluation, FollowUp, Goal, GoalJudgement, InterventionProgress, Participation
from cases.services.agreement import revise_plan, set_progress
from cases.services.case import close_case as close_case_itself
from cases.services.follow_up import hold_follow_up, judge_goal
from cases.services.note import sign_note, write_note
from workflows.demo.plan import DemoPlan
from workflows.models import Outcome, Step
from workflows.services.case import OwnWords, close_case
from workflows.services.consent import withdraw_consent
from workflows.services.need import state_need
from workflows.services.participation import end_participation

State, Reason, Grade = InterventionProgress.State, Case.ClosureReason, Evaluation.Grade
Status = GoalJudgement.Status
GRADES = {Reason.GOALS_MET: Grade.HELPED, Reason.REPLACED: Grade.PARTLY, Reason.ONE_PRINCIPAL_LEFT: Grade.HELPED}
ENDED = {
    Reason.PERSON_WITHDREW: "Vi orkar inte med fler möten just nu.",
    Reason.MOVED: "Vi flyttar nära mormor. Tack för hjälpen.",
    Reason.NOT_NEEDED: "Det löste sig när vi fick prata med BVC.",
    Reason.REPLACED: "Nu börjar vi om med en ny plan på gymnasiet.",
}


@dataclass(slots=True)
class DemoOutcome(DemoPlan):
    """A case whose plan is in force, or that ended on the way."""

    def make_progress(self) -> None:
        """Each unit begins what it stands by; the first is done."""
        for nth, by in enumerate((self.lead, *self.called)):
            with self.acting(by, "confirm", nth=nth, days=6):
                rows = InterventionProgress.objects.filter(case=self.case, unit=by.unit).select_related("case")
                for number, row in enumerate(rows.order_by("created_at")):
                    set_progress(progress=row, state=State.DONE if nth == number == 1 else State.ONGOING, by=by)

    def follow_up(self, outcome: FollowUp.Outcome) -> None:
        with self.acting(self.lead, "follow_up"):
            is_close = outcome == FollowUp.Outcome.CLOSE
            for number, goal in enumerate(Goal.objects.filter(case=self.case).order_by("position")):
                status = Status.REACHED if is_close or number else Status.ON_THE_WAY
                family = Status.ON_THE_WAY if number % 2 else status
                judge_goal(case=self.case, goal=goal.pk, status=status, family_status=family, by=self.lead)
            self.done(Step.FOLLOW_UP, self.lead, partial(self._follow_up, outcome))

    def add_after_revision(self) -> None:
        """What is new in the second version: the called units do one thing more."""
        with self.acting(self.lead, "rewrite"):
            goals = list(Goal.objects.filter(case=self.case).select_related("about").order_by("position"))
            self.add_measure(self.called[0], goals[0], self.subject, nth=2)

    def close_on_the_way(self) -> None:
        with self.acting(self.lead, self.timeline.latest, nth=5):
            close_case(case=self.case, reason=self.story.special.reason, by=self.lead, **self._own_words())

    def withdraw(self) -> None:
        with self.acting(self.lead, self.timeline.latest, days=self.story.days - 1):
            given = Consent.objects.filter(case=self.case, answer=Consent.Answer.YES).order_by("-created_at")
            withdraw_consent(consent=given.select_related("case")[0], by=self.lead)

    def leave(self, who: Assignment) -> None:
        with self.acting(self.lead, "confirm", days=10):
            end_participation(case=self.case, unit=who.unit, reason=Participation.EndReason.DONE, by=self.lead)

    def look_in(self, who: Assignment) -> None:
        """Today, since a stated need opens the case for a day only."""
        with act_as(who):
            state_need(case_id=self.case.pk, need="Jag har jour i dag och familjen har ringt.", by=who)

    def write_working_note(self) -> None:
        with self.acting(self.lead, self.timeline.latest, nth=4):
            text, topic = self.words(self.theme.note), self.theme.topics[0]
            note = write_note(case=self.case, text=text, topic=topic, about=self.subject, by=self.lead)
            if self.book.made % 4:
                sign_note(note=note, edition=note.edition, by=self.lead)

    def _follow_up(self, outcome: FollowUp.Outcome) -> Outcome:
        goes_on = outcome == FollowUp.Outcome.CONTINUE
        hold_follow_up(
            case=self.case,
            outcome=outcome,
            held_on=timezone.localdate(),
            next_on=self.timeline.ahead() if goes_on else None,
            due_at=self.due_at,
            by=self.lead,
        )
        if outcome == FollowUp.Outcome.REVISE:
            revise_plan(case=self.case, by=self.lead)
        if outcome == FollowUp.Outcome.CLOSE:
            words = self._own_words()
            close_case_itself(case=self.case, reason=self.story.special.reason, by=self.lead, **words)
        return Outcome(outcome)

    def _own_words(self) -> OwnWords:
        reason = self.story.special.reason
        who = self.parents[0].given_name if self.parents else self.subject.given_name
        words = ENDED.get(reason, self.theme.ended)
        return {"grade": GRADES.get(reason, Grade.PARTLY), "own_words": self.words(words), "said_by": who}
