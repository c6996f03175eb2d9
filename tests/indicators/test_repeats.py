import pytest

from indicators.repeats import Repeats

FILLED = '<table:table-cell {} office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
TIMES = 'table:number-columns-repeated="{}"'


def cells(*rows, size=1 << 20):
    sheet = f'<office:body xmlns:office="o" xmlns:table="t" xmlns:text="x">{"".join(rows)}</office:body>'.encode()
    repeats = Repeats()
    repeats.see(sheet[at : at + size] for at in range(0, len(sheet), size))
    return repeats.cells


def row(*cells, times=1):
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def test_one_cell_that_stands_for_a_whole_sheet_is_counted_as_one():
    assert cells(row(FILLED.format(TIMES.format(16_384)), times=1_048_576)) == 16_384 * 1_048_576


def test_a_cell_in_a_far_corner_makes_room_for_all_before_it():
    empty = f"<table:table-cell {TIMES.format(16_383)}/>"
    assert cells(row(FILLED.format("")), row(times=999_998), row(empty, FILLED.format(""))) == 16_384 * 1_000_000


def test_the_empty_rest_of_a_sheet_which_every_office_program_writes_is_no_extent():
    empty = f"<table:table-cell {TIMES.format(16_382)}/>"
    rows = (row(FILLED.format(""), FILLED.format(""), empty) for _ in range(50))
    assert cells(*rows, row(empty, times=1_048_526), size=100) == 2 * 50


def test_what_is_no_xml_or_declares_entities_is_refused():
    for content in (b"<a><b></a>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b""):
        with pytest.raises(ValueError, match=r"\S"):
            Repeats().see([content])
