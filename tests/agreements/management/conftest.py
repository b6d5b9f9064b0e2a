"""The command that takes in a round from a file."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import FamilyCentre, User
from agreements.models import Answer, Round, RuleSet
from tests.agreements.rounds import make_agreement

Send = Callable[..., str]


@pytest.fixture
def agreement(db: None) -> RuleSet:
    return make_agreement(centres=("Almen", "Boken"))


@pytest.fixture
def send(tmp_path: Path, agreement: RuleSet) -> Send:
    """Imports these bytes, with more options; returns what the command wrote."""

    def send(data: bytes, *more: str, slug: str = "orebro-2010", year: str = "2011") -> str:
        file, out = tmp_path / "Enkät 2011.csv", StringIO()
        file.write_bytes(data)
        with transaction.atomic():
            call_command("import_round", "--agreement", slug, "--year", year, str(file), *more, stdout=out)
        return out.getvalue()

    return send


@pytest.fixture
def refused(send: Send) -> Send:
    """As `send`, for what is to be refused with exit status 2; returns the words, and nothing is left behind."""

    def refused(data: bytes, *more: str, **where: str) -> str:
        before = (Round.objects.count(), Answer.objects.count(), FamilyCentre.objects.count(), User.objects.count())
        with pytest.raises(CommandError) as no:
            send(data, *more, **where)
        after = (Round.objects.count(), Answer.objects.count(), FamilyCentre.objects.count(), User.objects.count())
        assert no.value.returncode == 2
        assert after == before
        return str(no.value)

    return refused
