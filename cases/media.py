"""What a file is, told by its content; and what it may be called."""

import io
import re
import struct
import unicodedata

from PIL import Image

from cases.models import Attachment
from cases.names import clean_text

MediaType = Attachment.MediaType
IMAGES = {"JPEG": MediaType.JPEG, "PNG": MediaType.PNG, "GIF": MediaType.GIF, "WEBP": MediaType.WEBP}
ENDINGS = {
    ".pdf": MediaType.PDF,
    ".jpg": MediaType.JPEG,
    ".jpeg": MediaType.JPEG,
    ".png": MediaType.PNG,
    ".gif": MediaType.GIF,
    ".webp": MediaType.WEBP,
    ".txt": MediaType.TEXT,
}
# The ending that a downloaded file gets, whatever it was called.
ENDING_OF = {kind: ending for ending, kind in reversed(ENDINGS.items())}
# A picture of 50 megapixels takes 200 MB of memory when it is opened; a telephone's has 12 to 50.
MOST_PIXELS = 50_000_000
# What Pillow says of a broken picture: it has no narrower list, and each reader its own.
BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError, struct.error),
    Image.DecompressionBombError,
)
LONGEST_TITLE = 120
# What a file system holds of a name is 255; what comes after is not looked at.
LONGEST_NAME = 1000
TRAILER = 1024
TEXT_CONTROLS = {"\t", "\n", "\r", "\f"}
ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def media_type_of(content: bytes) -> MediaType | None:
    """PDF, image or text by what the bytes are; None for everything else, also for what begins well and is broken."""
    if content.startswith(b"%PDF-"):
        return MediaType.PDF if b"%%EOF" in content[-TRAILER:] else None
    return _image_type(content) or (MediaType.TEXT if _is_text(content) else None)


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, with its dot; empty where there is none."""
    found = ENDING.search(name)
    return found[0].lower() if found else ""


def clean_title(name: str) -> str:
    """What a file is called on screen: the last part of a path, without ending, control characters or leading dots."""
    last = clean_text(re.split(r"[/\\]", name)[-1][:LONGEST_NAME], limit=4 * LONGEST_NAME)
    last = " ".join("".join(each for each in last if each.isspace() or unicodedata.category(each)[0] != "C").split())
    title = ENDING.sub("", last).strip(" .") or last.strip(" .")
    return title[:LONGEST_TITLE].strip()


def _image_type(content: bytes) -> MediaType | None:
    """Opened for good, not only by its first bytes: what cannot be shown is no image."""
    try:
        with Image.open(io.BytesIO(content), formats=list(IMAGES)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            image.load()
            return IMAGES[image.format or ""]
    except BROKEN:
        return None


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return bool(text.strip()) and not any(
            unicodedata.category(each) == "Cc" and each not in TEXT_CONTROLS for each in text
        )
    return False
