"""Visits, findings and both parents: whoever else reads, by page, paper, address, table, notice, mail or log, finds
what was told and no other word; and no page of the clinic's own says of one parent what the other answered.
"""

import logging
import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.roles import Role
from accounts.services.user import add_user, assign
from cases.models import CasePerson
from tests.cases.policies import OPEN_TABLES
from tests.cast import Cast, acting_as
from tests.conftest import IS_LONG, Acting
from tests.pdf_text import pdf_text
from tests.workflows.told_tokens import signed_in, words_in
from tests.workflows.told_visit import STEP, Visit, told_visit
from workflows.models import MailSetting, Notice, Task
from workflows.services.clocks import run_clocks
from workflows.services.mail import queue_mails
from workflows.services.mail_setting import set_mail
from workflows.services.queue import take_task

# Addresses that end a session, or lead out of it.
LEFT_OUT = re.compile(r"account_|mfa_|logout|javascript|media|static")
OTHERS = ("outsider", "counsellor", "worker", "teacher", "stranger", "neighbour", "manager", "coordinator", "reviewer")
IN_THE_UNIT = ("nurse", "second_nurse")
# The short profile asks as who was told something, and who was told nothing, by the keys of the visit alone.
READERS = OTHERS if IS_LONG else ("worker", "outsider")


@pytest.fixture
def visit(cast: Cast) -> Visit:
    return told_visit(cast)


def told_to(visit: Visit, who: str) -> set[str]:
    """What a reader outside the clinic has been told, and may read."""
    if who in ("worker", "manager"):
        return {*visit.a.names, visit.told_need}
    if who in ("teacher", "outsider"):
        return set(visit.child_names)
    return set()


def found_in(text: str, visit: Visit) -> set[str]:
    """The words and numbers of the visit that stand in `text`."""
    numbers = {str(each) for each in visit.numbers if re.search(rf"(?<![\w-]){each}(?![\w-])", text)}
    return words_in(text) & visit.everything | numbers


def routes(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each)
        elif each.name and not LEFT_OUT.search(each.name):
            yield each


def addresses(visit: Visit, tasks: list[UUID]) -> Iterator[str]:
    """Every address that the keys of the visit fit, also where they make no sense."""
    cases = [*visit.cases, *tasks] if IS_LONG else visit.cases[:3]
    rows = [visit.row.pk, *(told.answers.pk for told in (visit.a, visit.b))]
    people = [visit.child.pk, visit.a.person.pk, visit.b.person.pk]
    for route in routes(get_resolver()):
        names = dict(route.pattern.converters)
        kinds = {name: type(each).__name__ for name, each in names.items()}
        if not names:
            yield reverse(route.name)
            continue
        if kinds.get("pk") != "UUIDConverter" or set(names) - {"pk", "person", "answers", "key"}:
            continue
        for case in cases:
            for person in people if "person" in names else [None]:
                for answers in rows if "answers" in names else [None]:
                    given = {"pk": case, "person": person, "answers": answers, "key": STEP}
                    if "key" in names and kinds["key"] == "UUIDConverter":
                        given["key"] = uuid4()
                    try:
                        yield reverse(route.name, kwargs={name: given[name] for name in names})
                    except NoReverseMatch:
                        continue


def text_of(client: Client, address: str) -> str:
    with transaction.atomic():
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf":
            return pdf_text(answer.getvalue())
        return f"{answer.headers.get('Location', '')} {answer.getvalue().decode(errors='replace')}"


def tables() -> list[str]:
    names = connection.introspection.table_names()
    mine = [each for each in names if each.startswith(("cases_", "workflows_", "agreements_", "accounts_"))]
    return [each for each in mine if each not in OPEN_TABLES]


def in_tables(visit: Visit) -> dict[str, set[str]]:
    """By table, what a query without any filter shows of the visit: history, drafts, notices and all."""
    found = {}
    for table in tables():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                text = "\n".join(row for (row,) in cursor.fetchall())
        except DatabaseError:
            continue
        if words := found_in(text, visit):
            found[table] = words
    return found


def tasks_of(visit: Visit, as_owner: Acting) -> list[UUID]:
    with as_owner():
        return list(Task.objects.filter(case__in=visit.cases, unit__isnull=False).values_list("pk", flat=True))


