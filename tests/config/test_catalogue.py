from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from config import catalogue
from config.management.commands.update_catalogue import SWEDISH


@pytest.fixture
def swedish() -> Catalog:
    return catalogue.read_catalogue(SWEDISH)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source of one room with one template and one Python file."""
    monkeypatch.setattr(catalogue, "BASE_DIR", tmp_path)
    room = tmp_path / "cases"
    room.mkdir()
    (room / "page.html").write_text(
        '{% translate "Open" context "state" %}\n'
        '    it\'s {{ n }} {% if a == _("Plan") %}{% endif %}\n'
        "  {% blocktranslate count n=n trimmed %}\n  {{ n }} goal\n  {% plural %}\n  {{ n }} goals\n"
        "{% endblocktranslate %}\n"
    )
    (room / "verbs.py").write_text(
        'a = pgettext_lazy("act", "Open")\nb = ngettext("%(n)d day", "%(n)d days", n)\nc = _("Say " "it")\n'
    )
    return tmp_path


def test_swedish_says_all_that_the_source_says(swedish: Catalog) -> None:
    missing = catalogue.keys_of(catalogue.read_source()) - catalogue.keys_of(swedish)

    assert not missing, "run manage.py update_catalogue and translate"


def test_swedish_is_neither_empty_nor_fuzzy(swedish: Catalog) -> None:
    assert [message.id for message in catalogue.untranslated(swedish)] == []


def test_swedish_says_nothing_that_the_source_no_longer_says(swedish: Catalog) -> None:
    superfluous = catalogue.keys_of(swedish) - catalogue.keys_of(catalogue.read_source())

    assert not superfluous, "run manage.py update_catalogue"
    assert not swedish.obsolete


def test_swedish_has_the_placeholders_of_the_source(swedish: Catalog) -> None:
    wrong = [(message.id, str(error)) for message, errors in swedish.check() for error in errors]

    assert wrong == []


def test_read_source_with_contexts_and_plurals(house: Path) -> None:
    found = catalogue.read_source()

    assert catalogue.keys_of(found) == {
        ("state", "Open"),
        ("act", "Open"),
        (None, "Plan"),
        (None, "%(n)s goal"),
        (None, "%(n)d day"),
        (None, "Say it"),
    }
    assert found.get("%(n)s goal").id == ("%(n)s goal", "%(n)s goals")


def test_merge_keeps_translations_and_drops_the_rest(house: Path) -> None:
    path = house / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    catalogue.merge_catalogue(path, catalogue.read_source())
    path.write_text(path.read_text().replace('msgid "Plan"\nmsgstr ""', 'msgid "Plan"\nmsgstr "Planen"'))
    (house / "cases" / "verbs.py").unlink()

    merged = catalogue.merge_catalogue(path, catalogue.read_source())

    assert merged.get("Plan").string == "Planen"
    assert "Say it" not in path.read_text()
    assert {message.id for message in catalogue.untranslated(merged)} == {("%(n)s goal", "%(n)s goals"), "Open"}


def test_merge_twice_writes_the_same(house: Path) -> None:
    path = house / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    catalogue.merge_catalogue(path, catalogue.read_source())
    first = path.read_text()

    catalogue.merge_catalogue(path, catalogue.read_source())

    assert path.read_text() == first


def test_compile_only_what_has_changed(house: Path) -> None:
    path = house / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    catalogue.merge_catalogue(path, catalogue.read_source())

    assert [catalogue.compile_catalogue(path), catalogue.compile_catalogue(path)] == [True, False]
    assert path.with_suffix(".mo").read_bytes()[:4] == b"\xde\x12\x04\x95"
