"""What the database itself lets web see and change, without any help of a filter."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model

from cases.models import Case
from tests.cases.policies import (
    CONSULTATION,
    FROZEN,
    OF_MAIL,
    OPEN_TABLES,
    POLICIES,
    SENT_FORMS,
    WORK_OF_THE_UNIT,
    WORKERS_VIEW,
    Policy,
)
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.story import told_plan
from tests.told_cases import ToldCase, told_cases


def rows_of(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def append_only_tables() -> list[str]:
    return [
        table
        for (table,) in rows_of(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE starts_with(tgname, 'no_change_') ORDER BY 1"
        )
    ]


def personal_models() -> list[type[Model]]:
    models = [*apps.get_app_config("cases").get_models(), *apps.get_app_config("workflows").get_models(True)]
    return [
        model for model in models if model._meta.db_table not in {*OPEN_TABLES, *CONSULTATION, *OF_MAIL, SENT_FORMS}
    ]


def cases_seen(model: type[Model]) -> set[object]:
    """The keys of the cases whose rows a query without any filter shows."""
    table = model._meta.db_table
    if table == "cases_person":
        return {row.in_cases.first().case_id for row in model._default_manager.all()}
    if table == "cases_reportreceipt":
        return sides_seen(model)
    path = {"cases_case": "pk", "cases_historicalcase": "id", "workflows_task_previous": "from_task__case_id"}
    if table == "cases_historicalperson":
        return cases_seen(apps.get_model("cases", "Person")) if model._default_manager.exists() else set()
    return set(model._default_manager.values_list(path.get(table, "case_id"), flat=True))


def sides_seen(model: type[Model]) -> set[object]:
    """A receipt is read through either of two cases: the one of each that is seen, or where none is, what leaks."""
    sides = model._default_manager.values_list("report_id", "intake_id")
    seen = set(Case.objects.values_list("pk", flat=True))
    return {report if report in seen else intake for report, intake in sides}


def owners_seen(model: type[Model]) -> set[int]:
    """The providers whose rows a query without any filter shows, where a row has one."""
    names = {field.attname for field in model._meta.get_fields() if hasattr(field, "attname")}
    name = next((name for name in ("owner_provider_id", "provider_id") if name in names), None)
    return set(model._default_manager.values_list(name, flat=True)) if name else set()


@pytest.fixture
def told(cast: Cast) -> list[ToldCase]:
    return told_cases(cast)


def test_list_of_policies_is_pinned(db: None) -> None:
    found: dict[str, set[Policy]] = {}
    for table, *policy in rows_of("SELECT tablename, policyname, cmd, array_to_string(roles, ',') FROM pg_policies"):
        found.setdefault(table, set()).add(tuple(policy))

    assert found == POLICIES


def test_every_policy_is_permissive_and_none_is_for_everybody(db: None) -> None:
    odd = rows_of(
        "SELECT tablename, policyname FROM pg_policies WHERE permissive <> 'PERMISSIVE' OR 'public' = ANY (roles)"
    )

    assert odd == []


def test_every_table_about_a_person_has_row_security(db: None) -> None:
    bare = rows_of(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND NOT relrowsecurity"
        " AND (relname LIKE 'cases\\_%' OR relname LIKE 'workflows\\_%')"
    )

    assert {table for (table,) in bare} == {*OPEN_TABLES, WORKERS_VIEW}


def test_web_does_not_see_which_cases_are_about_the_same_child(cast: Cast) -> None:
    told_plan(cast, "189001019802")

    for question in (f"SELECT FROM {WORKERS_VIEW}", "SELECT person FROM agreements_contribution"):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.manager):
            connection.cursor().execute(question)


def test_the_story_leaves_a_row_in_every_table(told: list[ToldCase], as_owner: Acting) -> None:
    with as_owner():
        empty = {model._meta.db_table for model in personal_models() if not model._default_manager.exists()}

    assert empty == set()


def test_unfiltered_query_shows_no_foreign_case(told: list[ToldCase], cast: Cast) -> None:
    leaks = []
    for name, by in cast.everybody.items():
        with acting_as(by):
            seen = {model._meta.db_table: cases_seen(model) for model in personal_models()}
        allowed = {each.case.pk for each in told if name in each.open_to}
        leaks += [(name, table) for table, cases in seen.items() if cases - allowed]

    work_of_own_unit = {("colleague", table) for table in WORK_OF_THE_UNIT}
    assert set(leaks) == work_of_own_unit | {("reviewer", "cases_accesslogentry")}


def test_unfiltered_query_shows_what_is_owned_to_its_provider_alone(told: list[ToldCase], cast: Cast) -> None:
    leaks = []
    for name, by in cast.everybody.items():
        with acting_as(by):
            seen = {model._meta.db_table: owners_seen(model) for model in personal_models()}
        leaks += [(name, table) for table, owners in seen.items() if owners - {by.unit.provider_id}]

    assert leaks == []


def test_participants_do_see_rows_of_their_case(told: list[ToldCase], cast: Cast) -> None:
    seen = set()
    for each in (each for each in told if each.case.is_open):
        for name in each.parties:
            with acting_as(getattr(cast, name)):
                seen |= {model._meta.db_table for model in personal_models() if each.case.pk in cases_seen(model)}

    unseen = {model._meta.db_table for model in personal_models()} - seen
    assert unseen == {"cases_evaluation", "cases_historicalevaluation"}


def test_nobody_acting_sees_nothing(told: list[ToldCase]) -> None:
    with transaction.atomic():
        seen = [model._meta.db_table for model in personal_models() if model._default_manager.exists()]

    assert seen == []


def test_worker_role_without_an_actor_sees_clocks_alone(told: list[ToldCase], as_worker: Acting) -> None:
    with as_worker():
        seen = {model._meta.db_table for model in personal_models() if model._default_manager.exists()}

    assert seen == WORK_OF_THE_UNIT - {"workflows_deadlinemove"} | {"cases_fact"}


@pytest.mark.parametrize("role", ["web", "worker"])
def test_history_log_and_copies_cannot_be_changed_by(role: str, db: None) -> None:
    tables = append_only_tables()
    granted = rows_of(
        f"SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = '{role}'"
        " AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') AND table_schema = 'public'"
    )

    assert [pair for pair in granted if pair[0] in tables] == []
    assert [pair for pair in granted if pair[1] == "TRUNCATE"] == []


@pytest.mark.parametrize("verb", ["UPDATE cases_accesslogentry SET what = ''", "DELETE FROM cases_historicalneed"])
def test_log_and_history_refuse_change_by_web(told: list[ToldCase], cast: Cast, verb: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.worker):
        connection.cursor().execute(verb)


def test_every_append_only_table_refuses_even_its_owner(told: list[ToldCase], as_owner: Acting) -> None:
    tables = [table for table in append_only_tables() if rows_of_as_owner(as_owner, table)]

    for table in tables:
        with pytest.raises(IntegrityError, match="append-only"), as_owner() as cursor:
            cursor.execute(f"DELETE FROM {table}")


def rows_of_as_owner(as_owner: Acting, table: str) -> int:
    with as_owner() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("table", FROZEN)
def test_frozen_copies_can_only_be_ended(told: list[ToldCase], as_owner: Acting, table: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), as_owner() as cursor:
        cursor.execute(f"UPDATE {table} SET created_at = created_at + interval '1 day'")


def test_all_history_the_log_and_the_copies_are_append_only(db: None) -> None:
    history = {
        table
        for (table,) in rows_of("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '%\\_historical%'")
    }

    protected = set(append_only_tables())

    rest = {"cases_accesslogentry", "cases_fact", "cases_receivedreport", "workflows_deadlinemove", *FROZEN}
    rest |= {"cases_consultation", "cases_consultationpost"}
    assert (
        protected == {table for table in history if table.split("_")[0] in ("accounts", "agreements", "cases")} | rest
    )


def test_migrations_leave_a_truncate_guard_on_every_append_only_table(truncate_guards: list[str], db: None) -> None:
    assert sorted(truncate_guards) == append_only_tables()


def test_truncate_guard_refuses_the_owner(as_owner: Acting) -> None:
    with as_owner() as cursor:
        cursor.execute("CREATE TABLE kept (id integer)")
        cursor.execute("SELECT make_append_only('kept')")

    with pytest.raises(IntegrityError, match="append-only"), as_owner() as cursor:
        cursor.execute("TRUNCATE kept")
