"""A round of an agreement between the cast's town and region, taken from step to step through the real services."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, FamilyCentre
from agreements.models import AgreementCentre, Clause, ClauseAssessment, Measure, Questionnaire, Round, RoundCentre
from agreements.round_file import Value
from tests.agreements.agreement import grant, in_force, make_agreement, region, town
from tests.agreements.rounds import GOOD
from tests.cast import LONG_AGO, Cast, acting_as
from workflows.models import Task
from workflows.services import review
from workflows.services.round_start import start_round

NAMES = ("Almen", "Boken", "Cedern")
ANSWERS: dict[str, Value] = GOOD | {
    "open_preschool_hours_per_week": Decimal("12.5"),
    "health_centres_near": Decimal(1),
    "health_centres_total": Decimal(2),
}


@dataclass
class Review:
    """The coordinator leads, the colleague checks, the manager assesses and the worker adopts. Respondents: nurse for
    Almen, teacher for Boken, nobody yet for Cedern.
    """

    cast: Cast
    round: Round = field(init=False)

    def __post_init__(self) -> None:
        cast = self.cast
        self.rule_set = make_agreement(town(cast), region(cast))
        self.version = in_force(self.rule_set)
        with act_as(None, reason="test"):
            for name in NAMES:
                centre = FamilyCentre.objects.create(name=name)
                AgreementCentre.objects.create(rule_set=self.rule_set, centre=centre, valid_from=LONG_AGO)
        grant(cast.coordinator, "coordinate_agreement", self.rule_set)
        grant(cast.colleague, "check_round", self.rule_set)
        grant(cast.manager, "adopt_report", self.rule_set)

    @property
    def leader(self) -> Assignment:
        return self.cast.coordinator

    def start(self, slug: str = "kafo") -> "Review":
        today = timezone.localdate()
        with acting_as(self.leader):
            self.round = start_round(
                rule_set=self.rule_set,
                questionnaire=Questionnaire.objects.get(slug=slug),
                year=today.year,
                due_on=today + timedelta(days=30),
                by=self.leader,
            )
        return self

    def name_respondents(self) -> "Review":
        for name, who in (("Almen", self.cast.nurse), ("Boken", self.cast.teacher)):
            with acting_as(self.leader):
                review.name_respondent(asked=self.centre(name), respondent=who, by=self.leader)
        return self

    def centre(self, name: str) -> RoundCentre:
        return self.round.centres.select_related("round__rule_set", "centre").get(centre__name=name)

    def answer(self, name: str, by: Assignment, *, is_on_paper: bool = False) -> None:
        with acting_as(by):
            review.answer_centre(asked=self.centre(name), answers_=ANSWERS, by=by, is_on_paper=is_on_paper)

    def answer_all(self) -> "Review":
        self.answer("Almen", self.cast.nurse)
        self.answer("Boken", self.cast.teacher)
        self.answer("Cedern", self.leader, is_on_paper=True)
        return self

    def send_back(self, name: str) -> None:
        with acting_as(self.cast.colleague):
            review.send_back(asked=self.centre(name), question="Really?", by=self.cast.colleague)

    def check_all(self) -> "Review":
        by = self.cast.colleague
        with acting_as(by):
            for each in self.round.centres.filter(status="answered").select_related("round__rule_set", "centre"):
                review.check_centre(asked=each, by=by)
            review.finish_checking(round_=self.round, by=by)
        return self

    def compile(self) -> "Review":
        with acting_as(self.leader):
            self.round.refresh_from_db()
            review.set_words(
                round_=self.round, indicator=self.clause.indicators.get(), text="nearly all", by=self.leader
            )
            review.finish_compiling(round_=self.round, by=self.leader)
        return self

    def assess(self) -> "Review":
        by = self.cast.manager
        with acting_as(by):
            level = ClauseAssessment.Level.PARTLY
            review.assess_clause(round_=self.round, clause=self.clause, level=level, why="Two of three", by=by)
            review.finish_assessing(round_=self.round, by=by)
        return self

    def adopt(self) -> "Review":
        with acting_as(self.cast.manager):
            review.adopt_report(round_=self.round, by=self.cast.manager, is_signed_in_anew=True)
        return self

    def plan(self) -> Measure:
        by, owner = self.leader, self.cast.manager
        due = timezone.localdate() + timedelta(days=60)
        with acting_as(by):
            measure = review.add_measure(
                round_=self.round, clause=self.clause, text="Appoint one", owner=owner, due_on=due, by=by
            )
            review.finish_plan(round_=self.round, by=by)
        return measure

    def follow_up(self, measure: Measure) -> None:
        by = self.cast.manager
        with acting_as(by):
            review.follow_up_measure(measure=measure, outcome="Appointed", by=by)

    @property
    def clause(self) -> Clause:
        return self.version.clauses.get()

    def open_steps(self) -> list[str]:
        with acting_as(self.leader):
            found = Task.objects.filter(round=self.round, finished=None, flow_task_type="HUMAN")
            return [task.step for task in found.order_by("created")]

    def status(self) -> str:
        return Round.objects.get(pk=self.round.pk).status
