import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import Staffing, YesNo
from agreements.round_file import COLUMNS, HEADER, Row, read_count, read_hours, read_round_file, read_yes_no, same_name
from tests.agreements.rounds import GOOD, file_of

BOOLEANS = [name for name, read in COLUMNS.items() if read is read_yes_no]
STAFFED = ["maternity", "child_health", "social_services"]
NUMBERS = ["open_preschool_hours_per_week", "health_centres_near", "health_centres_total"]


def faults(data: bytes) -> list[tuple[int, str]]:
    found = read_round_file(data)
    return [(fault.line, fault.column) for fault in found.faults]


def only_row(data: bytes) -> Row:
    found = read_round_file(data)
    assert not found.faults, [str(fault) for fault in found.faults]
    assert len(found.rows) == 1
    return found.rows[0]


def test_columns_are_those_of_the_import() -> None:
    assert sorted(COLUMNS) == sorted(BOOLEANS + STAFFED + NUMBERS)
    assert len(BOOLEANS) == 13


def test_good_file_gives_codes_and_numbers() -> None:
    row = only_row(file_of({"centre": "Fläder"}))

    assert (row.line, row.centre) == (2, "Fläder")
    numbers = {"open_preschool_hours_per_week": "12.5", "health_centres_near": "1", "health_centres_total": "2"}
    assert row.answers == GOOD | {name: Decimal(value) for name, value in numbers.items()}


@pytest.mark.parametrize("column", BOOLEANS)
@pytest.mark.parametrize("value", ["yes", "no", "unknown"])
def test_yes_no_column_takes(column: str, value: str) -> None:
    assert only_row(file_of({column: value})).answers[column] == value


@pytest.mark.parametrize("column", BOOLEANS)
@pytest.mark.parametrize("value", ["", " ", "ja", "1", "TRUE", "SANT", "full", "yes no", "?", "vet ej"])
def test_yes_no_column_refuses(column: str, value: str) -> None:
    found = read_round_file(file_of({column: value}))

    assert [(fault.line, fault.column) for fault in found.faults] == [(2, column)]
    assert "yes, no or unknown" in str(found.faults[0])


@pytest.mark.parametrize("column", STAFFED)
@pytest.mark.parametrize("value", Staffing.values)
def test_staffing_column_takes(column: str, value: str) -> None:
    assert only_row(file_of({column: value})).answers[column] == value


@pytest.mark.parametrize("column", STAFFED)
@pytest.mark.parametrize("value", ["", "yes", "begränsad", "half", "spontaneous visits", "0"])
def test_staffing_column_refuses(column: str, value: str) -> None:
    found = read_round_file(file_of({column: value}))

    assert [(fault.line, fault.column) for fault in found.faults] == [(2, column)]
    assert "none, spontaneous_visits, limited, full or unknown" in str(found.faults[0])


@pytest.mark.parametrize(
    ("cell", "hours"), [("0", "0"), ("12.5", "12.5"), ("12,5", "12.5"), ("168", "168"), ("4,25", "4.25"), ("08", "8")]
)
def test_hours_take_point_and_comma(cell: str, hours: str) -> None:
    row = only_row(file_of({"open_preschool_hours_per_week": cell}, sep=";"))

    assert row.answers["open_preschool_hours_per_week"] == Decimal(hours)


def test_hours_take_unknown() -> None:
    assert read_hours("unknown") == "unknown"


@pytest.mark.parametrize(
    "cell", ["", "-1", "168.01", "200", "1e3", "nan", "inf", "12 h", "12.345", ",5", "0.001", "½", "١٢", "12,5,0"]
)
def test_hours_refuse(cell: str) -> None:
    assert faults(file_of({"open_preschool_hours_per_week": cell}, sep=";")) == [(2, "open_preschool_hours_per_week")]


@pytest.mark.parametrize("cell", ["", "unknown", "-1", "1.0", "1,5", "many", "10000"])
@pytest.mark.parametrize("column", ["health_centres_near", "health_centres_total"])
def test_count_refuses(column: str, cell: str) -> None:
    assert (2, column) in faults(file_of({column: cell}, sep=";"))


