"""Every address of Samplan, asked by everybody who should not reach it and by one who should.

The table is in tests/pages. A page that is not in its PAGES, NOT_OURS or FOR_ALL fails
`test_every_address_is_in_the_table`.
"""

from collections.abc import Callable, Iterator
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
from accounts.roles import Role
from accounts.services.user import assign, deactivate_user, end_assignment
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import AccessLogEntry
from tests.cast import LONG_AGO, Cast
from tests.conftest import Acting
from tests.page_rows import Keys, rows_of_pages
from tests.pages import FOR_ALL, LISTS, NOT_OURS, PAGES

pytestmark = pytest.mark.slow

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LOGIN, CHOOSE = "account_login", "choose_assignment"


def addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each)
        else:
            yield each


@pytest.fixture
def keys(cast: Cast, as_owner: Acting) -> Keys:
    return rows_of_pages(cast, as_owner)


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
    shared = {"centre", "place_unit", "change_clock", "administered_team", "join_team"}
    shared |= {"verify_ground", "switch_off_ground"}
    # Definitions hold for everybody, as the national programmes do.
    shared |= {name for name, page in PAGES.items() if page.names.get("slug") in ("programme", "instrument")}
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
    unknown = {str: lambda value: value, int: lambda value: 0}
    nothing = {key: unknown.get(type(value), lambda value: uuid4())(value) for key, value in keys.items()}
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
