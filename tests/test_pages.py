"""Every address of Samplan, asked by everybody who should not reach it and by one who should.

A page that is not in PAGES, NOT_OURS or FOR_ALL fails `test_every_address_is_in_the_table`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, User
from accounts.services.user import deactivate_user, end_assignment
from accounts.sessions import ASSIGNMENT_KEY
from agreements.services.version import make_version
from cases.models import (
    AccessLogEntry,
    Consent,
    Disclosure,
    Intervention,
    PlanMeeting,
    Summons,
    Topic,
)
from cases.services.meeting import call_party
from cases.services.note import write_note
from cases.services.plan import add_intervention
from tests.agreements.agreement import DAYS, in_force, make_agreement, town
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.story import known_subject, write_content
from tests.workflows.plan import Plan
from workflows.models import Step

Keys = dict[str, Any]

LOGIN, CHOOSE = "account_login", "choose_assignment"


@dataclass(frozen=True)
class Page:
    """`methods` it answers to; who may open it, and who of the case may not, with the answer to that one.

    `names` are the keys in its address, `data` what is sent where it answers to POST alone.
    """

    methods: str = "GET"
    by: str = "worker"
    without: tuple[str, int] | None = ("manager", 403)
    names: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return "POST" if self.methods == "POST" or self.data else "GET"

    @property
    def is_about_somebody(self) -> bool:
        return bool(self.names) and "slug" not in self.names

    @property
    def is_about_agreement(self) -> bool:
        return "slug" in self.names


CASE = {"pk": "case"}
MEETING = CASE | {"meeting": "meeting"}
TASK = {"pk": "task"}
NEED = CASE | {"kind": "need_kind", "section": "need"}
AGREEMENT = {"slug": "agreement"}
CLAUSE = AGREEMENT | {"clause": "clause"}
# A colleague who is not named is asked for the need; to everybody who is named the page is open.
UNNAMED = ("colleague", 302)

PAGES = {
    "choose_assignment": Page("GET POST", without=None),
    "inbox": Page(without=None),
    "see_notices": Page("POST", without=None),
    "search": Page("GET POST", without=None, data={"q": "elis"}),
    "start_plan": Page("GET POST", without=("manager", 403)),
    "draft": Page("POST", without=None, data={"text": "typed"}),
    "switch_and_send": Page("POST", without=("colleague", 404), data={"assignment": "own", "next": "/"}),
    "task": Page("GET POST", without=None, names=TASK),
    "take_task": Page("POST", names=TASK),
    "hand_back": Page("POST", without=None, names=TASK),
    "hand_over": Page("POST", without=None, names=TASK),
    "cases": Page(without=None),
    "case": Page(without=UNNAMED, names=CASE),
    "state_need": Page("GET POST", by="colleague", without=("manager", 404), names=CASE),
    "add_relative": Page("GET POST", names=CASE),
    "describe_person": Page("GET POST", names=CASE | {"person": "person"}),
    "consent": Page(without=UNNAMED, names=CASE),
    "record_consent": Page("GET POST", without=("nurse", 403), names=CASE),
    "consent_exception": Page("GET POST", without=("nurse", 403), names=CASE),
    "withdraw_consent": Page("GET POST", without=("nurse", 403), names=CASE | {"consent": "consent"}),
    "join_to_own": Page("POST", by="nurse", names=CASE | {"person": "told_person"}),
    "target_groups": Page("GET POST", names=CASE),
    "deviation": Page("GET POST", names=CASE),
    "close_case": Page("GET POST", without=("nurse", 403), names=CASE),
    "own_record": Page(without=UNNAMED, names=CASE),
    "letter": Page("POST", names=CASE | {"key": "party"}),
    "readers": Page(without=UNNAMED, names=CASE),
    "disclosures": Page(without=UNNAMED, names=CASE),
    "notes": Page(without=UNNAMED, names=CASE),
    "write_note": Page("GET POST", names=CASE),
    "edit_note": Page("GET POST", without=("nurse", 404), names=CASE | {"note": "note"}),
    "mark_copied": Page("POST", names=CASE, data={"source": str(uuid4()), "what": "plan"}),
    "plan": Page(without=UNNAMED, names=CASE),
    "plan_lead": Page("GET POST", names=CASE),
    "plan_paper": Page(without=UNNAMED, names=CASE),
    "plan_pdf": Page(without=UNNAMED, names=CASE),
    "add_section": Page("GET POST", names=CASE | {"kind": "need_kind"}),
    "add_statement": Page("GET POST", names=CASE | {"kind": "statement_kind", "field": "field"}),
    "change_section": Page("GET POST", without=("nurse", 404), names=NEED),
    "mark_ready": Page("POST", without=("nurse", 404), names=NEED),
    "set_progress": Page("POST", names=CASE | {"intervention": "intervention"}, data={"state": "ongoing"}),
    "archive": Page(by="nurse", without=None),
    "open_archive": Page("GET POST", by="nurse", without=("coordinator", 404), names=CASE),
    "log_review": Page(by="reviewer", without=("worker", 403)),
    "meetings": Page(without=None),
    "agreements": Page(without=None),
    "add_agreement": Page("GET POST", by="administrator"),
    "agreement": Page(without=("nurse", 404), names=AGREEMENT),
    "change_agreement": Page("GET POST", by="administrator", names=AGREEMENT),
    "end_agreement": Page("GET POST", by="administrator", names=AGREEMENT),
    "sign_agreement": Page("GET POST", by="administrator", names=AGREEMENT),
    "let_centre_in": Page("GET POST", by="administrator", names=AGREEMENT),
    "agreement_draft": Page(by="administrator", names=AGREEMENT),
    "put_in_force": Page("GET POST", by="administrator", names=AGREEMENT),
    "discard_draft": Page("GET POST", by="administrator", names=AGREEMENT),
    "add_clause": Page("GET POST", by="administrator", names=AGREEMENT),
    "change_clause": Page("GET POST", by="administrator", names=CLAUSE),
    "add_indicator": Page("GET POST", by="administrator", names=CLAUSE),
    "add_clock": Page("GET POST", by="administrator", names=CLAUSE),
    "change_indicator": Page("GET POST", by="administrator", names=AGREEMENT | {"indicator": "indicator"}),
    "change_clock": Page("GET POST", by="administrator", names=AGREEMENT | {"clock": "clock"}),
    "meeting": Page(without=UNNAMED, names=MEETING),
    "meeting_note": Page("GET POST", names=MEETING, data={"notes": "Said"}),
    "decide": Page("GET POST", names=MEETING, data={"text": "Do it", "who": "The school", "due": "2099-01-31"}),
    "call_one_more": Page("GET POST", names=MEETING, data={"unit": "counsellor_unit"}),
    "end_meeting": Page("GET POST", names=MEETING, data={"end": "yes"}),
    "record_reply": Page("GET POST", names=MEETING | {"key": "party"}, data={"reply": "yes"}),
    "attendance": Page(
        "GET POST", names=MEETING | {"kind": "called_kind", "key": "summons"}, data={"attendance": "here"}
    ),
}
# A task that is gone, or was never there, takes everybody alike back to the inbox.
QUEUE = ["take_task", "hand_back", "hand_over"]
FOR_ALL = {"accessibility", "privacy", "help"}
# Addresses of the sign-in, which know nothing of cases.
NOT_OURS = {
    *("account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate"),
    *("account_email", "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code"),
    *("account_change_password", "account_set_password", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
}


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
    with as_owner():
        # One of the copies the nurse was given is archive by now.
        Disclosure.objects.filter(case=case, topics=[Topic.HEALTH], receiver_unit=cast.nurse.unit).update(
            ended_at=timezone.now()
        )
    agreement = make_agreement(town(cast))
    in_force(agreement, clocks={"prepare": (9, DAYS)})
    with act_as(None, reason="test"):
        draft = make_version(rule_set=agreement, valid_from=timezone.localdate(), source="-", by=None)
    clause = draft.clauses.get()
    rows = {"case": case, "task": meet, "person": about, "told_person": told, "consent": consent, "note": note}
    rows |= {"party": party, "need": need, "meeting": meeting, "summons": summons}
    words = {"need_kind": "need", "statement_kind": "statement", "field": "what_matters", "called_kind": "called"}
    more = {"intervention": done.pk, "counsellor_unit": str(cast.counsellor.unit_id), "own": str(by.pk)}
    agreed = {"agreement": agreement.slug, "clause": clause.pk}
    agreed |= {"indicator": clause.indicators.get().pk, "clock": clause.clocks.get().pk}
    return {name: row.pk for name, row in rows.items()} | words | more | agreed


def signed_in(assignment: Assignment | None) -> Client:
    client = Client(raise_request_exception=False)
    if assignment is not None:
        client.force_login(assignment.user, backend="allauth.account.auth_backends.AuthenticationBackend")
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
        expected = dict.fromkeys(names, 404) | dict.fromkeys(QUEUE, 302)
        assert statuses(all_by(outsider), names, keys) == expected, outsider


def test_outsider_cannot_tell_a_row_from_none(keys: Keys, cast: Cast) -> None:
    names = [name for name, page in PAGES.items() if page.is_about_somebody]
    nothing = {key: uuid4() if not isinstance(value, str) else value for key, value in keys.items()}
    client = signed_in(cast.outsider)

    for name in names:
        asked, unknown = answer(client, name, keys), answer(client, name, nothing)
        assert (asked.status_code, len(asked.content)) == (unknown.status_code, len(unknown.content)), name


def test_who_is_no_party_finds_no_agreement(keys: Keys, cast: Cast) -> None:
    names = [name for name, page in PAGES.items() if page.is_about_agreement]

    for outsider in (cast.outsider, cast.stranger, cast.nurse, cast.coordinator, cast.reviewer):
        client = signed_in(outsider)
        for name in names:
            asked, unknown = answer(client, name, keys), answer(client, name, keys | {"agreement": "not-there"})
            assert (asked.status_code, len(asked.content)) == (404, len(unknown.content)), (outsider, name)


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
