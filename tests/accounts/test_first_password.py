"""A password that an administrator has set opens one page: the one where it is changed."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.acting import act_as
from accounts.models import User
from accounts.services.user import add_user, assign
from accounts.sessions import ASSIGNMENT_KEY
from cases.models import Case
from tests.cast import LONG_AGO, Cast, acting_as
from workflows.demo.people import PASSWORD as DEMO_PASSWORD

FIRST, OWN = "the first long password", "a long password of her own"
FORM = reverse("account_change_password")


@pytest.fixture
def new(cast: Cast) -> User:
    """A colleague of the worker's, added by the administrator, who has not signed in yet."""
    by = cast.administrator
    with acting_as(by):
        user = add_user(email="new@example.test", full_name="New Test", password=FIRST, by=by)
        assign(user=user, unit=cast.worker.unit, role=cast.worker.role, valid_from=LONG_AGO, by=by)
    return user


def signed_in(user: User, password: str = FIRST) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    return client


def change(client: Client, to: str, **more: str) -> object:
    return client.post(FORM, {"oldpassword": FIRST, "password1": to, "password2": to} | more)


@pytest.mark.parametrize("page", ["inbox", "choose_assignment", "start_plan", "search", "help"])
def test_every_page_leads_to_the_change_until_it_is_done(new: User, page: str) -> None:
    answer = signed_in(new).get(reverse(page))

    assert (answer.status_code, answer.headers["Location"]) == (302, f"{FORM}?next={reverse(page)}")


def test_nothing_is_sent_before_the_change(new: User, as_owner) -> None:  # type: ignore[no-untyped-def]
    client, assignment = signed_in(new), new.assignments.get()

    chosen = client.post(reverse("choose_assignment"), {"assignment": assignment.pk})
    session = client.session
    session[ASSIGNMENT_KEY] = assignment.pk
    session.save()
    facts = {"given_name": "Elis", "birth_date": "2024-01-01", "protection": "none", "need": "Does not sleep"}
    sent = client.post(reverse("start_plan"), facts)

    assert {each.headers["Location"].split("?")[0] for each in (chosen, sent)} == {FORM}
    with as_owner():
        assert not Case.objects.exists()
    change(client, OWN)
    client.post(reverse("choose_assignment"), {"assignment": assignment.pk})
    client.post(reverse("start_plan"), facts)
    with as_owner():
        assert Case.objects.exists()


def test_form_says_why_until_the_password_is_ones_own(new: User) -> None:
    client = signed_in(new)
    first = client.get(FORM).content.decode()
    change(client, OWN)

    later = client.get(FORM).content.decode()

    assert ("Välj ett eget lösenord" in first, "Välj ett eget lösenord" in later) == (True, False)


def test_part_of_a_page_leads_the_whole_page_there(new: User) -> None:
    answer = signed_in(new).get(reverse("inbox"), headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == FORM


def test_after_the_change_the_page_that_was_asked_for_opens(new: User) -> None:
    client = signed_in(new)

    answer = change(client, OWN, next=reverse("help"))

    assert answer.headers["Location"] == reverse("help")  # type: ignore[attr-defined]
    assert client.get(reverse("help")).status_code == 200
    new.refresh_from_db()
    assert (new.has_first_password, new.check_password(OWN)) == (False, True)


@pytest.mark.parametrize(("to", "field"), [(FIRST, "password1"), ("short", "password1")])
def test_password_that_is_the_same_or_too_short_is_refused(new: User, to: str, field: str) -> None:
    client = signed_in(new)

    answer = change(client, to)

    assert field in answer.context["form"].errors  # type: ignore[attr-defined]
    assert client.get(reverse("inbox")).headers["Location"].startswith(FORM)


def test_who_does_not_change_it_now_can_sign_out(new: User) -> None:
    client = signed_in(new)

    client.post(reverse("account_logout"))

    assert client.get(reverse("inbox")).headers["Location"].startswith(reverse("account_login"))


def test_users_of_the_demo_keep_their_password(cast: Cast) -> None:
    with act_as(None, reason="demo data"):
        email = "demo@example.test"
        user = add_user(email=email, full_name="Demo", password=DEMO_PASSWORD, keeps_password=True, by=None)

    answer = signed_in(user, DEMO_PASSWORD).get(reverse("choose_assignment"))

    assert answer.status_code == 200


def test_who_signs_in_elsewhere_has_no_first_password(cast: Cast) -> None:
    assert not User.objects.filter(has_first_password=True).exists()
