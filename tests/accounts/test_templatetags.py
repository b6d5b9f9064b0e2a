"""What the tags and filters of every page say, in Swedish words where Django's own catalogue has them."""

from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone, translation

from accounts.templatetags import samplan, steps

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    """Source strings, so that the tests do not hang on the Swedish catalogue."""
    with translation.override("en"):
        yield


@pytest.fixture
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2026, 11, 23), "0 days"),
        (date(2026, 11, 18), "5 days"),
        (date(2026, 11, 16), "1 week"),
        (date(2026, 10, 5), "7 weeks"),
        (date(2026, 9, 23), "2 months"),
        (date(2026, 7, 14), "4 months"),
        (date(2025, 11, 24), "11 months"),
        (date(2025, 11, 23), "1 year"),
        (date(2024, 1, 1), "2 years 10 months"),
        (date(1992, 3, 1), "34 years"),
        (date(2026, 11, 24), ""),
    ],
)
def test_age_says_what_people_say(born, words):
    assert samplan.age_words(born, NOW.date()) == words


@pytest.mark.usefixtures("_today")
def test_short_age_drops_months_from_the_first_year():
    assert samplan.short_age(date(2024, 1, 1)) == "2 years"
    assert samplan.short_age(date(2026, 7, 14)) == "4 months"


@pytest.mark.usefixtures("_today")
def test_dates_carry_the_year_only_when_it_is_another():
    with translation.override("sv"):
        assert samplan.long_date(date(2026, 11, 23)).startswith("måndag 23 november")
        assert "2026" not in samplan.short_date(date(2026, 11, 23))
        assert samplan.short_date(date(2027, 1, 15)).endswith("2027")


@pytest.mark.usefixtures("_today")
def test_moments_are_told_in_stockholm():
    late_evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert samplan.local_date(late_evening) == date(2026, 11, 23)
    assert samplan.clock_time(datetime(2026, 11, 23, 15, 0, tzinfo=UTC)) in ("16:00", "16.00")
    assert samplan.when(late_evening).startswith("Today")


@pytest.mark.parametrize(
    ("due_at", "state", "words"),
    [
        (date(2026, 11, 20), "late", "3 days late"),
        (date(2026, 11, 22), "late", "1 day late"),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "late", "Late, today"),
        (datetime(2026, 11, 23, 15, 0, tzinfo=UTC), "soon", "Soon, today"),
        (date(2026, 11, 23), "soon", "Soon, today"),
        (date(2026, 11, 24), "soon", "Soon, tomorrow"),
        (date(2026, 11, 25), "soon", "Soon, in 2 days"),
        (date(2026, 11, 26), "later", "In 3 days"),
        (None, "none", "No deadline"),
    ],
)
def test_due_has_one_word_per_state(due_at, state, words):
    due = samplan.due_words(due_at, now=NOW)

    assert (due.state, due.words) == (state, words)


def test_due_takes_its_limit_from_the_clock():
    assert samplan.due_words(date(2026, 11, 26), now=NOW, soon_days=3).state == "soon"


def test_due_paused_says_why():
    due = samplan.due_words(date(2026, 11, 20), now=NOW, paused="The family is away")

    assert (due.state, due.detail, due.icon) == ("paused", "The family is away", "pause")


def test_thousands_have_a_narrow_no_break_space():
    assert samplan.thousands(4480) == "4\u202f480"
    assert samplan.thousands(None) == ""


def test_icon_is_hidden_from_screen_readers(settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

    html = Template('{% load samplan %}{% icon "late" %}').render(Context())

    assert 'aria-hidden="true"' in html
    assert 'icons.svg#late"' in html


def test_line_from_a_step_that_is_late_is_not_drawn_as_walked():
    drawn = steps.steps([{"label": "0–6", "is_late": True, "note": "late"}, {"label": "1–3", "state": "now"}])

    assert [is_walked for _left, _right, is_walked in drawn["lines"]] == [False]


def test_every_icon_named_in_a_template_is_drawn():
    sprite = ElementTree.parse(Path(settings.BASE_DIR) / "static" / "icons.svg")  # noqa: S314
    drawn = {symbol.get("id") for symbol in sprite.iter("{http://www.w3.org/2000/svg}symbol")}
    pages = "".join(page.read_text() for page in (Path(settings.BASE_DIR) / "templates").rglob("*.html"))
    named = {part.split('"')[0] for part in pages.split('{% icon "')[1:]}

    assert named <= drawn


def test_steps_stand_in_a_row_and_loop_back():
    drawn = steps.steps(
        [
            {"label": "Need", "state": "done"},
            {"label": "Consent", "state": "now", "is_late": True, "note": "3 days late"},
            {"label": "Closed", "state": "later", "note": "the case is closed with a reason"},
        ],
        loop_from=2,
        loop_to=0,
        loop_words="again",
    )

    assert [mark.x for mark in drawn["marks"]] == [48, 140, 232]
    assert [is_walked for _left, _right, is_walked in drawn["lines"]] == [True, False]
    assert drawn["marks"][1].late_words == "3 days late"
    assert drawn["marks"][2].branch == ["the case is closed", "with a reason"]
    assert drawn["loop"]["middle"] == 140
