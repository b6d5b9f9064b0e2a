"""The command as an office uses it: good files, and every option."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts.acting import act_as
from accounts.models import Assignment, FamilyCentre, User
from agreements.models import Answer, Round, RoundCentre, RuleSet, RuleSetVersion
from agreements.round_file import COLUMNS
from tests.agreements.rounds import file_of, grant
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Send = Callable[..., str]


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


def test_year_takes_the_version_that_was_in_force_last(send: Send, agreement: RuleSet) -> None:
    RuleSetVersion.objects.filter(rule_set=agreement).update(valid_to=date(2011, 6, 30))
    with act_as(None, reason="test"):
        RuleSetVersion.objects.create(rule_set=agreement, number=2, source="s", valid_from=date(2013, 1, 1))

    send(file_of({}), year="2011")
    send(file_of({}), year="2014")

    assert list(Round.objects.order_by("year").values_list("version__number", flat=True)) == [1, 2]
