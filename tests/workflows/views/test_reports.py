"""Pages of reports of concern: what a case of that kind has no page for, and what nobody else finds."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.acting import act_as
from accounts.models import CareUnit
from accounts.roles import Role
from accounts.services.user import add_user, assign
from cases.models import Case, ConcernText, IntakeDecision
from tests.cast import LONG_AGO, Cast, acting_as
from tests.pages import PAGES
from tests.pages.page import CASE
from tests.workflows.concern import SEEN, Reported, receiving
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in
from workflows.models import Step

# Pages of the plan that name no row but the case itself. Who else writes is asked of any case, and holds no text; of a
# received report social services ask about the family, too.
OF_ANY_CASE = {"case", "readers", "state_need", "open_archive", "writing", "situation"}
OF_THE_PLAN = [
    name for name, page in PAGES.items() if page.names == CASE and "GET" in page.methods and name not in OF_ANY_CASE
]


@pytest.fixture
def reported(cast: Cast) -> Reported:
    return Reported(cast)


def sent(cast: Cast, **more: str) -> dict[str, str]:
    municipality = str(cast.worker.unit.provider.principal_id)
    return {"municipality": municipality, "given_name": "Elis", "seen": SEEN, "protection": "none"} | more


def shown(client: Client, name: str, pk: UUID | None = None) -> str:
    return client.get(reverse(name, args=[pk] if pk else [])).content.decode()


@pytest.mark.parametrize("name", OF_THE_PLAN)
def test_a_report_has_no_page_of_a_plan(reported: Reported, name: str) -> None:
    sides = {signed_in(reported.cast.teacher): reported.report.pk, signed_in(reported.cast.worker): reported.intake.pk}

    statuses = {client.get(reverse(name, args=[pk])).status_code for client, pk in sides.items()}

    assert statuses == {404}


def test_case_address_leads_each_side_to_its_own_page(reported: Reported) -> None:
    report, intake = reported.report.pk, reported.intake.pk

    assert signed_in(reported.cast.teacher).get(reverse("case", args=[report])).url == reverse("report", args=[report])
    assert signed_in(reported.cast.worker).get(reverse("case", args=[intake])).url == reverse("intake", args=[intake])


def test_unnamed_colleague_of_the_reporter_is_told_of_no_report(reported: Reported) -> None:
    with act_as(None, reason="test"):
        user = add_user(email="second@example.test", full_name="Second Test", password=None, by=None)
        unit = reported.cast.teacher.unit
        second = assign(user=user, unit=unit, role=Role.PRESCHOOL_TEACHER, valid_from=LONG_AGO, by=None)
    client = signed_in(second)

    for name in ("report", "case", "state_need", "change_report", "report_pdf", "readers"):
        assert client.get(reverse(name, args=[reported.report.pk])).status_code == 404
    assert "Hidden" not in shown(client, "reports") + shown(client, "cases") + shown(client, "inbox")
    assert "Hidden" not in client.post(reverse("search"), {"q": "hidden"}).content.decode()


def test_page_of_the_childs_plan_says_nothing_of_the_report(cast: Cast, plan: Plan) -> None:
    # The teacher is called to the plan, and reports the same child.
    plan.obtain_consent()
    plan.prepare(cast.teacher)
    before = {name: shown(signed_in(cast.worker), name, plan.case.pk) for name in ("case", "disclosures")}

    reported = Reported(cast)

    for name in before:
        after = shown(signed_in(cast.worker), name, plan.case.pk)
        assert SEEN not in after
        assert reported.report.number not in after
        assert reported.intake.number not in after
    assert SEEN not in shown(signed_in(cast.nurse), "cases")


def test_reporter_reads_no_word_of_the_grounds(reported: Reported) -> None:
    reported.ask()
    reported.assess().decide().answer()

    page = shown(signed_in(reported.cast.teacher), "report", reported.report.pk)

    with acting_as(reported.cast.worker):
        texts = set(IntakeDecision.objects.values_list("text", flat=True))
    assert texts == {"Seen", "Grounds"}
    assert "Grounds" not in page
    assert reported.cast.worker.user.full_name not in page
    assert "En utredning har inletts" in page


def test_search_finds_ones_own_side_by_name_and_by_number(reported: Reported) -> None:
    teacher, worker = signed_in(reported.cast.teacher), signed_in(reported.cast.worker)

    for client, case in ((teacher, reported.report), (worker, reported.intake)):
        for query in ("hidden", case.number):
            found = client.post(reverse("search"), {"q": query}).content.decode()
            assert reverse("case", args=[case.pk]) in found


def test_report_is_sent_once_however_often_it_comes(cast: Cast) -> None:
    receiving(cast.worker.unit)
    client, data = signed_in(cast.teacher), sent(cast, once=str(uuid4()))

    answers = [client.post(reverse("write_report"), data).status_code for _click in range(2)]

    assert answers == [302, 409]
    with acting_as(cast.teacher):
        assert ConcernText.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"municipality": ""},
        {"municipality": "999999"},
        {"given_name": ""},
        {"seen": ""},
        {"is_urgent": "on"},
        {"is_urgent": "on", "phoned_on": "2999-01-01", "phoned_at": "12.00"},
        {"is_unborn": "on"},
        {"number": "12345"},
        {"birth_date": "2999-01-01"},
    ],
)
def test_report_with_something_missing_keeps_what_was_written(cast: Cast, wrong: dict[str, str]) -> None:
    receiving(cast.worker.unit)

    answer = signed_in(cast.teacher).post(reverse("write_report"), sent(cast, heard="Mother sleeps") | wrong)

    assert answer.status_code == 422
    assert "Mother sleeps" in answer.content.decode()
    with acting_as(cast.teacher):
        assert not Case.objects.exists()


def test_urgent_report_says_when_it_was_phoned(cast: Cast) -> None:
    receiving(cast.worker.unit)
    phoned = {"is_urgent": "on", "phoned_on": "2026-01-20", "phoned_at": "12.30"}

    answer = signed_in(cast.teacher).post(reverse("write_report"), sent(cast, **phoned), follow=True)

    assert "20 januari 2026 kl. 12.30" in answer.content.decode()


def test_form_says_whom_to_phone(cast: Cast) -> None:
    receiving(cast.worker.unit, phone="010-555 00 01")

    assert "010-555 00 01" in shown(signed_in(cast.teacher), "write_report")


def test_report_as_a_file_is_made(reported: Reported) -> None:
    answer = signed_in(reported.cast.teacher).get(reverse("report_pdf", args=[reported.report.pk]))

    assert answer.content.startswith(b"%PDF")
    assert "Hidden" not in answer.headers["Content-Disposition"]


def test_stale_change_shows_both_texts(reported: Reported) -> None:
    reported.add("Somebody elses words")
    data = {"change": "addition", "seen": "My own words", "edition": "1"}

    answer = signed_in(reported.cast.teacher).post(reverse("change_report", args=[reported.report.pk]), data)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "My" in page
    assert "Somebody" in page


def test_step_that_gets_no_longer_time_has_no_page_for_it(reported: Reported) -> None:
    task = reported.open(Step.ASSESS_PROTECTION)
    assert task is not None

    assert signed_in(reported.cast.worker).get(reverse("extend_time", args=[task.pk])).status_code == 404


def test_clock_of_a_report_has_no_page_to_pause_it(reported: Reported) -> None:
    task = reported.open(Step.ASSESS_PROTECTION)
    assert task is not None

    assert signed_in(reported.cast.worker).get(reverse("pause_clock", args=[task.pk])).status_code == 404


def test_answer_is_sent_from_a_closed_case(reported: Reported) -> None:
    reported.assess().decide(IntakeDecision.Code.NOT_OPENED)
    reported.ask()
    task = reported.open(Step.ANSWER_REPORTER)
    assert task is not None
    client, address = signed_in(reported.cast.worker), reverse("task", args=[task.pk])
    client.post(reverse("take_task", args=[task.pk]))

    assert client.get(address).status_code == 200
    answer = client.post(address, {"answer": "answer"})

    assert answer.status_code == 302
    assert "Ingen utredning har inletts" in shown(signed_in(reported.cast.teacher), "report", reported.report.pk)


def test_receiver_in_an_open_unit_is_named_by_taking_the_task(cast: Cast) -> None:
    receiving(cast.worker.unit, is_closed=False)

    reported = Reported(cast)

    assert signed_in(cast.colleague).get(reverse("intake", args=[reported.intake.pk])).status_code == 302
    assert "Hidden" not in shown(signed_in(cast.colleague), "inbox")


def test_administrator_says_who_receives_reports(cast: Cast) -> None:
    unit = cast.worker.unit
    data = {"receives_reports": "on", "office_from": "08.00", "office_to": "16.30"}

    answer = signed_in(cast.administrator).post(reverse("receive_reports", args=[unit.pk]), data)

    assert answer.status_code == 302
    assert CareUnit.objects.get(pk=unit.pk).receives_reports


def test_second_unit_at_the_same_hours_is_refused(cast: Cast) -> None:
    receiving(cast.worker.unit)
    with act_as(None, reason="test"):
        other = cast.neighbour.unit
        other.service = CareUnit.Service.SOCIAL_CHILDREN
        other.save()

    answer = signed_in(cast.administrator).post(reverse("receive_reports", args=[other.pk]), {"receives_reports": "on"})

    assert answer.status_code == 422
    assert not CareUnit.objects.get(pk=other.pk).receives_reports
