"""The rows that the addresses in tests/pages are filled with: one case, one agreement, one principal's units."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.permissions import COORDINATE
from accounts.roles import Role
from accounts.services.organisation import open_centre
from accounts.services.team import open_team
from accounts.services.user import add_user, assign, deactivate_user, give_grant
from agreements.models import (
    AgreementCentre,
    ClauseAssessment,
    Clock,
    Measure,
    Place,
    Profession,
    Questionnaire,
    RuleSet,
    StandingGroup,
    SupportActivity,
)
from agreements.services.activity import ActivityFacts, Counted, add_activity, count_occasion
from agreements.services.clock import change_clock
from agreements.services.group import add_member, make_group, plan_meeting, record_meeting
from agreements.services.report import adopt_report, assess_clause, draft_period_report, draft_round_report
from agreements.services.training import Attended, TrainingFacts, record_training_day
from agreements.services.version import make_version
from agreements.working_days import Unit
from cases.models import (
    Attachment,
    Case,
    Certainty,
    Consent,
    DisclosedSection,
    Disclosure,
    Ground,
    Intervention,
    LegalGround,
    Participation,
    PlanMeeting,
    Programme,
    Summons,
    Topic,
)
from cases.services.attachment import attach_file, tell_attachment
from cases.services.note import write_note
from cases.services.plan import add_intervention
from cases.services.programme import VersionFacts, write_version
from cases.services.summons import call_party
from tests.agreements.agreement import DAYS, in_force, make_agreement, town
from tests.cases.patient import told_patient
from tests.cast import LONG_AGO, Cast, acting_as
from tests.conftest import Acting
from tests.files import PDF, checked
from tests.story import known_subject, write_content
from tests.workflows.births import born, handed_over, newborn, pregnancy
from tests.workflows.clinic import pursued, visited
from tests.workflows.concern import Reported
from tests.workflows.consultation import ask, meet
from tests.workflows.handover import Handover
from tests.workflows.on_paper import PaperHandover
from tests.workflows.plan import Plan
from workflows.models import Step
from workflows.services.referral import recall_referral
from workflows.services.round_start import start_round

Keys = dict[str, Any]


def ready_plan(cast: Cast) -> Plan:
    """A plan whose meeting is planned: everybody has replied, the draft can be written."""
    plan = Plan(cast).to_replies()
    for each in plan.called:
        write_content(plan.case, each)
        plan.reply(each)
    write_content(plan.case, cast.worker)
    return plan


def rows_of_pages(cast: Cast, as_owner: Acting) -> Keys:
    """What the addresses are filled with: the rows of one case, by the names in PAGES."""
    plan = ready_plan(cast)
    by, case, meet = cast.worker, plan.case, plan.open(Step.MEET)
    assert meet is not None
    with acting_as(cast.nurse):
        told = known_subject(case, cast.nurse)
    with acting_as(by):
        about, meeting = known_subject(case, by), PlanMeeting.objects.get(case=case)
        party = call_party(meeting=meeting, party="The school", kind=Summons.Kind.SUMMONS, by=by)
        words = {"topic": Topic.HEALTH, "about": about, "text": "-", "by": by}
        note = write_note(case=case, **words)
        done = add_intervention(case=case, doer=Intervention.Doer.PRINCIPAL, unit=by.unit, **words)
        consent = Consent.objects.get(case=case)
        summons = Summons.objects.get(meeting=meeting, unit=cast.nurse.unit)
        need = case.need_set.get(owner_unit=by.unit)
        part = Participation.objects.get(case=case, unit=cast.nurse.unit)
    with act_as(None, reason="test"):
        terms = {"length": 30, "unit": Unit.CALENDAR_DAYS, "certainty": Clock.Certainty.LOCAL_ROUTINE}
        change_clock(key="plan_meeting", source="test", valid_from=timezone.localdate(), by=None, **terms)
    with as_owner():
        # One of the copies the nurse was given is archive by now.
        Disclosure.objects.filter(case=case, topics=[Topic.HEALTH], receiver_unit=cast.nurse.unit).update(
            ended_at=timezone.now()
        )
    rows_of_files = attached_rows(cast, case, as_owner)
    reported = Reported(cast).assess()
    rows = {"report": reported.report, "intake": reported.intake, "intake_task": reported.open(Step.DECIDE_OPENING)}
    rows |= {"case": case, "task": meet, "person": about, "told_person": told, "consent": consent, "note": note}
    rows |= rows_of_files
    handover = Handover(cast).to_waiting(cast.teacher)
    rows |= {"referral_task": handover.task(Step.ANSWER_REFERRAL, cast.teacher)}
    paper = PaperHandover(cast).to_posted()
    ended = recall_referral(case=paper.case, by=paper.sender)
    rows |= {"referral": handover.case, "sending": handover.waits(), "paper": paper.case, "ended_sending": ended}
    seen = visited(cast)
    rows |= {"patient": told_patient(cast)}
    rows |= {"contact": seen.contact, "visited_parent": seen.parent, "finding": seen.finding.case}
    rows |= birth_rows(cast)
    rows |= {"visited_answers": seen.answers, "decided_finding": pursued(cast).visited.finding.case}
    rows |= {"party": party, "need": need, "meeting": meeting, "summons": summons, "part": part}
    words = {
        "step_key": "visit-3-months",
        "recorded_key": "visit-6-8-weeks",
        "need_kind": "need",
        "statement_kind": "statement",
        "field": "what_matters",
        "called_kind": "called",
    }
    more = {"intervention": done.pk, "counsellor_unit": str(cast.counsellor.unit_id), "own": str(by.pk)}
    more |= consulted_rows(cast)
    return {name: row.pk for name, row in rows.items()} | words | more | administered_rows(cast) | agreed_rows(cast)


def birth_rows(cast: Cast) -> dict[str, Any]:
    """A pregnancy of the nurse's clinic, one with a birth, and a newborn that the midwife has handed over to it."""
    [birth] = born(pregnancy(cast.nurse), newborn(name="Noa"), by=cast.nurse)
    [theirs] = born(pregnancy(cast.outsider), newborn(name="Lo"), by=cast.outsider)
    rows = {"pregnancy": pregnancy(cast.nurse), "born_pregnancy": birth.case, "birth": birth}
    return rows | {"handed_over": handed_over(theirs, cast.nurse, by=cast.outsider)}


