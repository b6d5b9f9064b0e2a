"""Small files of each kind, as somebody would attach them, and whatever only pretends to be one."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.services.attachment import CheckedFile, check_file

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TEXT = "Hon sover dåligt.\n".encode()


def eicar() -> bytes:
    """The test file of EICAR, put together here: no file of the repository may hold it."""
    parts = ("X5O!P%@AP[4", chr(92), "PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTI", "VIRUS-TEST-FILE!$H+H*")
    return "".join(parts).encode()


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture that really opens."""
    made = io.BytesIO()
    Image.new("RGB", size, (40, 90, 120)).save(made, kind)
    return made.getvalue()


def checked(name: str = "Bedömning.pdf", content: bytes = PDF) -> CheckedFile:
    return check_file(name=name, size=len(content), content=content)


def upload(name: str = "Bedömning.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
