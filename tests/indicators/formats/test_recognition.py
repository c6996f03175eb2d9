import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.formats import delimited, recognition
from indicators.formats.mapping import Mapping
from indicators.formats.row import Unreadable
from tests.indicators.formats.files import read_bytes, read_text, workbook

REGIONS = {"Аtyrau": "KZ-23", "Кaragandy": "KZ-35", "Коstanay": "KZ-39", "Republic of Kazakhstan": "KZ"}
HEADERS = {"region": "region", "year": "year", "item": "activity", "gva_mln_kzt": "value"}


@st.composite
def tables(draw):
    """A long table: its columns in any order, lines of text above it, any sheet name, any number of years."""
    years = draw(st.lists(st.integers(1995, 2025), min_size=1, max_size=4, unique=True))
    cells = [(region, year, item) for region in REGIONS for year in years for item in ("A", "B", "C")]
    values = draw(st.lists(st.integers(0, 10**9), min_size=len(cells), max_size=len(cells)))
    order = draw(st.permutations(tuple(HEADERS)))
    above = draw(st.integers(0, 12))
    name = draw(st.text("abcd 123", min_size=1, max_size=20).filter(str.strip))
    facts = {cell: value / 10 for cell, value in zip(cells, values, strict=True)}
    return facts, order, above, name


def rows_of(facts, order, above):
    places = ("region", "year", "item", "gva_mln_kzt")
    lines = [dict(zip(places, (*cell, value), strict=True)) for cell, value in facts.items()]
    return [
        ["Statistics of the country"],
        *[[""]] * above,
        list(order),
        *[[line[name] for name in order] for line in lines],
    ]


def expected(facts):
    return {("gva", str(year), REGIONS[region], item): (value, "ok") for (region, year, item), value in facts.items()}


@settings(max_examples=25, deadline=None)
@given(tables())
def test_header_moved_sheet_renamed_year_added_columns_swapped(table):
    facts, order, above, name = table
    assert read_bytes(workbook({name: rows_of(facts, order, above)})).values == expected(facts)


@settings(max_examples=25, deadline=None)
@given(tables(), st.sampled_from([";", "\t", "|"]), st.sampled_from(["utf-8", "utf-16", "cp1251"]))
def test_a_text_says_the_same_as_the_workbook(table, delimiter, encoding):
    facts, order, above, _ = table
    text = "\r\n".join(delimiter.join(map(str, cells)) for cells in rows_of(facts, order, above))
    assert read_text(text, encoding=encoding).values == expected(facts)


@settings(max_examples=25, deadline=None)
@given(tables())
def test_a_wide_table_says_the_same_as_a_long_one(table):
    facts, _, above, name = table
    years = sorted({year for _, year, _ in facts})
    header = ["", "", *years]
    body = [
        [region, item, *[facts[region, year, item] for year in years]] for region in REGIONS for item in ("A", "B", "C")
    ]
    sheet = [["Gross value added, mln tenge"], *[[""]] * above, header, *body]
    assert read_bytes(workbook({name: sheet})).values == expected(facts)


def test_a_header_of_two_rows_gives_cumulative_quarters():
    sheet = [
        ["Gross regional product", None, None, None, None],
        [None, None, None, None, "mln. tenge"],
        ["Region", 2021, None, 2022, None],
        [None, "1 quarter", "9 months", "1 quarter", "9 months"],
        ["Аtyrau", 1.5, 4.5, 2.5, 7.5],
        ["Аlmaty", 1.0, 3.0, 2.0, 6.0],
        ["Almaty city", 1.0, 3.0, 2.0, 6.0],
    ]
    read = read_bytes(workbook({"any": sheet}))
    assert {key[1:3]: value for key, (value, _) in read.values.items() if key[2] == "KZ-23"} == {
        ("2021-01..03", "KZ-23"): 1.5, ("2021-01..09", "KZ-23"): 4.5,
        ("2022-01..03", "KZ-23"): 2.5, ("2022-01..09", "KZ-23"): 7.5,
    }  # fmt: skip
    assert {each.region for each in read.rows} == {"KZ-23", "KZ-19", "KZ-75"}


def test_sections_may_stand_across_the_columns():
    sheet = [
        ["ВДС, млн тенге", "", "", ""],
        ["Регион", "Год", "A", "C"],
        ["Атырауская", 2022, 1.5, 2.5],
        ["ЮКО", 2016, 3, 4],
    ]
    assert read_bytes(workbook({"1": sheet})).values == {
        ("gva", "2022", "KZ-23", "A"): (1.5, "ok"), ("gva", "2022", "KZ-23", "C"): (2.5, "ok"),
        ("gva", "2016", "KZ-YUZ", "A"): (3.0, "ok"), ("gva", "2016", "KZ-YUZ", "C"): (4.0, "ok"),
    }  # fmt: skip


def test_several_measures_may_stand_side_by_side():
    read = read_text("area;year;qtr;jobs (persons);gva mln kzt\nKZ-23;2022;3;1500;2,5\nKZ-11;2022;4;100;0,5\n")
    assert read.values == {
        ("jobs", "2022-Q3", "KZ-23", "_T"): (1500.0, "ok"), ("gva", "2022-Q3", "KZ-23", "_T"): (2.5, "ok"),
        ("jobs", "2022-Q4", "KZ-11", "_T"): (100.0, "ok"), ("gva", "2022-Q4", "KZ-11", "_T"): (0.5, "ok"),
    }  # fmt: skip


