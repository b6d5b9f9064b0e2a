"""The words on screen: what the source says in English, and the catalogues in locale/ that say it otherwise.

Files are read and written with Babel, since a system gettext is not asked for.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

BASE_DIR = Path(__file__).resolve().parent.parent
LOCALE = BASE_DIR / "locale"
ROOMS = ("accounts", "agreements", "cases", "config", "templates", "workflows")
TEMPLATES = (".html", ".txt")

_SHAPES: dict[str, tuple[int | tuple[int, str], ...]] = {
    "gettext": (1,),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS = _SHAPES | {f"{name}_lazy": shape for name, shape in _SHAPES.items()} | {"_": (1,), "gettext_noop": (1,)}

# Written by hand, without dates and places, so that two branches differ only by their messages.
HEADER = """\
# Samplan's words. Kept by manage.py update_catalogue: write translations only.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def catalogue_paths() -> list[Path]:
    """Every locale/<language>/LC_MESSAGES/*.po, sorted."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def read_catalogue(path: Path) -> Catalog:
    """The catalogue in `path`; an empty one of its language where there is no file yet."""
    language = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def read_source() -> Catalog:
    """Every message that the Python files and templates of our rooms mark for translation, without translations."""
    found = Catalog()
    for room in ROOMS:
        for path in sorted((BASE_DIR / room).rglob("*")):
            for message, context in _messages_in(path):
                found.add(message, context=context)
    return found


def _messages_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    if path.suffix == ".py":
        text = path.read_text(encoding="utf-8")
    elif path.suffix in TEMPLATES:
        # Stripped, for what is left of a template is no Python whose indentation has a meaning.
        template = templatize(path.read_text(encoding="utf-8"), origin=str(path.relative_to(BASE_DIR)))
        text = re.sub(r"^\s+", "", template, flags=re.M)
    else:
        return
    for _line, message, _comments, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        if message:
            yield message, context


def merge_catalogue(path: Path, source: Catalog) -> Catalog:
    """Writes `path` anew: the messages of `source` only, sorted, each with the translation it had.

    Returns what was written.
    """
    old = read_catalogue(path)
    new = Catalog(locale=old.locale)
    for wanted in _messages(source):
        had = old.get(wanted.id, wanted.context)
        string = had.string if had and isinstance(had.id, str) == isinstance(wanted.id, str) else ""
        new.add(wanted.id, string, context=wanted.context, flags=had.flags if had else ())
    written = BytesIO()
    write_po(written, new, width=100, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=old.locale, plural_forms=new.plural_forms)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + written.getvalue().decode().strip() + "\n", encoding="utf-8")
    return new


def compile_catalogue(path: Path) -> bool:
    """Writes the .mo beside `path` unless it is newer. Fuzzy messages stay English. Returns whether it wrote."""
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime > path.stat().st_mtime:
        return False
    half = compiled.with_suffix(".mo.new")
    with half.open("wb") as file:
        write_mo(file, read_catalogue(path))
    half.replace(compiled)
    return True


def untranslated(catalogue: Catalog) -> list[Message]:
    """Messages that are empty, in one form at least, or fuzzy."""
    return [message for message in _messages(catalogue) if message.fuzzy or not _is_whole(message, catalogue)]


def _is_whole(message: Message, catalogue: Catalog) -> bool:
    strings = [message.string] if isinstance(message.id, str) else list(message.string or ())
    return all(strings) and len(strings) == (1 if isinstance(message.id, str) else catalogue.num_plurals)


def keys_of(catalogue: Catalog) -> set[tuple[str | None, str]]:
    """(context, English) of every message; of the two forms of a plural, the first."""
    return {
        (message.context, message.id if isinstance(message.id, str) else message.id[0])
        for message in _messages(catalogue)
    }


def _messages(catalogue: Catalog) -> Iterator[Message]:
    # Babel's first message is the header.
    return (message for message in catalogue if message.id)
