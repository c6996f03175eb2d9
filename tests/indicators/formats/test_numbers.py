import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formats import numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", 1234.5), ("1 234 567,8", 1234567.8), ("1\u202f234,5", 1234.5), ("1\u2009234,5", 1234.5),
        ("1\u00a0234,5", 1234.5), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1,234,567", 1234567.0), ("12,5", 12.5),
        ("0,123", 0.123), ("-5", -5.0), ("−5,1", -5.1), ("123,4*", 123.4), ("123.4 2)", 123.4), ("1e3", 1000.0),
        ("\ufeff7", 7.0), ("1'234.5", 1234.5),
    ],
)  # fmt: skip
def test_numbers_as_offices_write_them(text, number):
    assert float(numbers.plain(text)) == number


@pytest.mark.parametrize(
    "text", [" ", "x", "nan", "inf", "Infinity", "1_000", "1.2.3", "12 34", "1,23,4.5", "12%", "=1+1"]
)
def test_everything_else_is_no_number(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        numbers.plain(text)


def test_a_comma_before_three_digits_is_not_guessed():
    with pytest.raises(numbers.AmbiguousNumber):
        numbers.plain("1,234")
    assert numbers.plain("1,234", decimal=",") == "1.234"
    assert numbers.plain("1,234", decimal=".") == "1234"
    assert numbers.plain("1.234", decimal=",") == "1234"


@pytest.mark.parametrize(
    ("samples", "mark"),
    [(["1,5", "1,234"], ","), (["1.5", "1,234"], "."), (["1,234"], ""), (["1,5", "1.5"], ""), ([], "")],
)
def test_the_rest_of_the_file_tells_which_mark_is_decimal(samples, mark):
    assert numbers.decimal_mark(samples) == mark


def test_units_are_converted_exactly():
    assert numbers.exact("287.096", "1000") == 287096.0
    assert numbers.exact("0.1", "1000") == 100.0
    assert numbers.exact("9320.639", "1000") == 9320639.0


@given(st.integers(-(10**12), 10**12))
def test_thousands_become_whole_persons(persons):
    assert numbers.exact(f"{persons / 1000:.3f}", "1000") == persons


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=1), st.sampled_from([" ", "\u202f", "\u00a0"]))
def test_grouped_numbers_keep_their_value(number, space):
    grouped = f"{number:,.1f}".replace(",", space).replace(".", ",")
    assert float(numbers.plain(grouped)) == float(number)
