"""What the worker does by itself."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from agreements.services.rollup import fold_facts
from cases.services.sweep import sweep_files
from workflows.services.clocks import run_clocks
from workflows.services.mail import queue_mails, send_mails
from workflows.services.round_start import start_due_rounds


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="run_clocks", pass_context=False)
def tick(timestamp: int) -> None:
    """Once a minute. A tick that was missed is made good by the next."""
    run_clocks(datetime.now(UTC))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="fold_facts", pass_context=False)
def fold(timestamp: int) -> None:
    """Once a minute. What is not folded now is with the next."""
    fold_facts()


@app.periodic(cron="10 * * * *")
@app.task(queueing_lock="start_rounds", pass_context=False)
def start_rounds(timestamp: int) -> None:
    """Once an hour: an agreement that could not be asked is tried again the same day."""
    start_due_rounds(timezone.localdate())


@app.periodic(cron="40 * * * *")
@app.task(queueing_lock="sweep_attachments", pass_context=False)
def sweep_attachments(timestamp: int) -> None:
    """Once an hour: files that a crash left without a row, or a withdrawal without being removed."""
    sweep_files()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="send_mails", pass_context=False)
def mail(timestamp: int) -> None:
    """Once a minute, apart from the clocks: a mail server that does not answer keeps nobody from being told."""
    if settings.SENDS_MAIL:
        now = datetime.now(UTC)
        queue_mails(now)
        send_mails(now)
