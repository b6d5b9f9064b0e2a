"""A report on a period in its pages: begun, listed, opened, exported, assessed and adopted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from agreements.models import ClauseAssessment, IndicatorWords, Report, RuleSet
from agreements.reports.build import content_of
from agreements.reports.page import page_rows
from agreements.reports.pdf import paper_of
from agreements.reports.quarters import quarter_words, quarters_over
from agreements.reports.release import Period
from agreements.services.report import assess_clause, draft_period_report
from tests.agreements.agreement import grant, in_force, make_agreement, region, town
from tests.agreements.services.test_release import draft
from tests.cast import Cast
from tests.workflows.test_statement_counts import signed_in

pytestmark = pytest.mark.django_db

START = "/agreements/local/reports/start/"


@pytest.fixture
def agreement(cast: Cast) -> RuleSet:
    rule_set = make_agreement(town(cast), region(cast))
    in_force(rule_set)
    grant(cast.manager, "coordinate_agreement", rule_set)
    grant(cast.manager, "adopt_report", rule_set)
    return rule_set


def last_quarter(agreement: RuleSet) -> Period:
    return quarters_over(agreement, timezone.localdate())[0]


def chosen(first: Period, last: Period) -> dict[str, str]:
    return {"period_from": first.first.isoformat(), "period_to": last.first.isoformat()}


def test_report_is_begun_listed_and_opened(cast: Cast, agreement: RuleSet) -> None:
    client, quarter = signed_in(cast.manager), last_quarter(agreement)

    answer = client.post(START, chosen(quarter, quarter))

    report = Report.objects.get()
    assert (report.period_from, report.period_to) == (quarter.first, quarter.last)
    address = f"/agreements/local/reports/{report.pk}/"
    assert answer.headers["Location"] == address
    assert client.get(address).status_code == 200
    for reader in (cast.manager, cast.auditor):
        assert address in signed_in(reader).get("/agreements/local/rounds/").content.decode()
    assert address not in signed_in(cast.worker).get("/agreements/local/rounds/").content.decode()
    assert address in signed_in(cast.auditor).get("/figures/").content.decode()


def test_who_assesses_for_a_party_begins_one_too(cast: Cast) -> None:
    rule_set = make_agreement(town(cast))
    in_force(rule_set)
    grant(cast.worker, "adopt_report", rule_set)
    quarter = last_quarter(rule_set)

    assert signed_in(cast.worker).post(START, chosen(quarter, quarter)).status_code == 302


def test_same_period_again_opens_the_report_that_is_there(cast: Cast, agreement: RuleSet) -> None:
    client, quarter = signed_in(cast.manager), last_quarter(agreement)

    both = [client.post(START, chosen(quarter, quarter)).headers["Location"] for _time in range(2)]

    assert len(set(both)) == Report.objects.count() == 1


def test_only_quarters_that_are_over_are_offered_and_taken(cast: Cast, agreement: RuleSet) -> None:
    client, today = signed_in(cast.manager), timezone.localdate()
    quarters = quarters_over(agreement, today)
    now = {"period_from": quarters[0].first.isoformat(), "period_to": (quarters[0].last + timedelta(1)).isoformat()}
    odd = {"period_from": (quarters[1].first + timedelta(1)).isoformat(), "period_to": quarters[0].first.isoformat()}

    answers = [client.post(START, sent) for sent in (now, odd)]

    assert all(each.last < today for each in quarters)
    assert [each.status_code for each in answers] == [422, 422]
    assert all("Välj ett helt kvartal som är slut." in each.content.decode() for each in answers)
    assert not Report.objects.exists()


def test_quarters_in_the_wrong_order_are_refused_kindly(cast: Cast, agreement: RuleSet) -> None:
    newest, older = quarters_over(agreement, timezone.localdate())[:2]

    answer = signed_in(cast.manager).post(START, chosen(newest, older))

    assert answer.status_code == 422
    assert "Det sista kvartalet ligger före det första." in answer.content.decode()


def test_agreement_that_has_just_begun_has_no_quarter_to_choose(cast: Cast) -> None:
    rule_set = make_agreement(town(cast))
    in_force(rule_set, since=timezone.localdate())
    grant(cast.manager, "coordinate_agreement", rule_set)

    page = signed_in(cast.manager).get(START).content.decode()

    assert quarters_over(rule_set, timezone.localdate()) == []
    assert "Inget helt kvartal är slut än" in page


@pytest.mark.parametrize("who", ["worker", "auditor", "teacher"])
def test_only_who_leads_or_assesses_begins_one(cast: Cast, agreement: RuleSet, who: str) -> None:
    quarter = last_quarter(agreement)

    answer = signed_in(cast.everybody[who]).post(START, chosen(quarter, quarter))

    assert answer.status_code == 403
    assert not Report.objects.exists()


def test_words_judgement_and_adoption_through_the_pages(cast: Cast) -> None:
    report = draft(cast)
    clause = report.version.clauses.get()
    indicator = clause.indicators.get()
    by = cast.manager
    with act_as(None, reason="test"):
        by.user.set_password("the right one")
        by.user.save()
    client, address = signed_in(by), f"/agreements/local/reports/{report.pk}/"

    too_early = client.post(f"{address}adopt/", {"password": "the right one"})
    client.post(f"{address}words/", {f"words_{indicator.pk}": "nearly all"})
    client.post(f"{address}assess/{clause.pk}/", {"level": "partly", "why": "Half of them"})
    wrong = client.post(f"{address}adopt/", {"password": "a wrong one"})
    right = client.post(f"{address}adopt/", {"password": "the right one"})

    assert [each.status_code for each in (too_early, wrong, right)] == [422, 422, 302]
    stored = Report.objects.get(pk=report.pk)
    assert (stored.status, stored.adopted_by) == ("adopted", by)
    assert IndicatorWords.objects.get(report=report).text == "nearly all"
    assert ClauseAssessment.objects.get(report=report).level == "partly"
    page = client.get(address).content.decode()
    assert f"{address}compare/" in page
    assert f"{address}assess/" not in page


def test_files_have_the_period_in_their_names(cast: Cast) -> None:
    report = draft(cast)

    for form in ("json", "csv", "xlsx", "pdf"):
        answer = signed_in(cast.auditor).get(f"/agreements/local/reports/{report.pk}/file.{form}")
        assert answer.status_code == 200
        assert f"local-2025-01-01-2025-03-31.{form}" in answer.headers["Content-Disposition"]


def test_report_of_another_agreement_is_not_found_here(cast: Cast) -> None:
    report = draft(cast)
    other = make_agreement(town(cast), slug="other")
    in_force(other)

    assert signed_in(cast.manager).get(f"/agreements/other/reports/{report.pk}/").status_code == 404


def test_paper_and_page_call_the_period_the_same(cast: Cast) -> None:
    earlier = draft(cast)
    later = draft_period_report(
        rule_set=earlier.rule_set, first_day=date(2025, 4, 1), last_day=date(2025, 6, 30), by=cast.manager
    )
    content = content_of(later)
    numbers = {"name": "2025-01-01/2025-03-31", "numerator": 1, "denominator": 2, "share": 0.5, "suppressed": False}
    content["clauses"][0]["indicators"][0]["previous"] = numbers

    paper, [party] = paper_of(content), page_rows(content)

    assert paper["about"] == "Kvartal 2 2025."
    assert "Kvartal 2 2025. Utkast" in paper["foot"]
    assert "2025-0" not in str(paper)
    assert party.clauses[0].indicators[0].before == "kvartal 1 2025"
    page = signed_in(cast.manager).get(f"/agreements/local/reports/{later.pk}/").content.decode()
    assert "Kvartal 2 2025" in page


def test_adopting_says_which_clauses_are_left_before_it_asks_for_a_password(cast: Cast) -> None:
    report = draft(cast)
    page = f"/agreements/local/reports/{report.pk}/adopt/"
    assert "om så bara som inte bedömda: C1." in signed_in(cast.manager).get(page).content.decode()

    for clause in report.version.clauses.all():
        assess_clause(report=report, clause=clause, level=ClauseAssessment.Level.MET, why="Seen", by=cast.manager)

    assert "C1" not in signed_in(cast.manager).get(page).content.decode()


def test_clause_without_indicator_stands_on_the_page_with_its_judgement(cast: Cast) -> None:
    report = draft(cast, keys=())
    clause = report.version.clauses.get()
    level = ClauseAssessment.Level.NOT_MET
    assess_clause(report=report, clause=clause, level=level, why="Seen", text="nobody has", by=cast.manager)

    page = signed_in(cast.manager).get(f"/agreements/local/reports/{report.pk}/").content.decode()

    row = page[page.index(f">{clause.code}</span>") :].split("</tr>")[0]
    assert clause.text in row
    assert "Mäts inte av någon indikator" in row
    assert "Nobody has" in row
    assert cast.manager.user.full_name in row


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), "kvartal 3 2026"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 10, 1), date(2026, 9, 30), "kvartal 4 2025 till kvartal 3 2026"),
    ],
)
def test_periods_are_called_by_their_quarters(first: date, last: date, words: str) -> None:
    assert quarter_words(Period(first, last)) == words
