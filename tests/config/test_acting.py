"""The roles that tests act as: what the fixtures of the root conftest promise."""

import pytest
from django.db import ProgrammingError, connection

from tests.conftest import Acting


def current_role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_tests_act_as_web_with_its_limits() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        limit = cursor.fetchone()[0]

    assert (current_role(), limit) == ("web", "3s")


@pytest.mark.django_db(transaction=True)
def test_flush_leaves_web_acting() -> None:
    assert current_role() == "web"


def test_as_owner_and_as_worker_nest(as_owner: Acting, as_worker: Acting) -> None:
    with as_owner():
        outer = current_role()
        with as_worker():
            inner = current_role()

    assert (outer, inner, current_role()) == ("owner", "worker", "web")


def test_as_owner_after_a_failed_statement(as_owner: Acting) -> None:
    with pytest.raises(ProgrammingError), as_owner() as cursor:
        cursor.execute("SELECT nothing_of_this_name")

    assert current_role() == "web"


@pytest.mark.django_db
def test_no_truncate_guard_is_left_in_the_test_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE starts_with(tgname, 'no_truncate_')")
        assert cursor.fetchone() == (0,)
