"""The demo's child-health teams, what was asked of them and of other units, and a meeting. All made up."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.acting import act_as, transaction_as
from accounts.models import Assignment, Team
from accounts.services.team import open_team
from agreements.working_days import STOCKHOLM
from cases.models import Case, TeamMeeting, Topic
from cases.services.consultation import answer_consultation, close_consultation
from cases.services.team_meeting import record_team_meeting
from workflows.demo.clock import moved_to
from workflows.demo.staff import YEARS_AGO, Staff
from workflows.demo.timeline import weekday
from workflows.models import Outcome, Step, Task
from workflows.selectors.task import due_of
from workflows.services.consultation import add_to_consultation, ask_consultation
from workflows.services.task import complete_task

Ending = Case.ClosureReason
Profession = TeamMeeting.Profession

# key: name, the clinic, the others.
TEAMS = {
    "bjorken": (
        "Barnhälsoteamet Björken",
        "bvc_bjorken",
        ("mvc_bjorken", "of_bjorken", "rad_bjorken", "forsta_linjen"),
    ),
    "linden": ("Barnhälsoteamet Linden", "tallen_linden", ("mvc_linden", "of_linden", "rad_linden")),
    "ronnen": ("Barnhälsoteamet Rönnen", "bvc_ronnen", ("mvc_ronnen", "of_ronnen", "rad_ronnen")),
}


@dataclass(frozen=True, slots=True)
class Question:
    """`to` is a team's key or a unit's; days ago; an answer, an addition, an ending, each by the user's key."""

    by: str
    to: str
    topic: Topic
    ago: int
    text: str
    answer: tuple[str, int, str] | None = None
    addition: tuple[str, int, str] | None = None
    ending: tuple[int, Case.ClosureReason] | None = None


QUESTIONS = (
    Question(
        "karin",
        "bjorken",
        Topic.DEVELOPMENT,
        2,
        "Ett barn på tre år leker mest för sig själv och svarar sällan när man ropar. Hörseln är prövad och god. "
        "Föräldrarna är inte oroliga. Hur länge väntar ni, och vad gör ni under tiden?",
    ),
    Question(
        "elin",
        "bjorken",
        Topic.MENTAL_HEALTH,
        9,
        "En blivande förälder har blivit mycket orolig inför förlossningen och sover dåligt. Hon vill inte ha någon "
        "remiss ännu. Finns det något på familjecentralen som passar redan nu?",
        answer=(
            "sara",
            6,
            "Hon är välkommen till samtal hos oss, högst fem gånger, utan beslut. Säg gärna att det inte skrivs "
            "någonting om det.",
        ),
        addition=("ulla", 5, "På torsdagar har vi en grupp för den som väntar sitt första barn."),
    ),
    Question(
        "ulla",
        "rad_bjorken",
        Topic.FAMILY,
        24,
        "Två föräldrar har skilda regler och barnet blir ledset vid varje byte. Hur kan jag prata med dem utan att ta "
        "parti?",
        answer=("sara", 20, "Börja i vad barnet gör, inte i reglerna. Bjud in båda till samma samtal, så hjälper vi."),
        ending=(17, Ending.HELPED),
    ),
    Question(
        "sara",
        "beroende",
        Topic.SUBSTANCE_USE,
        33,
        "En förälder dricker mer än förut och säger att det inte märks hemma. Vad frågar ni först, och hur snabbt kan "
        "ni ta emot?",
        answer=("hanna", 31, "Vi frågar hur ofta och hur mycket, och vem som ser barnet då. Vi har tid inom en vecka."),
        ending=(28, Ending.REFERRED),
    ),
)


def make_teams(staff: Staff) -> dict[str, Team]:
    since = timezone.localdate() - YEARS_AGO
    with act_as(None, reason="demo data"):
        return {
            key: open_team(
                name=name,
                clinic=staff.units[clinic],
                units=[staff.units[unit] for unit in units],
                valid_from=since,
                by=None,
            )
            for key, (name, clinic, units) in TEAMS.items()
        }


def make_consultations(staff: Staff) -> None:
    """Four consultations, each in another step, and one meeting of the team on Björken."""
    teams = make_teams(staff)
    asked = [tell_consultation(question, staff, teams) for question in QUESTIONS]
    with transaction_as(staff["karin"]):
        record_team_meeting(
            team=teams["bjorken"],
            held_on=timezone.localdate(_at(6)),
            place="Familjecentralen Björken",
            came=[Profession.CHILD_HEALTH_NURSE, Profession.MIDWIFE, Profession.SOCIAL_WORKER, Profession.PSYCHOLOGIST],
            taken_up=[asked[1]],
            by=staff["karin"],
        )


def tell_consultation(told: Question, staff: Staff, teams: dict[str, Team]) -> Case:
    asker = staff[told.by]
    with moved_to(_at(told.ago)), transaction_as(asker):
        to = {"team": teams[told.to]} if told.to in teams else {"unit": staff.units[told.to]}
        case = ask_consultation(topic=told.topic, question=told.text, by=asker, **to)
    if told.answer:
        _answer(case, staff[told.answer[0]], told.answer)
    if told.addition:
        by, ago, text = staff[told.addition[0]], *told.addition[1:]
        with moved_to(_at(ago)), transaction_as(by):
            add_to_consultation(case=case, text=text, by=by)
    if told.ending:
        _end(case, asker, told.ending)
    return case


def _answer(case: Case, by: Assignment, told: tuple[str, int, str]) -> None:
    with moved_to(_at(told[1])), transaction_as(by):
        task = _open_task(case, Step.ADVISE, by)
        due_at = due_of(task)

        def do() -> Outcome:
            answer_consultation(case=case, text=told[2], due_at=due_at, by=by)
            return Outcome.ANSWERED

        complete_task(task=task, do=do, by=by)


def _end(case: Case, by: Assignment, told: tuple[int, Case.ClosureReason]) -> None:
    ago, reason = told
    with moved_to(_at(ago)), transaction_as(by):

        def do() -> Outcome:
            close_consultation(case=case, reason=reason, by=by)
            return Outcome(reason.value)

        complete_task(task=_open_task(case, Step.READ_ANSWER, by), do=do, by=by)


def _open_task(case: Case, step: Step, by: Assignment) -> Task:
    rows = Task.objects.filter(case=case, unit=by.unit_id, finished=None)
    return next(task for task in rows if task.step == step)


def _at(ago: int) -> datetime:
    day = weekday(timezone.localdate() - timedelta(days=ago), forward=False)
    # Later in the day the nearer it lies: two that fall on the same Friday keep their order.
    return datetime.combine(day, time(8), STOCKHOLM) + timedelta(minutes=10 * (40 - ago))
