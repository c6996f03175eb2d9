import pytest

from indicators.extent import Extent
from tests.factories.far_cells import FAR


def cells(rows, *, most, size=1 << 20):
    blocks = [rows[at : at + size] for at in range(0, len(rows), size)]
    extent = Extent()
    for block in blocks:
        extent.see(block)
    return extent.cells(lambda: blocks, most=most)


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
def test_what_reaches_far_is_told_before_it_is_read(rows):
    assert cells(rows, most=30_000_000) > 1_000_000_000


def test_a_large_table_without_a_stray_cell_is_no_larger_than_it_is():
    rows = b"".join(b'<row r="%d"><c r="A%d"/><c r="F%d"/></row>' % (n, n, n) for n in range(1, 50_001))
    assert cells(rows, most=4_000_000) == 6 * 50_000


def test_cells_that_do_not_say_where_they_stand_are_counted_by_the_fullest_row():
    rows = b'<row r="1">' + b"<c/>" * 40 + b'</row><row r="1000000">' + b"<c/>" * 30 + b"</row>"
    assert cells(rows, most=30_000_000) == 40_000_000


def test_a_row_that_begins_in_one_block_and_ends_in_the_next_is_one_row():
    rows = b'<row r="1000000">' + b"<c> " * 1000 + b"</row>"
    assert cells(rows, most=30_000_000, size=4 * 100) >= 900 * 1_000_000
