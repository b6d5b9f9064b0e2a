"""The middle steps of a case: what is written before the meeting, the meeting, the plan, its confirmation."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.utils import timezone

from accounts.models import Assignment
from accounts.roles import Action
from cases.models import CasePerson, CoordinatedPlan, FollowUp, Goal, Intervention, PlanField, Summons
from cases.selectors.case import subject_of
from cases.services.access import get_case_for
from cases.services.agreement import (
    agree_plan,
    confirm_interventions,
    decline_interventions,
    is_waiting_for_confirmation,
    propose_plan,
)
from cases.services.meeting import (
    Attendance,
    close_meeting,
    note_attendance,
    note_family_attendance,
    write_meeting_note,
)
from cases.services.plan import add_goal, add_intervention, add_statement, mark_ready, plan_follow_up, set_lead
from workflows.demo.case import DemoCase
from workflows.demo.stories import Stop
from workflows.demo.themes import DOES
from workflows.demo.timeline import SPANS, weekday
from workflows.models import Outcome, Step

Others, Doer = CoordinatedPlan.Others, Intervention.Doer
SAID_NO = "Vi kan inte börja förrän efter årsskiftet. Föreslå en annan dag eller en annan enhet."


@dataclass(slots=True)
class DemoPlan(DemoCase):
    """A case whose plan is being made."""

    def begin_plan(self) -> None:
        """The family's words and the goals, written before the meeting: they are its agenda."""
        with self.acting(self.lead, "prepare", nth=3):
            who = self.parents[0].given_name if self.parents else self.subject.given_name
            for planned in self.theme.goals:
                add_goal(
                    case=self.case,
                    topic=planned.topic,
                    about=self.parents[0] if planned.is_about_parent and self.parents else self.subject,
                    text=self.words(planned.text),
                    own_words=self.words(planned.own_words),
                    own_words_by=who,
                    by=self.lead,
                )
            self._write_what_they_say(who)

    def meet(self) -> None:
        with self.acting(self.lead, "meet"):
            self.done(Step.MEET, self.lead, self._meet)

    def add_own_section(self) -> None:
        """The unit that was called first writes in the plan itself, and shows it to the others."""
        by, goal = self.called[0], self._goals_for_others()[-1]
        with self.acting(by, "meet", nth=2):
            about = subject_of(self.case, by)
            if about is not None:
                mark_ready(row=self.add_measure(by, goal, about, nth=1), by=by)

    def write(self, step: str = "write") -> None:
        with self.acting(self.lead, step):
            self.done(Step.WRITE_PLAN, self.lead, self._write)

    def confirm(self, by: Assignment, *, nth: int, step: str = "confirm", declines: bool = False) -> None:
        with self.acting(by, step, nth=nth):
            get_case_for(by, self.case.pk, Action.READ, what="plan")
            self.done(Step.CONFIRM, by, partial(self._confirm, by, declines))

    def add_measure(self, who: Assignment, goal: Goal, about: CasePerson, *, nth: int = 0) -> Intervention:
        """What the unit of `who` does, the `nth` thing; written by whoever knows `about`."""
        texts = DOES[who.unit.service]  # type: ignore[index]
        text = texts[(self.book.made + nth) % len(texts)]
        by = who if about.provider_id == who.unit.provider_id else self.lead
        return self._decide(goal, text, unit=who.unit, user=who.user, days=35 + 14 * nth, about=about, by=by)

    def _write_what_they_say(self, who: str) -> None:
        said = {
            "what_matters": (self.theme.matters, who),
            "child_voice": (self.theme.voice, self.lead.user.full_name),
            "own_part": (self.theme.own_part, who),
            "questions": (self.theme.question, who),
        }
        for field in PlanField.objects.filter(pk__in=said):
            text, by_whom = said[field.pk]
            add_statement(
                case=self.case,
                field=field,
                topic=self.theme.topics[0],
                about=self.subject,
                text=self.words(text),
                said_by=by_whom,
                by=self.lead,
            )

    def _goals(self) -> list[Goal]:
        return list(Goal.objects.filter(case=self.case).select_related("about").order_by("position"))

    def _goals_for_others(self) -> list[Goal]:
        """Those that every called unit may be told of. Asked as the lead."""
        with self.acting(self.lead, "meet"):
            goals = self._goals()
        return goals[:1] if self.story.special.parents_differ else goals

    def _meet(self) -> Outcome:
        came = [Attendance.HERE, Attendance.LINK if self.book.made % 3 == 0 else Attendance.HERE]
        if self.story.special.somebody_is_absent:
            came[-1] = Attendance.ABSENT
        rows = Summons.objects.filter(meeting=self.meeting, withdrawn_at=None).select_related("meeting")
        for number, row in enumerate(rows.order_by("created_at")):
            note_attendance(summons=row, attendance=came[number % len(came)], by=self.lead)
        for person in self.parents or [self.subject]:
            note_family_attendance(meeting=self.meeting, person=person, attendance=Attendance.HERE, by=self.lead)
        for number, goal in enumerate(self._goals()):
            write_meeting_note(
                meeting=self.meeting,
                agenda_item=goal.pk,
                text=self.words(self.theme.said if number == 0 else "Alla är överens. Vi tar upp det igen nästa gång."),
                edition=0,
                topic=goal.topic,  # type: ignore[arg-type]
                about=goal.about,
                by=self.lead,
            )
            self._decide(goal, self.theme.goals[number].lead_does, unit=self.lead.unit, user=self.lead.user)
        self._decide_for_others()
        close_meeting(meeting=self.meeting, due_at=self.due_at, by=self.lead)
        return Outcome.HELD

    def _decide_for_others(self) -> None:
        goals = self._goals()
        open_goals = goals[:1] if self.story.special.parents_differ else goals
        for number, each in enumerate(self.called):
            self.add_measure(each, open_goals[number % len(open_goals)], self.subject)
        self._decide(goals[0], self.theme.own_part, doer=Doer.SELF)
        if self.theme.party:
            self._decide(goals[-1], self.theme.party_does, doer=Doer.OTHER, who_else=self.theme.party)

    def _decide(
        self,
        goal: Goal,
        text: str,
        *,
        doer: Intervention.Doer = Doer.PRINCIPAL,
        days: int = 45,
        about: CasePerson | None = None,
        by: Assignment | None = None,
        **more: object,
    ) -> Intervention:
        return add_intervention(
            case=self.case,
            topic=goal.topic,  # type: ignore[arg-type]
            about=about or goal.about,
            text=self.words(text),
            doer=doer,
            goal=goal.pk,
            starts_on=timezone.localdate(),
            due_on=weekday(timezone.localdate() + timedelta(days=days), forward=True),
            evaluated_by="Familjen och den som leder planen",
            by=by or self.lead,
            **more,  # type: ignore[arg-type]
        )

    def _write(self) -> Outcome:
        if not FollowUp.objects.filter(case=self.case, held_on=None).exists():
            plan_follow_up(case=self.case, on=self.follow_up_day(), by=self.lead)
        set_lead(
            case=self.case,
            principal=self.lead.unit.provider.principal,
            unit=self.lead.unit,
            user=self.lead.user,
            measures_by_others=Others.LISTED if self.theme.party else Others.NONE,
            by=self.lead,
        )
        propose_plan(case=self.case, by=self.lead)
        if not is_waiting_for_confirmation(self.case):
            agree_plan(case=self.case, by=self.lead)
        return Outcome.WRITTEN

    def follow_up_day(self) -> date:
        """The day of the next follow-up: the story's own, or the usual time after the confirmation."""
        is_next_to_come = not self.timeline.has("follow_up") or FollowUp.objects.filter(case=self.case).exists()
        if is_next_to_come and (self.story.ahead or self.story.stop == Stop.FOLLOW_UP):
            return self.timeline.ahead()
        confirmed = timezone.localdate(self.timeline.moment("confirm"))
        return weekday(confirmed + timedelta(days=SPANS["follow_up"]), forward=True)

    def _confirm(self, by: Assignment, declines: bool) -> Outcome:
        if declines:
            decline_interventions(case=self.case, note=SAID_NO, by=by)
            return Outcome.DECLINED
        confirm_interventions(case=self.case, by=by)
        if not is_waiting_for_confirmation(self.case):
            agree_plan(case=self.case, by=by)
        return Outcome.CONFIRMED
