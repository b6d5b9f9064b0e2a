"""A small agreement with its parties and centres, and files as an office sends them."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, FamilyCentre, Principal
from accounts.services.user import give_grant
from agreements.models import AgreementCentre, Question, Questionnaire, Round, RuleSet, RuleSetParty, RuleSetVersion
from agreements.round_file import HEADER
from agreements.services.round import start_round
from tests.cast import LONG_AGO

BEGINS = date(2010, 6, 1)
GOOD = {
    "in_operation": "yes",
    "shared_entrance": "no",
    "same_building": "yes",
    "maternity": "limited",
    "child_health": "full",
    "social_services": "spontaneous_visits",
    "open_preschool_hours_per_week": "12.5",
    "steering_group": "yes",
    "joint_staff_meetings": "yes",
    "coordinator": "no",
    "joint_goal_document": "yes",
    "user_survey": "no",
    "user_council": "unknown",
    "joint_staff_development": "yes",
    "other_actors": "unknown",
    "region_staff_take_part": "unknown",
    "municipal_staff_take_part": "yes",
    "health_centres_near": "1",
    "health_centres_total": "2",
}


def make_agreement(slug: str = "orebro-2010", *, centres: tuple[str, ...] = ()) -> RuleSet:
    """An agreement of the region Örebro, in force from June 2010, that knows `centres`."""
    with act_as(None, reason="test"):
        region, _ = Principal.objects.get_or_create(name=f"Region {slug}", kind=Principal.Kind.REGION)
        rule_set = RuleSet.objects.create(slug=slug, title=slug, kind=RuleSet.Kind.PRINCIPLE)
        RuleSetParty.objects.create(rule_set=rule_set, principal=region, valid_from=BEGINS)
        RuleSetVersion.objects.create(rule_set=rule_set, number=1, source="Örebro 2011", valid_from=BEGINS)
        for name in centres:
            centre, _ = FamilyCentre.objects.get_or_create(name=name)
            AgreementCentre.objects.create(rule_set=rule_set, centre=centre, valid_from=BEGINS)
    return rule_set


def grant(assignment: Assignment, permission: str, on: object) -> None:
    with act_as(None, reason="test"):
        give_grant(
            assignment=assignment,
            permission=permission,
            on=on,  # type: ignore[arg-type]
            valid_from=LONG_AGO,
            reason="Elected",
            by=None,
        )


def begin_round(rule_set: RuleSet, by: Assignment, *, slug: str = "kafo") -> Round:
    return start_round(
        rule_set=rule_set,
        questionnaire=Questionnaire.objects.get(slug=slug),
        year=timezone.localdate().year,
        due_on=timezone.localdate() + timedelta(days=30),
        by=by,
    )


def questions(slug: str) -> list[Question]:
    return list(Question.objects.filter(questionnaire__slug=slug))


def file_of(*rows: dict[str, str], header: tuple[str, ...] = HEADER, sep: str = ",", encoding: str = "utf-8") -> bytes:
    """One line per row; a row says what differs from GOOD."""
    lines = [sep.join(header)]
    lines += [sep.join(({"centre": "Almen"} | GOOD | row).get(name, "") for name in header) for row in rows]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)
