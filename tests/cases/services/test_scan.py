"""The seam to clamd, against one on the loopback that speaks INSTREAM; and what holds without an answer."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from cases.models import Attachment
from cases.services.scan import Infected, ScannerSilent, scan
from tests.files import PDF, eicar

pytestmark = pytest.mark.arithmetic
Scan = Attachment.Scan


def read_stream(client: socket.socket) -> bytes:
    """What was sent by INSTREAM, put together: fails on anything that clamd would refuse."""
    stream = client.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!I", stream.read(4))[0]:
        content += stream.read(length)
    return content


@contextmanager
def clamd(answer: bytes | None, heard: list[bytes], path: Path | None = None) -> Iterator[str]:
    """The address of a clamd that answers so to one file; None hangs up instead."""
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    server.bind(str(path) if path else ("127.0.0.1", 0))
    server.listen()

    def serve() -> None:
        client, _address = server.accept()
        with client:
            heard.append(read_stream(client))
            if answer is not None:
                client.sendall(answer)

    thread = Thread(target=serve)
    thread.start()
    try:
        yield f"unix://{path}" if path else f"tcp://127.0.0.1:{server.getsockname()[1]}"
    finally:
        thread.join()
        server.close()


def test_clean_file_by_tcp_is_scanned_whole(settings: Any) -> None:
    content, heard = PDF * 20_000, []

    with clamd(b"stream: OK\0", heard) as settings.SCANNER:
        assert scan(content) == Scan.CLEAN

    assert heard == [content]


def test_found_virus_by_unix_socket_is_refused(settings: Any, tmp_path: Path) -> None:
    with clamd(b"stream: Eicar-Signature FOUND\0", [], tmp_path / "s") as settings.SCANNER, pytest.raises(Infected):
        scan(eicar())


@pytest.mark.parametrize("answer", [None, b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: O"], ids=range(4))
def test_answer_that_says_nothing_refuses_the_file(settings: Any, answer: bytes | None) -> None:
    with clamd(answer, []) as settings.SCANNER, pytest.raises(ScannerSilent):
        scan(PDF)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl"])
def test_clamd_that_is_not_there_refuses_the_file(settings: Any, address: str) -> None:
    settings.SCANNER = address

    with pytest.raises(ScannerSilent):
        scan(PDF)


def test_clamd_that_never_answers_refuses_the_file(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.services.scan.SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.SCANNER = f"tcp://127.0.0.1:{silent.getsockname()[1]}"

        with pytest.raises(ScannerSilent):
            scan(PDF)


def test_without_a_scanner_a_file_is_not_scanned(settings: Any) -> None:
    settings.SCANNER = ""

    assert scan(eicar()) == Scan.NOT_SCANNED


@pytest.mark.parametrize("end", [b"", b"\r\n", b" " * 60])
def test_demos_stub_knows_the_test_file(settings: Any, end: bytes) -> None:
    settings.SCANNER = "eicar"

    with pytest.raises(Infected):
        scan(eicar() + end)


def test_demos_stub_scans_nothing_else(settings: Any) -> None:
    settings.SCANNER = "eicar"

    assert scan(PDF) == Scan.NOT_SCANNED
    assert scan(eicar() + b"x") == Scan.NOT_SCANNED