@pytest.mark.parametrize("who", READERS)
def test_reader_elsewhere_finds_what_was_told_by_no_address(
    cast: Cast, visit: Visit, as_owner: Acting, caplog: pytest.LogCaptureFixture, who: str
) -> None:
    client, may = signed_in(cast.everybody[who]), told_to(visit, who)
    asked = list(addresses(visit, tasks_of(visit, as_owner)))
    assert len(asked) > 200

    with caplog.at_level(logging.DEBUG):
        found = {address: found_in(text_of(client, address), visit) for address in asked}

    assert {address: words - may for address, words in found.items() if words - may} == {}
    assert found_in(caplog.text, visit) == set()


@pytest.mark.parametrize("who", OTHERS)
def test_reader_elsewhere_finds_what_was_told_in_no_table(cast: Cast, visit: Visit, who: str) -> None:
    with acting_as(cast.everybody[who]):
        found = in_tables(visit)

    assert {table: words - told_to(visit, who) for table, words in found.items()} == {key: set() for key in found}


def test_the_own_unit_finds_every_word_in_the_tables(cast: Cast, visit: Visit) -> None:
    """What the test above looks for is there to be found."""
    with acting_as(cast.nurse):
        found = in_tables(visit)

    definitions = {each for told in (visit.a, visit.b) for each in told.asked.values()}
    assert visit.everything - definitions == set().union(*found.values())
    assert {"cases_historicalhealthstep", "cases_historicalfinding", "workflows_draft"} <= found.keys()


def test_a_page_that_is_another_units_is_not_there(cast: Cast, visit: Visit) -> None:
    own = [
        reverse("contact", args=[visit.contact.pk]),
        reverse("record_step", args=[visit.contact.pk, STEP]),
        reverse("change_step", args=[visit.contact.pk, STEP]),
        reverse("end_contact", args=[visit.contact.pk]),
        reverse("tell_overdue", args=[visit.contact.pk]),
    ]
    for told in (visit.a, visit.b):
        own += [
            reverse("answers", args=[visit.contact.pk, told.person.pk]),
            reverse("correct_answers", args=[visit.contact.pk, told.person.pk, told.answers.pk]),
            reverse("finding", args=[told.finding.case_id]),
            reverse("change_decision", args=[told.finding.case_id]),
        ]
    for who in OTHERS:
        if who != "coordinator":
            client = signed_in(cast.everybody[who])
            assert {client.get(address).status_code for address in own} == {404}, who


def own_pages(visit: Visit) -> dict[str, tuple[str, set[str]]]:
    """By name: the clinic's page, and exactly which words and numbers it holds."""
    contact, child = visit.contact.pk, set(visit.child_names)
    first, stands = visit.numbers
    words = set(visit.step_words)
    pages = {
        "contact": (reverse("contact", args=[contact]), {*child, *visit.a.names, *visit.b.names, str(stands)}),
        "step": (reverse("record_step", args=[contact, STEP]), {*child, *words, str(first), str(stands)}),
        "clinic": (f"{reverse('clinic')}?show=all", child),
        "the child's answers": (reverse("answers", args=[contact, visit.child.pk]), child),
    }
    for name, told in (("a", visit.a), ("b", visit.b)):
        pages |= {
            f"answers of {name}": (reverse("answers", args=[contact, told.person.pk]), told.on_own_page | child),
            f"finding of {name}": (reverse("finding", args=[told.finding.case_id]), told.on_finding),
        }
    return pages


@pytest.mark.parametrize("who", IN_THE_UNIT)
def test_each_of_the_clinics_pages_holds_its_own_words_and_no_others(cast: Cast, visit: Visit, who: str) -> None:
    client = signed_in(cast.everybody[who])
    pages = own_pages(visit)

    found = {name: found_in(text_of(client, address), visit) for name, (address, _words) in pages.items()}

    assert found == {name: words for name, (_address, words) in pages.items()}


def test_one_parents_answers_are_on_no_page_with_the_others_nor_the_childs(
    cast: Cast, visit: Visit, as_owner: Acting
) -> None:
    """By any address and key of the clinic's own: what one answered is found under that one's key alone."""
    client = signed_in(cast.nurse)
    for address in addresses(visit, tasks_of(visit, as_owner)):
        words = found_in(text_of(client, address), visit)
        for told, other in ((visit.a, visit.b), (visit.b, visit.a)):
            mine = {str(told.person.pk), str(told.finding.case_id), str(told.answers.pk)}
            answered = words & told.secret
            assert not answered or any(key in address for key in mine), (address, answered)
            assert not (answered and words & other.secret), address


