"""Every address of Samplan, asked by everybody who should not reach it and by one who should.

The table is in tests/pages.py. A page that is not in its PAGES, NOT_OURS or FOR_ALL fails
`test_every_address_is_in_the_table`.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, User
from accounts.permissions import COORDINATE
from accounts.roles import Role
from accounts.services.organisation import open_centre
from accounts.services.user import assign, deactivate_user, end_assignment, give_grant
from accounts.sessions import ASSIGNMENT_KEY
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
)
from agreements.services.clock import change_clock
from agreements.services.group import add_member, make_group, record_meeting
from agreements.services.report import adopt_report, assess_clause, draft_period_report, draft_round_report
from agreements.services.training import Attended, TrainingFacts, record_training_day
from agreements.services.version import make_version
from agreements.working_days import Unit
from cases.models import (
    AccessLogEntry,
    Consent,
    Disclosure,
    Intervention,
    Participation,
    PlanMeeting,
    Summons,
    Topic,
)
from cases.services.meeting import call_party
from cases.services.note import write_note
from cases.services.plan import add_intervention
from tests.agreements.agreement import DAYS, in_force, make_agreement, town
from tests.cast import LONG_AGO, Cast, acting_as
from tests.conftest import Acting
from tests.pages import FOR_ALL, LISTS, NOT_OURS, PAGES
from tests.story import known_subject, write_content
from tests.workflows.plan import Plan
from workflows.models import Step
from workflows.services.round_start import start_round

Keys = dict[str, Any]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LOGIN, CHOOSE = "account_login", "choose_assignment"


def addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each)
        else:
            yield each


def ready_plan(cast: Cast) -> Plan:
    """A plan whose meeting is planned: everybody has replied, the draft can be written."""
    plan = Plan(cast).to_replies()
    for each in plan.called:
        write_content(plan.case, each)
        plan.reply(each)
    write_content(plan.case, cast.worker)
    return plan


@pytest.fixture
def keys(cast: Cast, as_owner: Acting) -> Keys:
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
    rows = {"case": case, "task": meet, "person": about, "told_person": told, "consent": consent, "note": note}
    rows |= {"party": party, "need": need, "meeting": meeting, "summons": summons, "part": part}
    words = {"need_kind": "need", "statement_kind": "statement", "field": "what_matters", "called_kind": "called"}
    more = {"intervention": done.pk, "counsellor_unit": str(cast.counsellor.unit_id), "own": str(by.pk)}
    return {name: row.pk for name, row in rows.items()} | words | more | administered_rows(cast) | agreed_rows(cast)


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
    """A steering group with a member and a meeting, and a training day, of the agreement itself."""
    by, today, place = cast.teacher, timezone.localdate(), Place(rule_set=agreement)
    terms: dict[str, Any] = {"kind": StandingGroup.Kind.STEERING, "name": "Group", "valid_from": today}
    came = TrainingFacts(today, "-", "-", [Attended(by.unit, Profession.PRESCHOOL_TEACHER, 1)])
    with acting_as(by):
        group = make_group(place=place, by=by, **terms)
        return {
            "group": group,
            "member": add_member(group=group, assignment=by, valid_from=today, by=by),
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
    rows = {"own_unit": unit, "centre": centre, "placement": centre.placements.get(), "user": cast.teacher.user}
    rows |= {"assignment": cast.worker, "coordination": coordination, "grant": grant}
    return {name: row.pk for name, row in rows.items()} | {"clock": "summons_reply"}


def signed_in(assignment: Assignment | None) -> Client:
    client = Client(raise_request_exception=False)
    if assignment is not None:
        client.force_login(assignment.user, backend=BACKEND)
        session = client.session
        session[ASSIGNMENT_KEY] = assignment.pk
        session.save()
    return client


def address(name: str, keys: Keys) -> str:
    return reverse(name, kwargs={argument: keys[key] for argument, key in PAGES[name].names.items()})


def answer(client: Client, name: str, keys: Keys, method: str = "") -> Any:
    """What the page answers; whatever it did is taken back."""
    page = PAGES[name]
    data = {key: keys.get(value, value) for key, value in page.data.items()}
    with transaction.atomic():
        method = method or page.method
        response = (
            client.generic(method, address(name, keys))
            if method != "POST"
            else client.post(address(name, keys) + ("?key=note" if name == "draft" else ""), data)
        )
        transaction.set_rollback(True)
    return response


def test_every_address_is_in_the_table() -> None:
    names = {each.name for each in addresses(get_resolver())}

    assert names == PAGES.keys() | FOR_ALL | NOT_OURS


def test_every_key_in_an_address_is_in_the_table() -> None:
    converters = {each.name: set(each.pattern.converters) for each in addresses(get_resolver())}

    assert {name: set(page.names) for name, page in PAGES.items()} == {name: converters[name] for name in PAGES}


def statuses(client_of: Callable[[str], Client], names: list[str], keys: Keys, method: str = "") -> dict[str, int]:
    return {name: answer(client_of(name), name, keys, method).status_code for name in names}


def all_by(assignment: Assignment | None) -> Callable[[str], Client]:
    client = signed_in(assignment)
    return lambda _name: client


def taken_to(client: Client, keys: Keys) -> dict[str, str]:
    """Where each page sends whoever may not open it, without its query."""
    found = {name: answer(client, name, keys) for name in PAGES}
    return {
        name: response.headers.get("Location", str(response.status_code)).split("?")[0]
        for name, response in found.items()
    }


def test_anonymous_is_taken_to_sign_in(keys: Keys) -> None:
    assert taken_to(signed_in(None), keys) == dict.fromkeys(PAGES, reverse(LOGIN))


def test_outsider_finds_no_page_about_somebody(keys: Keys, cast: Cast) -> None:
    names = [name for name, page in PAGES.items() if page.is_about_somebody]

    for outsider in (cast.outsider, cast.stranger, cast.neighbour, cast.coordinator, cast.auditor, cast.administrator):
        expected = dict.fromkeys(names, 404)
        assert statuses(all_by(outsider), names, keys) == expected, outsider


def test_administration_is_for_administrators_alone(keys: Keys, cast: Cast) -> None:
    names = [name for name, page in PAGES.items() if page.is_administration]

    for who, assignment in cast.everybody.items():
        if who != "administrator":
            assert statuses(all_by(assignment), names, keys) == dict.fromkeys(names, 403), who


def test_administrator_of_another_principal_finds_no_row_of_ours(keys: Keys, cast: Cast) -> None:
    shared = {"centre", "place_unit", "change_clock"}
    names = [name for name, page in PAGES.items() if page.is_administration and page.names and name not in shared]
    with act_as(None, reason="test"):
        other = assign(
            user=cast.outsider.user,
            unit=cast.nurse.unit,
            role=Role.SYSTEM_ADMINISTRATOR,
            valid_from=LONG_AGO,
            by=None,
        )

    for method in ("GET", "POST"):
        asked = [name for name in names if method in PAGES[name].methods.split()]
        assert statuses(all_by(other), asked, keys, method) == dict.fromkeys(asked, 404), method


def test_each_role_begins_on_a_page_of_its_own(keys: Keys, cast: Cast) -> None:
    begins = {"worker": 200, "manager": 200, "substitute": 200}
    begins |= {"coordinator": "/centre/", "auditor": "/figures/", "reviewer": "/log/start/"}
    begins |= {"administrator": "/administration/"}

    found = {who: signed_in(cast.everybody[who]).get("/") for who in begins}
    begun = {who: signed_in(cast.everybody[who]).get("/begin/").headers["Location"] for who in begins}

    assert {who: each.headers.get("Location", each.status_code) for who, each in found.items()} == begins
    assert begun == begins | {"worker": "/", "substitute": "/", "manager": "/overview/"}


def test_menu_shows_what_the_role_may_open_and_nothing_else(keys: Keys, cast: Cast) -> None:
    for who, assignment in cast.everybody.items():
        client = signed_in(assignment)
        page = client.get("/", follow=True).content.decode()
        shown = {name for name in LISTS if f'href="{reverse(name)}"' in page.split("<main")[0]}
        assert shown, who
        assert {client.get(reverse(name)).status_code for name in shown} <= {200, 302}, who
        assert (reverse("search") in page) == assignment.rights.opens_cases, who


def test_outsider_cannot_tell_a_row_from_none(keys: Keys, cast: Cast) -> None:
    names = [name for name, page in PAGES.items() if page.is_about_somebody]
    nothing = {key: uuid4() if not isinstance(value, str) else value for key, value in keys.items()}
    client = signed_in(cast.outsider)

    for name in names:
        asked, unknown = answer(client, name, keys), answer(client, name, nothing)
        assert (asked.status_code, len(asked.content)) == (unknown.status_code, len(unknown.content)), name


def test_participant_without_the_right_is_refused(keys: Keys, cast: Cast) -> None:
    expected = {name: page.without for name, page in PAGES.items() if page.without}

    found = {}
    for name, (who, _status) in expected.items():
        found[name] = (who, answer(signed_in(cast.everybody[who]), name, keys).status_code)

    assert found == expected


def test_with_the_right_it_opens(keys: Keys, cast: Cast) -> None:
    clients = {by: signed_in(cast.everybody[by]) for by in {page.by for page in PAGES.values()}}

    found = statuses(lambda name: clients[PAGES[name].by], list(PAGES), keys)

    # Nobody has noted yet who came to the meeting.
    assert {name: status for name, status in found.items() if status not in (200, 204, 302)} == {"end_meeting": 422}


def test_wrong_method_is_not_allowed(keys: Keys, cast: Cast) -> None:
    clients = {by: signed_in(cast.everybody[by]) for by in {page.by for page in PAGES.values()}}

    for method in ("GET", "POST", "PUT", "DELETE"):
        names = [name for name, page in PAGES.items() if method not in page.methods.split()]
        found = statuses(lambda name: clients[PAGES[name].by], names, keys, method)
        assert found == dict.fromkeys(names, 405), method


def test_expired_assignment_opens_nothing(keys: Keys, cast: Cast) -> None:
    client = signed_in(cast.worker)
    with act_as(None, reason="test"):
        yesterday = timezone.localdate() - timedelta(days=1)
        end_assignment(assignment=cast.worker, last_day=yesterday, by=None)

    found = taken_to(client, keys)

    assert found == dict.fromkeys(PAGES, reverse(CHOOSE)) | {CHOOSE: "200"}


def test_after_signing_in_an_address_that_takes_forms_alone_leads_to_a_page(keys: Keys, cast: Cast) -> None:
    names = [name for name, page in PAGES.items() if page.methods == "POST"]

    found = {}
    for name in names:
        client = Client(raise_request_exception=False)
        client.force_login(cast.everybody[PAGES[name].by].user, backend=BACKEND)
        found[name] = client.get(address(name, keys), follow=True).status_code

    assert found == dict.fromkeys(names, 200)


def test_deactivated_user_is_signed_out(keys: Keys, cast: Cast) -> None:
    client = signed_in(cast.worker)
    with act_as(None, reason="test"):
        deactivate_user(user=cast.worker.user, by=None)

    assert taken_to(client, keys) == dict.fromkeys(PAGES, reverse(LOGIN))


def test_pages_for_all_need_no_sign_in(db: None) -> None:
    assert {Client().get(reverse(name)).status_code for name in FOR_ALL} == {200}


def test_nobody_signs_up(db: None) -> None:
    Client().post(reverse("account_signup"), {"email": "new@example.test", "password1": "a long password of hers"})

    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_refused_attempts_are_logged_though_their_request_is_rolled_back(
    keys: Keys, cast: Cast, as_owner: Acting
) -> None:
    names = [name for name, page in PAGES.items() if page.names.get("pk") == "case"]
    client = signed_in(cast.outsider)

    for name in names:
        client.generic(PAGES[name].method, address(name, keys))

    with as_owner():
        rows = AccessLogEntry.objects.filter(case_id=keys["case"], outcome=AccessLogEntry.Outcome.REFUSED)
        assert rows.filter(user=cast.outsider.user, unit=cast.outsider.unit).count() == len(names)


def test_who_is_no_party_finds_no_agreement(keys: Keys, cast: Cast) -> None:
    names = [name for name, page in PAGES.items() if page.is_about_agreement]
    nothing = {"agreement": "not-there", "group": 0, "training_day": 0}

    for outsider in (cast.outsider, cast.stranger, cast.nurse, cast.coordinator, cast.reviewer):
        client = signed_in(outsider)
        for name in names:
            asked, unknown = answer(client, name, keys), answer(client, name, keys | nothing)
            assert (asked.status_code, len(asked.content)) == (404, len(unknown.content)), (outsider, name)
