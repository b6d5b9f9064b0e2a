"""The pages of a round: the inbox that leads there, the report of 2011 row by row, a parent's answer by link."""

import json
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.acting import act_as
from accounts.templatetags.samplan import in_swedish
from agreements.indicators.registry import INDICATORS
from agreements.models import Clause, Sheet, SheetAnswer
from agreements.reports.build import content_of
from agreements.reports.figure_text import capital
from agreements.reports.pdf import paper_of
from agreements.services.round_sheet import make_link
from tests.agreements.orebro import expected_rows, told_orebro
from tests.cast import Cast, acting_as
from tests.workflows.review import Review
from tests.workflows.test_statement_counts import signed_in
from workflows.demo.agreements import OREBRO
from workflows.models import WorkItem

pytestmark = pytest.mark.django_db


class Cells(HTMLParser):
    """The report's table: indicator's key → the text of its row."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: dict[str, str] = {}
        self.here = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.here = (dict(attrs).get("id") or "").removeprefix("figure-")

    def handle_data(self, data: str) -> None:
        if self.here and data.strip():
            self.rows[self.here] = f"{self.rows.get(self.here, '')} {data.strip()}".strip()


@pytest.fixture
def review(cast: Cast) -> Review:
    return Review(cast)


def test_inbox_shows_the_respondent_what_to_answer(review: Review) -> None:
    review.start().name_respondents()

    page = signed_in(review.cast.nurse).get("/").content.decode()

    assert f"Svara för Almen, KAFO {review.round.year}" in page
    assert "Boken" not in page


def test_task_leads_to_the_page_of_its_step(review: Review) -> None:
    review.start().name_respondents()
    [item] = signed_in(review.cast.nurse).get("/").context["groups"][0][1]

    answer = signed_in(review.cast.nurse).get(item["url"])

    assert answer.headers["Location"].endswith(f"/centres/{review.centre('Almen').pk}/answer/")


def test_coordinator_finds_on_the_start_page_who_has_to_be_named(review: Review) -> None:
    review.start()

    page = signed_in(review.leader).get("/", follow=True).content.decode()

    assert f"Ange vem som svarar för Cedern, KAFO {review.round.year}" in page


def test_another_respondent_may_not_open_the_answer(review: Review) -> None:
    review.start().name_respondents()
    address = f"/agreements/local/rounds/{review.round.pk}/centres/{review.centre('Almen').pk}/answer/"

    assert signed_in(review.cast.teacher).get(address).status_code == 403
    assert signed_in(review.cast.outsider).get(address).status_code in (403, 404)


def test_report_of_2011_has_all_17_rows_on_the_page_in_json_and_in_excel(cast: Cast) -> None:
    orebro = told_orebro(cast)
    address = f"/agreements/{OREBRO}/rounds/{orebro.round.pk}/report/"
    client = signed_in(orebro.leader)

    page = client.get(address)
    given = json.loads(client.get(f"{address}file.json").content)
    book = load_workbook(BytesIO(client.get(f"{address}file.xlsx").content))

    expected = expected_rows()
    names = ("clause", "party", "indicator", "numerator", "denominator", "of_which_limited", "words", "assessment")
    assert [tuple(row[name] for name in names) for row in given["rows"]] == expected
    assert excel_rows(book["rows"], names) == expected
    shown = Cells(page.content.decode()).rows
    assert len(expected) == len(shown) == 17
    firsts = {clause: key for clause, _party, key, *_figure in reversed(expected)}
    for clause, _party, key, met, of, limited, words, judged in expected:
        assert is_shown(shown[key], met, of, limited), key
        assert not words or met is not None or "Bara ord" in shown[key], key
        assert said(words) in shown[key], key
        # The judgement stands once, in the first row of its clause.
        assert said(judged or "Not assessed") in shown[firsts[clause]], clause
    assert "20 av 20 centraler" in page.content.decode()


def test_report_of_2011_says_every_word_and_judgement_on_paper(cast: Cast) -> None:
    orebro = told_orebro(cast)

    paper = paper_of(content_of(orebro.report))

    clauses = {each["heading"].split()[0]: each for party in paper["parties"] for each in party["clauses"]}
    rows = [row for each in clauses.values() for row in each["rows"]]
    labels = [str(INDICATORS[key].label) for _clause, _party, key, *_figure in expected_rows()]
    assert [row["cells"][0] for row in rows] == labels
    for row, (clause, _party, _key, met, of, _limited, words, judged) in zip(rows, expected_rows(), strict=True):
        assert (f"{met} av {of}" in row["cells"][1]) is (met is not None)
        assert row["words"] == said(words)
        assert clauses[clause]["assessment"]["said"] == said(judged or "Not assessed")


def said(text: str | None) -> str:
    """As a Swedish page says a text of the source, which is in English; it must have been translated."""
    if not text:
        return ""
    swedish = in_swedish(text)
    assert swedish != text
    return capital(swedish)


def excel_rows(sheet: Any, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    [head, *lines] = sheet.iter_rows(values_only=True)
    return [tuple(dict(zip(head, line, strict=True))[name] for name in names) for line in lines]


def is_shown(text: str, met: int | None, of: int, limited: int | None) -> bool:
    if met is None:
        return f"av {of}" not in text
    return f"{met} av {of}" in text and (limited is None or f"{limited}" in text)


def test_adopting_asks_for_the_password(review: Review) -> None:
    review.start().name_respondents().answer_all().check_all().compile().assess()
    by = review.cast.manager
    with act_as(None, reason="test"):
        by.user.set_password("the right one")
        by.user.save()
    address = f"/agreements/local/rounds/{review.round.pk}/report/adopt/"
    client = signed_in(by)

    wrong = client.post(address, {"password": "a wrong one"})
    statuses = [review.status()]
    client.post(address, {"password": "the right one"})

    assert wrong.status_code == 422
    assert [*statuses, review.status()] == ["assessing", "adopted"]


def test_parent_answers_by_link_without_signing_in(review: Review) -> None:
    review.start("parents-2012")
    with acting_as(review.leader):
        link = make_link(round_=review.round, unit=review.cast.nurse.unit, by=review.leader)
    client = Client()

    shown = client.get(f"/survey/{link.token}/")
    sent = client.post(f"/survey/{link.token}/", {"worried": "unknown"})

    assert (shown.status_code, sent.status_code) == (200, 200)
    with acting_as(review.cast.nurse):
        assert Sheet.objects.get().unit == review.cast.nurse.unit
        assert SheetAnswer.objects.get().code == "unknown"


def test_wrong_link_has_no_page(db: None) -> None:
    assert Client().get("/survey/nothing/").status_code == 404


@pytest.mark.parametrize("act", ["pause", "resume", "follow-clock", "take", "hand-back", "hand-over"])
def test_task_of_a_round_has_no_acts_of_a_unit(review: Review, act: str) -> None:
    review.start().name_respondents()
    client = signed_in(review.cast.nurse)
    [item] = client.get("/").context["groups"][0][1]

    answer = client.post(f"{item['url']}{act}/", {"until": "2099-01-01", "reason": "family_away"})

    # Somebody else's task cannot be taken: back to the list, which says so.
    assert answer.status_code in ((302,) if act == "take" else (403, 404))
    with acting_as(review.cast.nurse):
        assert not WorkItem.objects.exclude(taken_by=None, paused_until=None).exists()


def test_whoever_assesses_after_it_was_finished_reads_who_did_it_and_keeps_the_words(review: Review) -> None:
    review.start().name_respondents().answer_all().check_all()
    second = signed_in(review.cast.manager)
    clause = Clause.objects.get(version=review.version)
    url = f"/agreements/{review.rule_set.slug}/rounds/{review.round.pk}/assess/{clause.pk}/"
    review.compile().assess()

    answer = second.post(url, {"level": "met", "why": "My own reason"})

    assert answer.status_code == 409
    assert "My own reason" in answer.content.decode()
