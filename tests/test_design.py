"""What the pages may hold: the content security policy allows no inline style or script and no other host."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_has_no_inline_style_or_script(page):
    html = page.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("sheet", STYLES, ids=lambda sheet: sheet.name)
def test_stylesheet_loads_nothing_from_another_host(sheet):
    css = sheet.read_text(encoding="utf-8")

    assert "@import" not in css
    assert not re.search(r"url\(\s*[\"']?(https?:)?//", css)


def test_every_colour_of_fkui_is_mapped_onto_the_palette_once():
    theirs = set(re.findall(r"(--fkds-color-[\w-]+)\s*:", (ROOT / "static/vendor/fkui/theme-light.css").read_text()))
    ours = re.findall(r"(--fkds-color-[\w-]+): var\(--sp-", (ROOT / "static/css/tokens.css").read_text())

    assert sorted(ours) == sorted(theirs)
