"""Three reports of concern, each in another step: just come in, waiting for the decision, being investigated."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.acting import act_as, transaction_as
from accounts.models import Assignment
from accounts.services.organisation import set_receiving
from cases.models import Case, Change, ConcernText, IntakeDecision, ReportReceipt
from cases.services import intake as receiver
from cases.services.concern import Concern, Seen
from cases.services.person import PersonFacts
from workflows.demo.clock import moved_to
from workflows.demo.staff import Staff
from workflows.models import Outcome, Step, Task, WorkItem
from workflows.selectors.task import due_of
from workflows.services.concern import change_report, open_feedback, report_concern, request_feedback
from workflows.services.queue import take_task
from workflows.services.task import complete_task

Code = IntakeDecision.Code
# By day, in each municipality: who receives its reports.
RECEIVERS = {"barn_familj": (time(8), time(16, 30)), "familj_norra": (time(8), time(16))}
RECEIVED_BY = "omar"


def make_concerns(staff: Staff, now: datetime) -> None:
    """After the plans, as of earlier days."""
    with act_as(None, reason="demo data"):
        for key, (begins, ends) in RECEIVERS.items():
            set_receiving(
                unit=staff.units[key],
                receives_reports=True,
                answers_out_of_hours=False,
                office_from=begins,
                office_to=ends,
                by=None,
            )
    _just_come_in(staff, now)
    _waiting_for_the_decision(staff, now)
    _being_investigated(staff, now)


def _just_come_in(staff: Staff, now: datetime) -> None:
    words = Seen(
        seen=(
            "Barnet är på öppna förskolan med sin storebror som är nio år. Ingen vuxen kom med någon av de tre "
            "senaste dagarna, och ingen hämtade. Barnet hade samma kläder alla dagarna och åt mycket."
        ),
        heard="Storebror sade: ”Mamma orkar inte gå upp.”",
        done="Vi ringde mamman två gånger. Ingen svarade.",
    )
    child = PersonFacts(given_name="Milo", family_name="Påhittlund", birth_date=_years_ago(now, 3))
    with moved_to(now - timedelta(hours=2)):
        tell_concern(staff["ulla"], concern_of(staff, child, words))


def _waiting_for_the_decision(staff: Staff, now: datetime) -> None:
    words = Seen(
        seen="Vid två besök luktade pappan alkohol. Han somnade i väntrummet med barnet i famnen.",
        done="Läkaren på mottagningen talade med pappan, som inte ville ha hjälp. Han vet att vi anmäler.",
        whereabouts="Barnet är hemma hos båda föräldrarna.",
    )
    parents = (PersonFacts(given_name="Ronja", family_name="Modellstrand"),)
    child = PersonFacts(given_name="Alva", family_name="Modellstrand", birth_date=_years_ago(now, 1))
    with moved_to(now - timedelta(days=9)):
        row = tell_concern(staff["karin"], concern_of(staff, child, words, parents=parents))
    with moved_to(now - timedelta(days=8, hours=20)):
        request_feedback(report=row.case, by=staff["karin"])
        assess(intake_of(row, staff["karin"]), staff[RECEIVED_BY])


def _being_investigated(staff: Staff, now: datetime) -> None:
    reporter, by = staff["elin"], staff[RECEIVED_BY]
    words = Seen(
        seen="Kvinnan har uteblivit från fyra besök. Vid det senaste hade hon blåmärken på halsen och armarna.",
        heard="Hon sade att hon är rädd för att åka hem.",
        done="Vi ringde socialtjänsten och följde henne dit.",
    )
    carrier = PersonFacts(given_name="Sanna", family_name="Figurdal")
    child = PersonFacts(expected_birth=timezone.localdate(now) + timedelta(days=60))
    began = now - timedelta(days=40)
    with moved_to(began):
        phoned = {"is_urgent": True, "phoned_at": began - timedelta(minutes=30)}
        row = tell_concern(reporter, concern_of(staff, child, words, carried_by=carrier, **phoned))
        intake = intake_of(row, reporter)
        assess(intake, by, Code.PROTECT_NOW, "Kvinnan får skyddat boende samma dag.")
        request_feedback(report=row.case, by=reporter)
    with moved_to(began + timedelta(days=3)):
        decide(intake, by)
    with moved_to(began + timedelta(days=4)):
        answer(intake, by)
    with moved_to(now - timedelta(hours=20)), transaction_as(reporter):
        more = Seen(seen=words.seen, heard=f"{words.heard} I går ringde hon och sade att mannen har sökt upp henne.")
        change_report(row=row, change=Change.ADDITION, words=more, edition=row.edition, by=reporter)


def concern_of(staff: Staff, child: PersonFacts, words: Seen, **more: object) -> Concern:
    municipality = staff.units["barn_familj"].provider.principal
    return Concern(child=child, municipality=municipality, words=words, **more)  # type: ignore[arg-type]


def tell_concern(by: Assignment, concern: Concern) -> ConcernText:
    with transaction_as(by):
        return report_concern(concern=concern, by=by)


def intake_of(row: ConcernText, by: Assignment) -> Case:
    with transaction_as(by):
        return Case(pk=ReportReceipt.objects.get(report=row.case).intake_id)


def _do(intake: Case, step: Step, by: Assignment, act: Callable[[datetime | None], Outcome]) -> None:
    with transaction_as(by):
        item = WorkItem.objects.get(case=intake.pk, step=step)
    take_task(task=item.task_id, by=by)
    with transaction_as(by):
        task = Task.objects.select_related("process__case").get(pk=item.task_id)
        due_at = due_of(task)
    complete_task(task=task, do=lambda: act(due_at), by=by)


def assess(
    intake: Case, by: Assignment, code: Code = Code.NO_IMMEDIATE, text: str = "Barnet är hemma med båda föräldrarna."
) -> None:
    def act(due_at: datetime | None) -> Outcome:
        receiver.assess_protection(case=_current(intake), code=code, text=text, due_at=due_at, by=by)
        return Outcome.ASSESSED

    _do(intake, Step.ASSESS_PROTECTION, by, act)


def decide(
    intake: Case,
    by: Assignment,
    code: Code = Code.OPENED,
    text: str = "Uppgifterna är allvarliga och barnet väntas om tre månader.",
) -> None:
    def act(due_at: datetime | None) -> Outcome:
        case = _current(intake)
        receiver.decide_opening(case=case, code=code, text=text, due_at=due_at, by=by)
        open_feedback(case)
        return Outcome(code.value)

    _do(intake, Step.DECIDE_OPENING, by, act)


def answer(intake: Case, by: Assignment) -> None:
    def act(due_at: datetime | None) -> Outcome:
        receiver.answer_reporter(case=_current(intake), due_at=due_at, by=by)
        return Outcome.ANSWERED

    _do(intake, Step.ANSWER_REPORTER, by, act)


def _current(intake: Case) -> Case:
    return Case.objects.get(pk=intake.pk)


def _years_ago(now: datetime, years: int) -> date:
    return timezone.localdate(now) - timedelta(days=365 * years + 100)
