"""What the command takes in nothing of: faulty files, and options that do not fit."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from agreements.models import Answer, Round, RuleSet
from agreements.round_file import COLUMNS, HEADER
from tests.agreements.rounds import begin_round, file_of, grant
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Send = Callable[..., str]


def code(centre: str, key: str) -> str:
    return Answer.objects.get(asked__centre__name=centre, question__key=key).code


@pytest.mark.parametrize("status", ["adopted", "followed_up"])
def test_changed_file_is_refused_once_the_round_is_adopted(send: Send, refused: Send, status: str) -> None:
    send(file_of({}))
    Round.objects.update(status=status)

    assert "adopted" in refused(file_of({"maternity": "full"}))
    assert code("Almen", "maternity") == "limited"


def test_import_into_a_round_started_by_hand_is_refused(
    send: Send, refused: Send, agreement: RuleSet, cast: Cast
) -> None:
    grant(cast.coordinator, "coordinate_agreement", agreement)
    row = begin_round(agreement, cast.coordinator)

    assert "already" in refused(file_of({}), year=str(row.year))


def test_every_fault_is_listed_with_line_column_and_what_was_expected(refused: Send) -> None:
    told = refused(
        file_of({"maternity": "halv", "user_council": ""}, {"centre": "Okänd"}, {"centre": "Almen"}, {"centre": ""})
    )

    lines = [line.strip() for line in told.splitlines()[1:]]
    assert [line.partition(":")[0] for line in lines] == [
        "line 2, maternity",
        "line 2, user_council",
        "line 3, centre",
        "line 4, centre",
        "line 5, centre",
    ]
    assert all("expected" in line for line in lines)
    assert told.splitlines()[0].endswith("nothing is imported, faults: 5")


@pytest.mark.parametrize("column", list(COLUMNS))
def test_empty_cell_in_any_column_stops_the_import(refused: Send, column: str) -> None:
    assert f"line 3, {column}: expected" in refused(file_of({}, {"centre": "Boken", column: ""}))


@pytest.mark.parametrize("column", HEADER)
def test_missing_column_stops_the_import(refused: Send, column: str) -> None:
    told = refused(file_of({}, header=tuple(name for name in HEADER if name != column)))

    assert f"line 1, {column}: expected a column {column}" in told


def test_unknown_column_stops_the_import(refused: Send) -> None:
    assert "line 1, column 21" in refused(file_of({}, header=(*HEADER, "kommentar")))


def test_create_centres_makes_none_from_a_faulty_file(refused: Send) -> None:
    refused(file_of({"centre": "Cedern", "maternity": ""}), "--create-centres")


def test_dry_run_of_a_faulty_file_is_refused(refused: Send) -> None:
    assert "line 2, maternity" in refused(file_of({"maternity": ""}), "--dry-run")


@pytest.mark.parametrize(
    ("email", "words"),
    [("nobody@example.test", "No user"), ("manager@example.test", "no assignment"), ("x", "No user")],
)
def test_as_a_user_who_may_not_is_refused(refused: Send, cast: Cast, email: str, words: str) -> None:
    told = refused(file_of({}), "--as", email)

    assert words in told
    assert len(told.splitlines()) == 1


def test_as_a_user_whose_assignment_has_ended_is_refused(refused: Send, agreement: RuleSet, cast: Cast) -> None:
    grant(cast.coordinator, "coordinate_agreement", agreement)
    Assignment.objects.filter(pk=cast.coordinator.pk).update(valid_to=date(2021, 1, 1))

    assert "no assignment" in refused(file_of({}), "--as", "coordinator@example.test", "--dry-run")


@pytest.mark.parametrize("slug", ["orebro-2011", "", "Orebro-2010"])
def test_unknown_agreement_is_one_clear_line(refused: Send, slug: str) -> None:
    told = refused(file_of({}), slug=slug)

    assert told == f"No agreement is called {slug!r}."


def test_law_is_no_agreement(refused: Send, agreement: RuleSet) -> None:
    RuleSet.objects.update(kind="law")

    assert "No agreement" in refused(file_of({}))


@pytest.mark.parametrize("year", ["1899", "0", "-1", str(timezone.localdate().year + 1), "20111"])
def test_year_out_of_range_is_refused(refused: Send, year: str) -> None:
    assert "--year takes a year" in refused(file_of({}), year=year)


def test_year_that_is_no_number_is_refused(send: Send) -> None:
    with pytest.raises(CommandError):
        send(file_of({}), year="i fjol")


def test_year_without_a_version_in_force_is_refused(refused: Send) -> None:
    for more in ((), ("--dry-run",)):
        assert "in force" in refused(file_of({}), *more, year="2009")


def test_agreement_without_parties_is_refused(refused: Send, agreement: RuleSet) -> None:
    with act_as(None, reason="test"):
        agreement.parties.all().delete()

    assert "no parties" in refused(file_of({}))


@pytest.mark.parametrize("path", ["nowhere.csv", "."])
def test_file_that_cannot_be_read_is_one_clear_line(agreement: RuleSet, tmp_path: Path, path: str) -> None:
    with pytest.raises(CommandError, match="cannot be read") as no:
        call_command("import_round", "--agreement", "orebro-2010", "--year", "2011", str(tmp_path / path))

    assert no.value.returncode == 2
    assert len(str(no.value).splitlines()) == 1
