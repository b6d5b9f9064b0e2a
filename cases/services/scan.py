"""The one seam to virus scanning. What settings.SCANNER names does it; without it a file says that it is not scanned.

A scanner that does not answer refuses the file: where scanning was promised nothing passes it by because it stood
still. The writer keeps the file and the text, and is asked to try again.
"""

import socket
import struct
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.errors import CaseError
from cases.models import Attachment

Scan = Attachment.Scan
# clamd(8), INSTREAM: pieces of the file, each after its length in four bytes, and a length of zero at the end.
PIECE = 64 * 1024
SECONDS = 20
MOST_ANSWERED = 4096
# The test file of EICAR is 68 characters long; what may follow is white space. Known here by its digest alone.
EICAR_LENGTH = 68
EICAR = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"


class Infected(CaseError):
    message = _("The virus scanner found something in the file. It was not attached, and nothing of it was kept.")
    field = "file"


class ScannerSilent(CaseError):
    message = _("The file could not be scanned for viruses, so it was not attached. Try again in a while.")
    field = "file"


def scan(content: bytes) -> Scan:
    """How the file is marked. Raises Infected, ScannerSilent."""
    scanner = settings.SCANNER
    if not scanner:
        return Scan.NOT_SCANNED
    if scanner == "eicar":
        return _ask_stub(content)
    return _ask_clamd(scanner, content)


def _ask_stub(content: bytes) -> Scan:
    """The demo's: it knows the test file and nothing else, so whatever it lets by is not scanned."""
    if sha256(content[:EICAR_LENGTH]).hexdigest() == EICAR and not content[EICAR_LENGTH:].strip():
        raise Infected
    return Scan.NOT_SCANNED


def _ask_clamd(address: str, content: bytes) -> Scan:
    """`address`: unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310."""
    try:
        with _connected(address) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                clamd.sendall(struct.pack("!I", len(piece)) + piece)
            clamd.sendall(struct.pack("!I", 0))
            answer = _answer(clamd)
    except OSError as silent:
        raise ScannerSilent from silent
    if answer == b"stream: OK":
        return Scan.CLEAN
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        raise Infected
    raise ScannerSilent


def _connected(address: str) -> socket.socket:
    place = urlsplit(address)
    if place.scheme == "tcp":
        return socket.create_connection((place.hostname or "", place.port or 3310), timeout=SECONDS)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(SECONDS)
    try:
        clamd.connect(place.path)
    except OSError:
        clamd.close()
        raise
    return clamd


def _answer(clamd: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < MOST_ANSWERED:
        part = clamd.recv(MOST_ANSWERED)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n")