def test_the_product_and_its_taxes_among_value_added_are_measures_of_their_own():
    read = read_text(
        "region,year,item,gva_mln_kzt\nATY,2022,GDP,9\nATY,2022,NET_TAXES,1\nATY,2022,IND,4\nATY,2022,B,3\n"
    )
    assert set(read.values) == {
        ("grp", "2022", "KZ-23", "_T"),
        ("net_taxes", "2022", "KZ-23", "_T"),
        ("gva", "2022", "KZ-23", "B-E"),
        ("gva", "2022", "KZ-23", "B"),
    }


def test_a_bare_name_beside_its_city_is_the_region_around_it():
    read = read_text("region,year,grp_mln_kzt\nAlmaty,2022,1\nAlmaty city,2022,2\n")
    assert [each.region for each in read.rows] == ["KZ-19", "KZ-75"]


def test_a_bare_name_alone_is_not_guessed():
    read = read_text("region,year,grp_mln_kzt\nAlmaty,2022,1\nKZ-23,2022,2\n")
    assert [each.region for each in read.rows] == ["KZ-23"]
    assert [(each.cause, each.line, each.column, each.parameters["choices"]) for each in read.log] == [
        ("ambiguous_region", 2, "A", ["KZ-19", "KZ-75"])
    ]


def test_a_missing_unit_is_asked_for_once():
    text = "region,year,employed\nATY,2022,340000\nAKM,2022,420000\n"
    asked = read_text(text).found
    assert [(each.kind, each.word, each.guess) for each in asked.questions] == [("units", "employed", "persons")]
    answered = asked.mapping.with_answer("units", "employed", "thousand persons")
    confirmed = read_text(text.replace("employed", "Employed "), Mapping.from_json(answered.as_json()))
    assert confirmed.found.questions == ()
    assert confirmed.values["jobs", "2022", "KZ-23", "_T"] == (340000000.0, "ok")


def test_a_number_that_nobody_names_is_asked_for():
    found = read_text("region,year,frobnication\nATY,2022,3\nAKM,2022,4\n".replace("frobnication", "value")).found
    assert [(each.kind, each.word) for each in found.questions] == [("measures", "value")]


def test_a_mapping_survives_its_storage():
    mapping = Mapping().with_answer("regions", "national", "KZ").with_answer("marks", "x", "suppressed")
    assert Mapping.from_json(mapping.as_json()) == mapping
    assert Mapping.from_json(None) == Mapping()


def test_a_mapping_may_name_the_one_value_of_a_column_that_counts():
    header = "area,own_code,year,qtr,industry_code,disclosure_code,jobs_persons,lq_jobs_persons\n"
    text = header + "KZ-23,5,2016,1,01,N,0,1.5\nKZ-23,3,2016,1,01,,7,1.5\nKZ-11,5,2016,1,01,,9,1.5\n"
    read = read_text(text, Mapping().with_answer("only", "own_code", "5"))
    assert read.values == {
        ("jobs", "2016-Q1", "KZ-23", "01"): (None, "suppressed"),
        ("jobs", "2016-Q1", "KZ-11", "01"): (9.0, "ok"),
    }


def test_codes_come_with_and_without_dots():
    read = read_text("region,year,oked,jobs_persons\nATY,2022,01.11,1\nATY,2022,011,2\nATY,2022,С,3\n")
    assert [each.activity for each in read.rows] == ["0111", "011", "C"]


def test_a_hidden_sheet_and_a_sheet_of_text_are_told():
    content = workbook(
        {"notes": [["Dear reader"], ["of this file"]], "data": [["region", "year", "grp_mln_kzt"], ["ATY", 2022, 1]]}
    )
    read = read_bytes(content)
    assert [(each.cause, each.sheet) for each in read.log] == [("sheet_without_table", "notes")]
    assert read.rows[0].sheet == 1


@pytest.mark.parametrize("start", delimited.FORMULA_STARTS)
def test_a_formula_is_not_a_number(start):
    read = read_text(f'region,year,grp_mln_kzt\nATY,2022,"{start}1+A1"\nAKM,2022,1\n')
    assert read.causes == {"not_a_number": 1}


def test_a_table_without_any_period_is_told_once():
    read = read_text("region;grp_mln_kzt\nATY;1\nAKM;2\n")
    assert (read.rows, [(each.cause, each.parameters) for each in read.log]) == (
        [],
        [("period_not_found", {"rows": 2})],
    )


def test_the_title_may_name_period_measure_and_unit():
    sheet = [
        ["Gross regional product for 9 months of 2022, mln tenge", ""],
        ["Region", "Total"],
        ["Аtyrau", 5.5],
        ["Abay", 2],
    ]
    assert read_bytes(workbook({"x": sheet})).values == {
        ("grp", "2022-01..09", "KZ-23", "_T"): (5.5, "ok"),
        ("grp", "2022-01..09", "KZ-10", "_T"): (2.0, "ok"),
    }


def test_a_sheet_of_raw_answers_is_looked_at_in_the_time_of_its_cells():
    width, height = 100, 60
    head = "region,year,item,gva_mln_kzt"
    text = "".join(head + "".join(f",w{line}-{n}" for n in range(width)) + "\n" for line in range(height))
    begun = time.process_time()
    assert read_text(text).causes == {"column_ignored": width, "unknown_region": height - 1}
    assert time.process_time() - begun < 3


def test_a_sheet_of_thousands_of_columns_is_refused_before_it_is_looked_at(monkeypatch):
    monkeypatch.setattr(recognition, "MOST_COLUMNS", 5)
    with pytest.raises(Unreadable, match="too_many_columns"):
        read_text("region,year,item,gva_mln_kzt,a,b\nKZ-23,2023,B,1,2,3\n")