def test_near_may_be_all_but_not_more_than_total() -> None:
    assert read_count("2") == Decimal(2)
    assert faults(file_of({"health_centres_near": "2"})) == []
    assert faults(file_of({"health_centres_near": "3"})) == [(2, "health_centres_near")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("sep", [",", ";"])
def test_excel_files_are_read(encoding: str, sep: str) -> None:
    assert only_row(file_of({"centre": "Fläder & Åbrodd"}, sep=sep, encoding=encoding)).centre == "Fläder & Åbrodd"


def test_columns_in_another_order_are_read() -> None:
    assert only_row(file_of({}, header=tuple(reversed(HEADER)))).answers["maternity"] == "limited"


def test_case_and_spaces_around_a_cell_are_let_by() -> None:
    assert only_row(file_of({"centre": "  Almen   väst ", "maternity": " Full "})).centre == "Almen väst"


@pytest.mark.parametrize("column", HEADER)
def test_missing_column_is_a_fault(column: str) -> None:
    assert faults(file_of({}, header=tuple(name for name in HEADER if name != column))) == [(1, column)]


@pytest.mark.parametrize("name", ["mvc", "", "maternity2", "kommentar"])
def test_unknown_column_is_a_fault(name: str) -> None:
    assert faults(file_of({}, header=(*HEADER, name))) == [(1, "column 21")]


def test_column_twice_is_a_fault() -> None:
    assert faults(file_of({}, header=(*HEADER, "maternity"))) == [(1, "maternity")]


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Al\x00men", "Al\x07men"])
def test_name_that_is_none_is_a_fault(name: str) -> None:
    assert faults(file_of({"centre": name})) == [(2, "centre")]


@pytest.mark.parametrize("again", ["Almen", "almen", " ALMEN "])
def test_centre_named_twice_is_a_fault(again: str) -> None:
    found = read_round_file(file_of({}, {"centre": "Boken"}, {"centre": again}))

    assert [(fault.line, fault.column) for fault in found.faults] == [(4, "centre")]
    assert "line 2" in str(found.faults[0])


def test_every_fault_is_listed_in_the_order_of_the_file() -> None:
    data = file_of({"maternity": "ja", "user_council": ""}, {"centre": ""}, {"centre": "Boken", "coordinator": "x"})

    assert faults(data) == [(2, "maternity"), (2, "user_council"), (3, "centre"), (4, "coordinator")]


def test_row_with_too_few_or_too_many_cells_is_a_fault() -> None:
    short = file_of({}).decode().strip().rsplit(",", 1)[0]

    assert faults(short.encode()) == [(2, "health_centres_total")]
    assert faults(file_of({"centre": "Almen,Boken"}))[-1] == (2, "column 21")


@pytest.mark.parametrize("data", [b"", b"\r\n", b"\xef\xbb\xbf", b"\r\n" + file_of({})])
def test_line_1_is_the_header(data: bytes) -> None:
    assert faults(data) == [(1, name) for name in HEADER]


def test_header_alone_asks_for_a_centre() -> None:
    assert faults(file_of()) == [(2, "centre")]


def test_row_of_empty_cells_is_faulty_and_a_blank_line_is_none() -> None:
    assert len(faults(file_of({}) + b";" * 19 + b"\r\n")) > 0
    assert faults(file_of({}) + b"," * 19) == [(3, name) for name in (*HEADER,)]
    assert faults(file_of({}) + b"\r\n  \r\n") == []


def test_quotation_mark_left_open_is_a_fault() -> None:
    assert faults(file_of({"centre": '"Almen'})) == [(2, "the line")]


def test_bytes_of_no_alphabet_are_a_fault() -> None:
    assert faults(file_of({}) + b"\x81\xe4") == [(3, "the file")]


def test_line_numbers_count_lines_within_a_cell() -> None:
    data = file_of({"centre": '"Almen\r\nväst"'}, {"centre": "Boken", "maternity": "ja"})

    assert faults(data) == [(4, "maternity")]


NAMES = st.text(st.characters(codec="cp1252", exclude_categories=["C", "Z"]), min_size=1, max_size=40)


def cells() -> st.SearchStrategy[dict[str, str]]:
    codes = {name: st.sampled_from(YesNo.values) for name in BOOLEANS}
    codes |= {name: st.sampled_from(Staffing.values) for name in STAFFED}
    hours = st.decimals(0, 168, places=2).map(str) | st.just("unknown")
    counts = {"health_centres_near": st.integers(0, 50), "health_centres_total": st.integers(50, 9999)}
    return st.fixed_dictionaries(
        {"centre": NAMES, "open_preschool_hours_per_week": hours}
        | codes
        | {name: count.map(str) for name, count in counts.items()}
    )


ROWS = st.lists(cells(), min_size=1, max_size=6, unique_by=lambda row: same_name(row["centre"]))


def written(rows: list[dict[str, str]], header: list[str], sep: str, encoding: str, *, has_comma: bool) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=sep)
    writer.writerow(header)
    for row in rows:
        hours = row["open_preschool_hours_per_week"]
        shown = row | {"open_preschool_hours_per_week": hours.replace(".", ",") if has_comma else hours}
        writer.writerow([shown[name] for name in header])
    return out.getvalue().encode(encoding)


@given(ROWS, st.permutations(HEADER), st.sampled_from(",;"), st.sampled_from(["utf-8", "utf-8-sig"]), st.booleans())
def test_whatever_is_written_is_read_back(
    rows: list[dict[str, str]], header: list[str], sep: str, encoding: str, has_comma: bool
) -> None:
    found = read_round_file(written(rows, header, sep, encoding, has_comma=has_comma))

    assert found.faults == ()
    assert [same_name(row.centre) for row in found.rows] == [same_name(row["centre"]) for row in rows]
    for row, cell in zip(found.rows, rows, strict=True):
        assert {
            name: value if isinstance(value, str) else value == Decimal(cell[name])
            for name, value in row.answers.items()
        } == {name: cell[name] if isinstance(row.answers[name], str) else True for name in COLUMNS}


@given(ROWS, st.data())
def test_one_spoilt_cell_is_found_at_its_line_and_column(rows: list[dict[str, str]], data: st.DataObject) -> None:
    line = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(sorted(COLUMNS)))
    rows[line] = rows[line] | {column: data.draw(st.sampled_from(["", "ja", "-1", "12:30"]))}

    assert faults(written(rows, list(HEADER), ";", "utf-8", has_comma=True)) == [(line + 2, column)]


@given(st.binary(max_size=400) | st.binary(max_size=100).map(lambda more: file_of({}) + more))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    found = read_round_file(data)

    assert found.rows or found.faults
    assert all(str(fault).isprintable() for fault in found.faults)
