"""What the worker does by itself."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from agreements.services.rollup import fold_facts
from workflows.services.clocks import run_clocks


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
