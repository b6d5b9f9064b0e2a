"""The demo's rounds: Örebro's of 2011 from its file to the adopted report, and one that is being answered."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.acting import act_as, transaction_as
from agreements.models import Questionnaire, Round, RuleSet
from agreements.round_file import Value, read_round_file
from agreements.services.round import plan_next_round
from agreements.services.round_import import import_round
from agreements.services.service_account import Account, service_leader
from cases.ages import add_months
from workflows.demo.agreements import LOCAL, OREBRO, OREBRO_FILE
from workflows.demo.orebro_report import tell_orebro_report
from workflows.demo.staff import Staff
from workflows.services.review import add_measure, adopt_report, answer_centre, name_respondent
from workflows.services.round_start import start_round

OREBRO_ROUND = OREBRO_FILE.parent / "orebro-2011.csv"
OREBRO_YEAR = 2011
# Who answers for which centre, by their keys; Linden's has answered, Björken's and Rönnen's are waited for.
RESPONDENTS = {"bjorken": "karin", "linden": "fatima", "ronnen": "mona"}
LEADER, JUDGE = "birgitta", "pia"
# Of Örebro's action plan, by the judge: clause, what is to be done, in how many days.
MEASURES = (
    ("R3", "Planera gemensam verksamhet med varje familjecentral", 12),
    ("J2", "Utse en samordnare där ingen finns", 60),
)
YES, NO, UNKNOWN, LIMITED, FULL = "yes", "no", "unknown", "limited", "full"
LINDEN: dict[str, Value] = {
    "in_operation": YES,
    "shared_entrance": YES,
    "same_building": YES,
    "maternity": LIMITED,
    "child_health": FULL,
    "social_services": LIMITED,
    "open_preschool_hours_per_week": Decimal(20),
    "steering_group": YES,
    "joint_staff_meetings": YES,
    "coordinator": YES,
    "joint_goal_document": NO,
    "user_survey": YES,
    "user_council": NO,
    "joint_staff_development": YES,
    "other_actors": UNKNOWN,
    "region_staff_take_part": YES,
    "municipal_staff_take_part": YES,
    "health_centres_near": Decimal(1),
    "health_centres_total": Decimal(2),
}


def make_rounds(staff: Staff) -> None:
    _tell_orebro(staff)
    _begin_local(staff)


def _tell_orebro(staff: Staff) -> None:
    rule_set = RuleSet.objects.get(slug=OREBRO)
    with act_as(None, reason="demo data"):
        importer = service_leader(rule_set=rule_set, account=Account.IMPORT, by=None)
    rows = read_round_file(OREBRO_ROUND.read_bytes()).rows
    with transaction_as(importer):
        import_round(
            rule_set=rule_set,
            year=OREBRO_YEAR,
            rows=list(rows),
            by=importer,
            may_create_centres=True,
            is_made_up=True,
        )
    round_ = Round.objects.select_related("rule_set").get(rule_set=rule_set, year=OREBRO_YEAR)
    leader, judge = staff[LEADER], staff[JUDGE]
    tell_orebro_report(round_=round_, leader=leader, judge=judge)
    with transaction_as(judge):
        adopt_report(round_=round_, by=judge, is_signed_in_anew=True)
    with transaction_as(leader):
        for code, text, days in MEASURES:
            clause = round_.version.clauses.get(code=code)
            due = timezone.localdate() + timedelta(days=days)
            add_measure(round_=round_, clause=clause, text=text, owner=judge, due_on=due, by=leader)


def _begin_local(staff: Staff) -> None:
    leader, today = staff[LEADER], timezone.localdate()
    with transaction_as(leader):
        round_ = start_round(
            rule_set=RuleSet.objects.get(slug=LOCAL),
            questionnaire=Questionnaire.objects.get(slug="kafo"),
            year=today.year,
            due_on=today + timedelta(days=14),
            is_made_up=True,
            by=leader,
        )
        asked = {each.centre_id: each for each in round_.centres.select_related("round__rule_set", "centre")}
        for centre, user in RESPONDENTS.items():
            row = asked[staff.centres[centre].pk]  # type: ignore[attr-defined]
            name_respondent(asked=row, respondent=staff[user], by=leader)
        next_year = add_months(today, 12)
        plan_next_round(rule_set=round_.rule_set, on=next_year, by=leader)
    fatima = staff[RESPONDENTS["linden"]]
    with transaction_as(fatima):
        row = round_.centres.select_related("round__rule_set", "centre").get(respondent=fatima)
        answer_centre(asked=row, answers_=LINDEN, by=fatima)