def attached_rows(cast: Cast, case: Case, as_owner: Acting) -> Keys:
    """A file of the worker's in the plan; one the nurse was told of, and one that is the nurse's archive by now."""
    by = cast.worker
    with acting_as(by):
        words = {"case": case, "place": Attachment.Place.PLAN, "topic": Topic.HEALTH, "about": known_subject(case, by)}
        files = [attach_file(file=checked(content=PDF + name), by=by, **words) for name in (b"a", b"b", b"c")]
        for row in files[1:]:
            tell_attachment(attachment=row, receivers=[cast.nurse.unit], by=by)
        told = [DisclosedSection.objects.get(origin=row.pk) for row in files[1:]]
    with as_owner():
        DisclosedSection.objects.filter(pk=told[1].pk).update(ended_at=timezone.now())
    return {"attachment": files[0], "received_file": told[0], "archived_file": told[1]}


def consulted_rows(cast: Cast) -> Keys:
    """A team of the worker's unit and the nurse's, a question of the worker's to it, and a meeting."""
    with act_as(None, reason="test"):
        units = [cast.worker.unit]
        team = open_team(name="Team", clinic=cast.nurse.unit, units=units, valid_from=LONG_AGO, by=None)
    rows = {"consultation": ask(cast.worker, team), "team": team, "team_meeting": meet(team, cast.nurse)}
    rows["own_team_member"] = team.members.get(unit=cast.worker.unit)
    return {name: row.pk for name, row in rows.items()}


def agreed_rows(cast: Cast) -> Keys:
    """An agreement of the town, with a version that is being written."""
    agreement = make_agreement(town(cast))
    in_force(agreement, clocks={"prepare": (9, DAYS)}, of_cases="meeting_in_time")
    with act_as(None, reason="test"):
        draft = make_version(rule_set=agreement, valid_from=timezone.localdate(), source="-", by=None)
    clause = draft.clauses.get(code="C1")
    rows = {"clause": clause, "indicator": clause.indicators.get(), "agreed_clock": clause.clocks.get()}
    rows |= round_rows(agreement, cast) | arena_rows(agreement, cast)
    words = {"agreement": agreement.slug, "place_kind": Place.AGREEMENTS, "file_form": "json"}
    words |= {"figure_key": "meeting_in_time", "worker_unit": cast.worker.unit_id}
    return {name: row.pk for name, row in rows.items()} | words


def arena_rows(agreement: RuleSet, cast: Cast) -> dict[str, Any]:
    """A steering group with a member and a meeting, a training day and an activity, of the agreement itself."""
    by, today, place = cast.teacher, timezone.localdate(), Place(rule_set=agreement)
    terms: dict[str, Any] = {"kind": StandingGroup.Kind.STEERING, "name": "Group", "valid_from": today}
    came = TrainingFacts(today, "-", "-", [Attended(by.unit, Profession.PRESCHOOL_TEACHER, 1)])
    offered = ActivityFacts(kind=SupportActivity.Kind.GROUP, name="Group", where="-", unit=by.unit, valid_from=LONG_AGO)
    with acting_as(by):
        group = make_group(place=place, by=by, **terms)
        activity = add_activity(place=place, facts=offered, by=by)
        counted = Counted(held_on=today, offered=6, taken_up=5)
        return {
            "activity": activity,
            "occasion": count_occasion(activity=activity, counted=counted, by=by),
            "group": group,
            "member": add_member(group=group, assignment=by, valid_from=today, by=by),
            "planned_meeting": plan_meeting(group=group, held_on=today + timedelta(days=1), by=by),
            "group_meeting": record_meeting(group=group, held_on=today, raised="-", by=by),
            "training_day": record_training_day(place=place, facts=came, by=by),
        }


