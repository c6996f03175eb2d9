"""What a list of firms says and what is wrong in it, row by row."""

import io
import zipfile

import pytest
import xlsxwriter

from initiatives.member_list import Checked, Known, ListRefused, Problem, Row, check, read
from tests.factories.far_cells import FAR

GOOD, OTHER, ZEROS = "940140000385", "990440002331", "000140000389"
KNOWN = Known(
    organisations={GOOD: "Milk farm"},
    roles={"supplier": "supplier", "поставщик": "supplier"},
    regions=frozenset({"kz-59", "north kazakhstan"}),
    activities=frozenset({"1051"}),
    languages=frozenset({"kk", "ru", "en"}),
)


def workbook(*rows) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for line, row in enumerate(rows):
        page.write_row(line, 0, row)
    book.close()
    return out.getvalue()


def packed(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def problems(**told) -> list[tuple[str, str]]:
    row = Row(**{"line": 2, "number": OTHER, "name": "Farm"} | told)
    return [(one.cause, one.word) for one in check([row], KNOWN).problems]


def refusal(content: bytes) -> str:
    with pytest.raises(ListRefused) as refused:
        read(content)
    return refused.value.cause


def test_columns_are_known_by_their_words_in_three_languages_below_a_title():
    text = f"Список участников\n\nБИН/ИИН;Наименование;Роль;Эл. почта;Примечание\n{GOOD};Ферма;Поставщик;a@b.kz;да\n"
    found = read(text.encode("cp1251"))
    assert found.rows == [Row(4, GOOD, "Ферма", "Поставщик", email="a@b.kz")]
    assert found.unused == ["Примечание"]
    kazakh = read(f"ЖСН\tҰйым атауы\tӨңір\n{GOOD}\tСүт\tАбай\n".encode("utf-8-sig"))
    assert kazakh.rows == [Row(2, GOOD, "Сүт", region="Абай")]


def test_what_a_spreadsheet_did_to_numbers_is_undone():
    found = read(workbook(("bin", "name", "activities"), (int(GOOD), "A", "10.51; 01.41"), (float(ZEROS), "B", "")))
    assert found.rows == [Row(2, GOOD, "A", activities=("1051", "0141")), Row(3, ZEROS, "B")]


def test_the_apostrophe_of_an_export_is_taken_off_again():
    assert read(b"bin,name\n,'=SUM(A1)\n").rows[0].name == "=SUM(A1)"


def test_a_cell_at_the_far_end_of_a_sheet_is_refused_before_room_is_kept_for_all_before_it():
    far = io.BytesIO()
    book = xlsxwriter.Workbook(far, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ("bin", "name"))
    page.write(1_048_575, 16_383, "x")
    book.close()
    assert refusal(far.getvalue()) == "far_cells"


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
def test_so_is_one_that_is_written_in_an_unusual_way(rows):
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    assert refusal(packed(**{"xl/worksheets/sheet1.xml": sheet})) == "far_cells"


def test_so_is_one_in_a_sheet_that_is_kept_under_another_name():
    sheet = b"<worksheet><sheetData>" + FAR["as it is usually written"] + b"</sheetData></worksheet>"
    assert refusal(packed(**{"xl/other/one.part": sheet})) == "far_cells"


def test_one_long_text_that_many_cells_name_is_refused_before_it_is_copied_for_each():
    texts = b"<sst><si><t>" + b"x" * 20_000 + b"</t></si></sst>"
    sheet = b"<worksheet><sheetData><row>" + b'<c t="s"><v>0</v></c>' * 4000 + b"</row></sheetData></worksheet>"
    assert refusal(packed(**{"xl/sharedStrings.xml": texts, "xl/worksheets/sheet1.xml": sheet})) == "too_long_texts"


@pytest.mark.parametrize("name", ["xl/workbook.bin", "content.xml"])
def test_a_workbook_of_a_kind_whose_cells_are_not_counted_is_no_table(name):
    assert refusal(packed(**{"xl/workbook.xml": b"<broken", name: b""})) == "no_table"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "no_columns"),
        (b"a,b\n1,2\n", "no_columns"),
        (b"bin,name\n,\n", "empty"),
        (b"\0\0bin,name\n", "no_table"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"name\n" + b"Farm\n" * 10_001, "too_many"),
    ],
)
def test_what_is_no_list_is_refused_with_its_cause(content, cause):
    assert refusal(content) == cause


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, []),
        ({"number": GOOD, "name": ""}, []),
        ({"number": "94014000038"}, [("number_length", "94014000038")]),
        ({"number": "9.4014E+11"}, [("number_digits", "9.4014E+11")]),
        ({"number": "940140000386"}, [("number_check_digit", "940140000386")]),
        ({"name": ""}, [("no_name", OTHER)]),
        ({"name": "x" * 301}, [("long_name", "x" * 60)]),
        ({"role": "Поставщик"}, []),
        ({"role": "boss"}, [("role", "boss")]),
        ({"region": "KZ-59"}, []),
        ({"region": "Mordor"}, [("region", "Mordor")]),
        ({"activities": ("1051", "9999")}, [("activity", "9999")]),
        ({"email": "no@address"}, [("email", "no@address")]),
        ({"email": f"{'a' * 250}@b.kz"}, [("email", f"{'a' * 250}@b.kz")]),
        ({"language": "de"}, [("language", "de")]),
    ],
)
def test_what_is_wrong_in_a_row_is_named_with_its_word(told, expected):
    assert problems(**told) == expected


def test_members_invited_and_repeated_firms_stay_out():
    known = Known(organisations={}, members=frozenset({GOOD, "old farm"}), invited=frozenset({OTHER}))
    rows = [Row(2, GOOD, "A"), Row(3, "", "Old  Farm"), Row(4, OTHER, "B"), Row(5, "", "New"), Row(6, "", "NEW")]
    assert check(rows, known) == Checked(
        good=[Row(5, "", "New")],
        problems=[
            Problem(2, "member", "A"),
            Problem(3, "member", "Old  Farm"),
            Problem(4, "invited", "B"),
            Problem(6, "repeated", "5"),
        ],
    )
