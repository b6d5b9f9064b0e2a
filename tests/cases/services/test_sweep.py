"""The job that sweeps the store: what no row and no copy knows of any more goes, and nothing else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cases.services.attachment import tell_attachment
from cases.services.sweep import sweep_files
from tests.cases.attachments import attach, files
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.files import TEXT
from tests.workflows.plan import Plan


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def test_file_whose_transaction_was_broken_off_is_swept(
    plan: Plan, cast: Cast, settings: Any, tmp_path: Path, as_worker: Acting
) -> None:
    settings.FILES_ROOT = tmp_path
    kept = attach(plan, cast.worker)
    with acting_as(cast.worker):
        tell_attachment(attachment=kept, receivers=[cast.nurse.unit], by=cast.worker)
    with transaction.atomic():
        attach(plan, cast.worker, TEXT)
        transaction.set_rollback(True)
    (tmp_path / "ab").mkdir(exist_ok=True)
    (tmp_path / "ab" / "a note of the administrator's").write_text("stays")
    assert len(files()) == 3

    with as_worker():
        young, old = sweep_files(), sweep_files(timezone.now() + timedelta(hours=2))

    assert (young, old) == (0, 1)
    assert {path.name for path in files()} == {str(kept.stored), "a note of the administrator's"}


def test_file_that_was_told_is_kept_by_its_copy_alone(
    plan: Plan, cast: Cast, settings: Any, tmp_path: Path, as_owner: Acting, as_worker: Acting
) -> None:
    settings.FILES_ROOT = tmp_path
    row = attach(plan, cast.worker)
    with acting_as(cast.worker):
        tell_attachment(attachment=row, receivers=[cast.nurse.unit], by=cast.worker)
    with as_owner() as cursor:
        cursor.execute("DELETE FROM cases_attachment WHERE id = %s", [row.pk])

    with as_worker():
        assert sweep_files(timezone.now() + timedelta(hours=2)) == 0