def round_rows(agreement: RuleSet, cast: Cast) -> dict[str, Any]:
    """A round that asks one centre, led, checked and judged by the teacher, and a survey of parents."""
    by, today = cast.teacher, timezone.localdate()
    with act_as(None, reason="test"):
        centre = open_centre(name="Asked", units=[], valid_from=LONG_AGO, by=None)
        AgreementCentre.objects.create(rule_set=agreement, centre=centre, valid_from=LONG_AGO)
        for permission in ("coordinate_agreement", "check_round", "adopt_report"):
            days = {"valid_from": LONG_AGO, "reason": "Elected"}
            give_grant(assignment=by, permission=permission, on=agreement, by=None, **days)
    terms: dict[str, Any] = {"rule_set": agreement, "year": today.year, "due_on": today, "by": by}
    with acting_as(by):
        round_ = start_round(questionnaire=Questionnaire.objects.get(slug="kafo"), **terms)
        survey = start_round(questionnaire=Questionnaire.objects.get(slug="parents-2012"), **terms)
        report = draft_round_report(round_=round_, by=by)
        clause = round_.version.clauses.get(code="C1")
        measure = Measure.objects.create(report=report, clause=clause, text="-", owner=by, due_on=today)
    party = agreement.parties.get()
    with act_as(None, reason="test"):
        give_grant(assignment=cast.manager, permission="release_counts", on=party, by=None, **days)
    reports = report_rows(agreement, terms | {"year": today.year - 1}, by)
    return reports | {
        "round": round_,
        "survey": survey,
        "asked": round_.centres.get(),
        "round_clause": clause,
        "measure": measure,
    }


def report_rows(agreement: RuleSet, terms: dict[str, Any], by: Assignment) -> dict[str, Any]:
    """A report on a quarter, and two that are adopted: of another quarter, and of a round."""
    with acting_as(by):
        first, second = (date(2025, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 6, 30))
        draft = draft_period_report(rule_set=agreement, first_day=first[0], last_day=first[1], by=by)
        over = draft_period_report(rule_set=agreement, first_day=second[0], last_day=second[1], by=by)
        round_ = start_round(questionnaire=Questionnaire.objects.get(slug="kafo"), **terms)
        for report in (over, draft_round_report(round_=round_, by=by)):
            for clause in report.version.clauses.all():
                assess_clause(report=report, clause=clause, level=ClauseAssessment.Level.MET, why="-", by=by)
            adopt_report(report=report, by=by, is_signed_in_anew=True)
    return {"period": draft, "adopted_period": over, "adopted_round": round_}


def administered_rows(cast: Cast) -> Keys:
    """What lies under the administrator's principal: the town's."""
    unit = cast.teacher.unit
    with act_as(None, reason="test"):
        coordination = assign(
            user=cast.teacher.user, unit=unit, role=Role.CENTRE_COORDINATOR, valid_from=LONG_AGO, by=None
        )
        centre = open_centre(name="Centre", units=[unit], valid_from=LONG_AGO, by=None)
        days = {"valid_from": LONG_AGO, "reason": "Elected"}
        grant = give_grant(assignment=coordination, permission=COORDINATE, on=centre, by=None, **days)
        former = add_user(email="former@example.test", full_name="Former Test", password=None, by=None)
        assign(user=former, unit=unit, role=Role.PRESCHOOL_TEACHER, valid_from=LONG_AGO, by=None)
        deactivate_user(user=former, by=None)
    rows = {"own_unit": unit, "centre": centre, "placement": centre.placements.get(), "user": cast.teacher.user}
    rows |= {"former": former, "assignment": cast.worker, "coordination": coordination, "grant": grant}
    rows |= {"social_unit": cast.worker.unit}
    rows |= {"ground": LegalGround.objects.get(key=Ground.DUTY)}
    rows |= programme_rows(cast)
    words = {"clock": "summons_reply", "programme": "child-health", "instrument": "epds"}
    return {name: row.pk for name, row in rows.items()} | words


def programme_rows(cast: Cast) -> dict[str, Any]:
    """A version of the child-health programme that is being written, beside the one in force."""
    programme, by = Programme.objects.get(slug="child-health"), cast.administrator
    with acting_as(by):
        facts = VersionFacts(name="Next", source="-", certainty=Certainty.LOW, valid_from=timezone.localdate())
        draft = write_version(programme=programme, facts=facts, by=by)
    return {
        "programme_version": programme.versions.get(is_draft=False),
        "programme_step": draft.steps.get(key="visit-5-years"),
    }
