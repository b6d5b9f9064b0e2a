"""`manage.py serve`: the web server and the worker in the foreground; what ends one ends both."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

HOST = "127.0.0.1"
SECONDS_TO_END = 15
SECONDS_TO_ANSWER = 60


class Told(Exception):
    """A signal asked us to end."""


class Command(BaseCommand):
    """Serves on 127.0.0.1. CommandError when the port is in use or when one of the two processes ends by itself."""

    help = "Runs the web server and the worker until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)
        parser.add_argument("--check-port", action="store_true", help="only say whether the port is free")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        _check_port(port)
        if options["check_port"]:
            return
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _tell)
        web = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{HOST}:{port}"]
        web += ["--worker-class", "gthread", "--threads", str(options["threads"]), "--log-level", "warning"]
        worker = [sys.executable, "manage.py", "worker"]
        running: dict[str, subprocess.Popen[bytes]] = {}
        try:
            running["web server"] = _spawn(web, role="web")
            running["worker"] = _spawn(worker, role="worker")
            _wait_for_answer(port, running)
            self.stdout.write(f"Sign in at http://{HOST}:{port}{reverse(settings.LOGIN_URL)} - Ctrl-C ends it.")
            while True:
                _check_running(running)
                time.sleep(0.5)
        except Told:
            self.stdout.write("Ending the web server and the worker …")
        finally:
            end(list(running.values()))


def _tell(number: int, frame: FrameType | None) -> None:
    raise Told


def _spawn(command: list[str], *, role: str) -> subprocess.Popen[bytes]:
    # In a session of its own, so that Ctrl-C reaches it once, through us.
    environment = os.environ | {"SAMPLAN_DATABASE_ROLE": role}
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        # As the server will: a connection that is only fading away does not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OverflowError as error:
            raise CommandError(f"{port} is not a port: choose one up to 65535, as in make demo PORT=8001.") from error
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}): end what uses it, or choose another, "
                f"as in make demo PORT={port + 1}."
            ) from error


def _check_running(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in running.items():
        if process.poll() is not None:
            raise CommandError(f"The {name} ended by itself with status {process.returncode}; what it said is above.")


def _wait_for_answer(port: int, running: dict[str, subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        _check_running(running)
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.1)
    raise CommandError(f"The web server does not answer on port {port}.")


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Asks them to end, and makes those that have not after SECONDS_TO_END."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + SECONDS_TO_END
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
