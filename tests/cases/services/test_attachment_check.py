"""What a file must be to be attached: what its name says, small enough, without a virus."""

from typing import Any

import pytest

from cases.errors import CaseError
from cases.services.attachment import check_file
from cases.services.scan import Infected
from tests.files import PDF, TEXT, checked, eicar, picture


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("image.png", PDF),
        ("report.pdf", picture()),
        ("report.pdf", b"MZ\x90\x00\x03"),
        ("program.exe", b"MZ\x90\x00\x03"),
        ("letter.docx", b"PK\x03\x04\x14\x00"),
        ("page.html", b"<script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
    ids=range(7),
)
def test_content_that_is_not_its_name_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(CaseError) as refused:
        checked(name, content)

    assert refused.value.field == "file"


def test_path_for_a_name_is_attached_under_its_last_part() -> None:
    assert checked("../../x", TEXT).title == "x"


def test_file_past_the_limit_is_refused_by_its_size_alone() -> None:
    with pytest.raises(CaseError, match="200 MB"):
        check_file(name="x.pdf", size=200_000_000, content=b"")


def test_test_virus_is_refused_by_the_demos_scanner(settings: Any) -> None:
    settings.SCANNER = "eicar"

    with pytest.raises(Infected):
        checked("x.txt", eicar())
