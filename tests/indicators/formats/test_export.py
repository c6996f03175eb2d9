import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from indicators.formats import bounds, delimited, export, spreadsheet
from tests.factories.lexicon import kazakhstan
from tests.indicators.formats.files import read_bytes

WRITERS = (export.delimited, export.workbook, export.sdmx)
UNITS = {"gva": "mln KZT", "grp": "mln KZT", "jobs": "persons", "grp_index": "index points"}


@st.composite
def exported(draw):
    measure = draw(st.sampled_from(sorted(UNITS)))
    status = draw(st.sampled_from(["ok", "provisional", "estimated", "suppressed", "missing_input"]))
    number = draw(st.integers(0, 10**12)) if measure == "jobs" else draw(st.integers(-(10**12), 10**12)) / 10
    is_bounded = status == "suppressed" and draw(st.booleans())
    return export.Exported(
        measure,
        draw(st.sampled_from(sorted(kazakhstan().regions))),
        draw(st.sampled_from(sorted(kazakhstan().activities))),
        draw(st.sampled_from(["2022", "2022-Q3", "2022-03", "2022-01..09"])),
        None if status in ("suppressed", "missing_input") else float(number),
        UNITS[measure],
        status,
        "2026-11-23T10:00:00+00:00",
        "=HYPERLINK(1)",
        bounds.written(number / 2, float(number)) if is_bounded and number >= 0 else "",
    )


def content_of(writer, rows):
    file = io.BytesIO()
    writer(rows, file)
    return file.getvalue()


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=25, deadline=None)
@given(rows=st.lists(exported(), min_size=1, max_size=20, unique_by=lambda row: row[:4]))
def test_what_is_exported_can_be_dropped_in_again(writer, rows):
    read = read_bytes(content_of(writer, rows))
    assert read.found.questions == ()
    assert read.causes == {}
    assert read.values == {(row.measure, row.period, row.region, row.activity): (row.value, row.status) for row in rows}
    assert [bounds.written(row.low, row.high) for row in read.rows] == [row.bounds for row in rows]


DANGEROUS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "'=1", "harmless", "KZ-23"]


def test_text_that_begins_like_a_formula_is_written_as_text():
    file = io.BytesIO()
    delimited.write([DANGEROUS], file)
    written = next(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
    assert [cell for cell in written if cell.startswith(delimited.FORMULA_STARTS)] == []
    assert [delimited.unescaped(cell) for cell in written] == DANGEROUS


def test_a_workbook_holds_text_and_no_formula():
    file = io.BytesIO()
    spreadsheet.write([DANGEROUS], file)
    file.seek(0)
    sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
    assert sheet.to_python() == [DANGEROUS]


@given(st.text())
def test_escaping_is_undone_by_reading(text):
    assert delimited.unescaped(delimited.escaped(text)) == text