def test_answers_under_the_other_parents_address_are_not_there(cast: Cast, visit: Visit) -> None:
    client = signed_in(cast.nurse)
    swapped = [
        reverse("correct_answers", args=[visit.contact.pk, visit.a.person.pk, visit.b.answers.pk]),
        reverse("correct_answers", args=[visit.contact.pk, visit.b.person.pk, visit.a.answers.pk]),
        reverse("correct_answers", args=[visit.contact.pk, visit.child.pk, visit.a.answers.pk]),
        reverse("answers", args=[visit.plan.pk, visit.a.person.pk]),
    ]

    assert {client.get(address).status_code for address in swapped} == {404}


def test_receiver_of_the_referral_reads_what_was_told_on_page_and_file(cast: Cast, visit: Visit) -> None:
    client = signed_in(cast.worker)
    with acting_as(cast.nurse):
        task = Task.objects.get(case=visit.referral, unit=cast.worker.unit)
    take_task(task=task.pk, by=cast.worker)

    page = found_in(text_of(client, reverse("referral", args=[visit.referral.pk])), visit)
    paper = found_in(text_of(client, reverse("referral_pdf", args=[visit.referral.pk])), visit)

    assert page == paper == {*visit.a.names, visit.told_need}


def test_papers_of_the_plan_for_each_guardian_hold_nothing_of_the_visits(cast: Cast, visit: Visit) -> None:
    client, child = signed_in(cast.nurse), set(visit.child_names)
    with acting_as(cast.nurse):
        family = list(CasePerson.objects.filter(case=visit.plan).values_list("pk", flat=True))
    names = ("plan_paper", "plan_pdf", "own_record", "disclosures_pdf")
    papers = [reverse(name, args=[visit.plan.pk]) for name in names]
    papers += [f"{papers[1]}?for={key}" for key in family]

    found = {address: found_in(text_of(client, address), visit) - child for address in papers}

    assert found == {address: set() for address in papers}


@pytest.mark.parametrize("who", [*READERS, "nurse"])
def test_search_finds_by_name_alone_and_only_who_was_told_of(cast: Cast, visit: Visit, who: str) -> None:
    client, is_own = signed_in(cast.everybody[who]), who in IN_THE_UNIT
    names = {*visit.child_names, *visit.a.names, *visit.b.names}
    may = told_to(visit, who) | (names if is_own else set())
    for text in sorted(visit.secret | {visit.told_need, *names}):
        pages = [client.post(reverse("search"), {"q": text})]
        pages += [client.get(reverse(name), {"q": text}) for name in ("clinic", "cases", "inbox")]
        # What was asked for stands in the box again.
        shown = "".join(page.content.decode() for page in pages).replace(text, "")
        assert found_in(shown, visit) <= may, text
        assert (visit.contact.number in pages[0].content.decode()) == (is_own and text in names), text


def test_managers_overview_lists_and_drill_downs_name_nothing_of_it(cast: Cast, visit: Visit, as_owner: Acting) -> None:
    with act_as(None, reason="test"):
        user = add_user(email="head@example.test", full_name="Head Test", password=None, by=None)
        manager = assign(user=user, unit=cast.nurse.unit, role=Role.UNIT_MANAGER, valid_from=date(2020, 1, 1), by=None)
    client = signed_in(manager)
    names = {*visit.child_names, *visit.a.names, *visit.b.names}
    lists = [address for address in addresses(visit, []) if not any(str(key) in address for key in visit.cases)]

    found = {address: found_in(text_of(client, address), visit) - names for address in lists}

    assert {address: words for address, words in found.items() if words} == {}


def test_notices_and_mail_say_nothing_of_it(cast: Cast, visit: Visit, as_owner: Acting, as_worker: Acting) -> None:
    for who in (cast.nurse, cast.second_nurse, cast.worker, cast.teacher, cast.manager):
        with acting_as(who):
            set_mail(wanted=dict.fromkeys(Notice.Kind, MailSetting.Timing.AT_ONCE), by=who)
    later = timezone.now() + timezone.timedelta(days=60)
    with as_worker():
        run_clocks(later)
        queue_mails(later)

    with as_owner() as cursor:
        cursor.execute("SELECT t::text FROM workflows_notice t UNION ALL SELECT t::text FROM workflows_mail t")
        rows = [row for (row,) in cursor.fetchall()]

    assert rows
    assert found_in("\n".join(rows), visit) == set()


def test_log_says_nothing_of_it(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        visit = told_visit(cast)

    queries = "django.db.backends"
    said = "\n".join(each.getMessage() for each in caplog.records if each.name != queries)
    assert found_in(said, visit) == set()
