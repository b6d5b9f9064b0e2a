"""The command as an office uses it: good files, bad files, every option."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, FamilyCentre, User
from agreements.models import Answer, Round, RoundCentre, RuleSet, RuleSetVersion
from agreements.round_file import COLUMNS, HEADER
from tests.agreements.rounds import begin_round, file_of, grant, make_agreement
from tests.cast import Cast

pytestmark = pytest.mark.django_db

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


def code(centre: str, key: str) -> str:
    return Answer.objects.get(asked__centre__name=centre, question__key=key).code


def test_import_makes_a_round_of_the_files_centres(send: Send) -> None:
    told = send(file_of({}, {"centre": "Boken", "maternity": "none"}))

    row = Round.objects.get()
    assert (row.year, row.is_imported, row.status, row.version.number) == (2011, True, "compiling", 1)
    assert [str(each.centre) for each in row.centres.all()] == ["Almen", "Boken"]
    assert (code("Almen", "maternity"), code("Boken", "maternity")) == ("limited", "none")
    assert Answer.objects.count() == 2 * len(COLUMNS)
    assert "a new round, centres: 2" in told


def test_import_of_some_of_the_agreements_centres(send: Send) -> None:
    send(file_of({"centre": "Boken"}))

    assert [str(each.centre) for each in RoundCentre.objects.all()] == ["Boken"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_import_of_a_file_made_by_excel(send: Send, encoding: str) -> None:
    data = file_of(
        {"centre": "Fläder", "open_preschool_hours_per_week": "12,5"},
        {"centre": "Ädelgranen", "open_preschool_hours_per_week": "unknown"},
        sep=";",
        encoding=encoding,
    )

    send(data, "--create-centres")

    hours = Answer.objects.filter(question__key="open_preschool_hours_per_week").order_by("asked__centre__name")
    told = [(row.asked.centre.name, row.code, row.number and float(row.number)) for row in hours]
    assert sorted(told) == [("Fläder", "", 12.5), ("Ädelgranen", "unknown", None)]


def test_same_file_twice_changes_nothing(send: Send) -> None:
    data = file_of({}, {"centre": "Boken"})
    send(data)
    history = Answer.history.count(), RoundCentre.history.count(), User.objects.count()  # type: ignore[attr-defined]

    told = send(data)

    assert "Nothing changes" in told
    assert (Round.objects.count(), Answer.objects.count()) == (1, 2 * len(COLUMNS))
    assert history == (Answer.history.count(), RoundCentre.history.count(), User.objects.count())  # type: ignore[attr-defined]


def test_changed_file_replaces_answers_and_keeps_history(send: Send) -> None:
    send(file_of({}, {"centre": "Boken"}))

    told = send(file_of({"maternity": "full"}, {"centre": "Boken"}))

    row = Answer.objects.get(asked__centre__name="Almen", question__key="maternity")
    assert [each.code for each in row.history.order_by("history_date")] == ["limited", "full"]
    assert Answer.objects.count() == 2 * len(COLUMNS)
    assert "Almen, maternity: limited becomes full" in told
    assert "as before, centres: 1" in told


def test_changed_file_with_other_centres_makes_the_round_consist_of_them(send: Send) -> None:
    send(file_of({}, {"centre": "Boken"}))

    send(file_of({}, {"centre": "Cedern"}), "--create-centres")

    assert [str(each.centre) for each in RoundCentre.objects.all()] == ["Almen", "Cedern"]
    assert Answer.objects.count() == 2 * len(COLUMNS)
    assert Answer.history.filter(history_type="-").count() == len(COLUMNS)  # type: ignore[attr-defined]


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


def test_unknown_centre_is_a_fault_and_with_the_option_is_made(send: Send, refused: Send, agreement: RuleSet) -> None:
    data = file_of({}, {"centre": "Cedern"})
    assert "line 3, centre" in refused(data)

    told = send(data, "--create-centres")

    assert agreement.centres.get(centre__name="Cedern").valid_from == date(2011, 1, 1)
    assert "made: Cedern" in told


def test_create_centres_takes_up_a_centre_that_exists_elsewhere(send: Send, agreement: RuleSet) -> None:
    with act_as(None, reason="test"):
        there = FamilyCentre.objects.create(name="Cedern")

    send(file_of({"centre": "cedern"}), "--create-centres")

    assert agreement.centres.get(centre=there)
    assert FamilyCentre.objects.filter(name__iexact="cedern").count() == 1


def test_create_centres_makes_none_from_a_faulty_file(refused: Send) -> None:
    refused(file_of({"centre": "Cedern", "maternity": ""}), "--create-centres")


def test_dry_run_shows_what_would_change_and_writes_nothing(send: Send) -> None:
    send(file_of({}, {"centre": "Boken"}))

    told = send(file_of({"maternity": "full"}, {"centre": "Cedern"}), "--create-centres", "--dry-run")

    assert "nothing is written" in told
    for line in ("made: Cedern", "added: Cedern", "removed: Boken", "Almen, maternity: limited becomes full"):
        assert line in told
    assert code("Almen", "maternity") == "limited"
    assert [str(each.centre) for each in RoundCentre.objects.all()] == ["Almen", "Boken"]
    assert not FamilyCentre.objects.filter(name="Cedern").exists()


def test_dry_run_of_a_new_round_makes_no_service_account(send: Send) -> None:
    told = send(file_of({}), "--dry-run")

    assert "a new round, centres: 1" in told
    assert not Round.objects.exists()
    assert not User.objects.exists()


def test_dry_run_of_a_faulty_file_is_refused(refused: Send) -> None:
    assert "line 2, maternity" in refused(file_of({"maternity": ""}), "--dry-run")


def test_history_names_the_service_account(send: Send) -> None:
    send(file_of({}))

    acted = Answer.objects.get(question__key="maternity").history.get()
    assert (str(acted.history_user), acted.history_assignment.user.email) == (
        "Samplan, import",
        "import@service.invalid",
    )
    assert RoundCentre.objects.get().answered_by == Assignment.objects.get()


def test_as_a_user_is_shown_by_history(send: Send, agreement: RuleSet, cast: Cast) -> None:
    grant(cast.coordinator, "coordinate_agreement", agreement)

    send(file_of({}), "--as", "Coordinator@example.test")

    acted = Answer.objects.get(question__key="maternity").history.get()
    assert acted.history_assignment == cast.coordinator
    assert not User.objects.filter(email__endswith="service.invalid").exists()


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


def test_year_takes_the_version_that_was_in_force_last(send: Send, agreement: RuleSet) -> None:
    RuleSetVersion.objects.update(valid_to=date(2011, 6, 30))
    with act_as(None, reason="test"):
        RuleSetVersion.objects.create(rule_set=agreement, number=2, source="s", valid_from=date(2013, 1, 1))

    send(file_of({}), year="2011")
    send(file_of({}), year="2014")

    assert list(Round.objects.order_by("year").values_list("version__number", flat=True)) == [1, 2]


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
