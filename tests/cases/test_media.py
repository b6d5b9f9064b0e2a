"""A file is what its bytes are, and is called something harmless."""

import pytest

from cases.media import MediaType, clean_title, ending_of, media_type_of
from tests.files import PDF, TEXT, eicar, picture

pytestmark = pytest.mark.arithmetic
PNG = picture()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, MediaType.PDF),
        *((picture(name), MediaType[name]) for name in ("PNG", "JPEG", "GIF", "WEBP")),
        (TEXT, MediaType.TEXT),
        ("Hon sover dåligt.".encode("cp1252"), MediaType.TEXT),
        ("\ufeffRad 1\r\nRad 2\tmer".encode(), MediaType.TEXT),
    ],
    ids=["pdf", "png", "jpeg", "gif", "webp", "text", "windows", "with a mark"],
)
def test_file_is_known_by_its_content(content: bytes, kind: MediaType) -> None:
    assert media_type_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"%PDF-1.7 cut off before its trailer" + bytes(2000),
        PNG[:-30],
        PNG[:20],
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"MZ\x90\x00\x03\x00program",
        b"PK\x03\x04\x14\x00zip",
        b"GIF89a" + bytes(10),
        b"one\x00two",
        b"\x1b[31mred",
        "\u0085next".encode(),
        b"\xff\xfeU\x00T\x00F\x00",
    ],
    ids=range(13),
)
def test_what_is_broken_or_something_else_is_no_type(content: bytes) -> None:
    assert media_type_of(content) is None


def test_picture_with_more_pixels_than_memory_is_refused_before_it_is_opened() -> None:
    assert media_type_of(picture("PNG", (8000, 8000))) is None


def test_test_file_of_eicar_is_text_as_far_as_its_type_goes() -> None:
    assert media_type_of(eicar()) == MediaType.TEXT


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../x", "x"),
        ("..\\..\\windows\\x.pdf", "x"),
        ("/etc/passwd", "passwd"),
        ("Utredning 2026.pdf", "Utredning 2026"),
        ("a\x00b\u202egpj.exe", "abgpj"),
        ("...", ""),
        ("", ""),
        (".htaccess", "htaccess"),
        ("a\n\tb.txt", "a b"),
        ("å" * 400 + ".pdf", "å" * 120),
    ],
    ids=range(10),
)
def test_title_keeps_no_path_and_no_control(name: str, title: str) -> None:
    assert clean_title(name) == title


def test_title_of_a_thousand_marks_is_short() -> None:
    assert len(clean_title("a" + "\u0301" * 5000 + ".pdf")) <= 120


@pytest.mark.parametrize(("name", "ending"), [("x.PDF", ".pdf"), ("x", ""), ("a.b.jpg", ".jpg"), ("x.", "")])
def test_ending_of_a_name(name: str, ending: str) -> None:
    assert ending_of(name) == ending
