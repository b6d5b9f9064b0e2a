import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import serve


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((serve.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_serve_on_a_port_in_use(taken_port: int) -> None:
    with pytest.raises(CommandError, match=rf"Port {taken_port} cannot be used .* PORT={taken_port + 1}"):
        call_command("serve", port=taken_port)


def test_serve_on_no_port() -> None:
    with pytest.raises(CommandError, match="70000 is not a port"):
        call_command("serve", port=70000)


def test_end_also_ends_what_does_not_listen() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serve, "SECONDS_TO_END", 0.2)
        serve.end([process])

    process.stdout.close()
    for number, handler in before.items():
        signal.signal(number, handler)
    assert process.returncode == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)
