import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formats import periods, sdmx


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        (2008.0, "2008"), (2022, "2022"), ("2022", "2022"), ("20232)", "2023"), ("2022 г.", "2022"),
        ("2022 год", "2022"), ("2022 жыл", "2022"), ("2022-Q3", "2022-Q3"), ("2022Q3", "2022-Q3"),
        ("III квартал 2022 года", "2022-Q3"), ("2022 ж. 3-тоқсан", "2022-Q3"), ("2022-03", "2022-03"),
        ("2022M03", "2022-03"), ("март 2022", "2022-03"), ("March 2022", "2022-03"),
        ("1 half-year of 2008", "2008-01..06"), ("9 months of 2019**", "2019-01..09"),
        ("9 месяцев 2022 г.", "2022-01..09"), ("январь-сентябрь 2022", "2022-01..09"),
        ("2022 жылғы қаңтар-қыркүйек", "2022-01..09"), ("2022-01..09", "2022-01..09"),
        ("2022-01-01/P9M", "2022-01..09"), ("12 months of 2022", "2022"),
    ],
)  # fmt: skip
def test_a_period_is_known_in_the_words_of_three_languages(cell, period):
    assert periods.whole(cell) == period


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "Population",
        "2022-13",
        "2022-03..09",
        1.5,
        2022.5,
        12345,
        "2021 2022",
        "2 half-year of 2022",
        None,
        "Q5 2022",
    ],
)
def test_other_words_are_no_period(cell):
    assert periods.whole(cell) == ""


def test_two_rows_of_a_header_make_one_period():
    year, within = periods.parse("2022"), periods.parse("9 months")
    assert periods.combine(year, within).text == "2022-01..09"


def test_a_title_may_name_the_period():
    assert periods.inside("Gross regional product for 9 months of 2022, mln tenge").text == "2022-01..09"


years = st.integers(1900, 2099).map(str)
written = st.one_of(
    years,
    st.builds("{}-Q{}".format, years, st.integers(1, 4)),
    st.builds("{}-{:02}".format, years, st.integers(1, 12)),
    st.builds("{}-01..{:02}".format, years, st.integers(2, 12)),
)


@given(written)
def test_what_is_written_is_read_again(period):
    assert periods.whole(period) == period
    assert periods.whole(sdmx.time_period(period)) == period


@given(st.text(max_size=70))
def test_no_text_is_too_strange(text):
    assert periods.whole(text) == "" or periods.YEAR.match(periods.whole(text)[:4])
