"""The bureau's own files, as they are."""

from collections import Counter
from pathlib import Path

import pytest

from indicators import checks
from indicators.formats.mapping import Mapping
from indicators.formats.row import Problems
from tests.factories.lexicon import DATA, kazakhstan, mapping_of
from tests.indicators.formats.files import read

STATISTICS = DATA / "statistics"
NEW_REGIONS = {"KZ-10", "KZ-33", "KZ-62"}


def checked(path, source):
    """Everything that the ordinary route does before staging is shown: rows, corrections, checks."""
    got, words = read(path, Mapping.from_json(mapping_of(source))), kazakhstan()
    context, log, rows = checks.Context(words, got.found.sheets), Problems(), []
    checks.in_rows(got.rows, context, log)
    for part in checks.by_slice(got.rows):
        corrections = list(checks.corrections(part, context))
        checks.tell([each.problem for each in corrections], log)
        right = checks.corrected(part, corrections)
        checks.in_slice(right, context, log)
        rows += right
    return got, {each.cell: (each.value, each.status) for each in rows}, log


@pytest.fixture(scope="module")
def workbook():
    """Skips where nobody put the bureau's workbook into a folder .../data/kazakhstan beside the repository."""
    beside = Path(__file__).parents[4].glob("*/data/kazakhstan/kaz_grp_1990_2023.xlsx")
    path = next(beside, None)
    if path is None:
        pytest.skip("put the bureau's kaz_grp_1990_2023.xlsx into data/kazakhstan of a folder beside the repository")
    return checked(path, "kaz_grp")


def test_the_bureaus_workbook_needs_no_question_and_has_no_error(workbook):
    got, _, log = workbook
    assert got.found.questions == ()
    assert Counter(cause for _, cause in got.log.counts) == {"footnote": 1, "other_unit": 1, "mark_unexplained": 1}
    assert log.counts == {("warning", "region_before_validity"): 4 + 1, ("warning", "predecessor_with_successors"): 1}


def test_the_workbook_gives_the_known_answers(workbook):
    _, values, _ = workbook
    now, before = values["grp", "2022", "KZ-23", "_T"][0], values["grp", "2021", "KZ-23", "_T"][0]
    country, country_before = values["grp", "2022", "KZ", "_T"][0], values["grp", "2021", "KZ", "_T"][0]
    assert round((now / before - 1) * 100, 3) == 29.149
    assert round((now / before - country / country_before) * 100, 3) == 5.547
    assert round(now / country * 100, 3) == 13.227


def test_roubles_are_kept_out_and_told(workbook):
    got, values, _ = workbook
    assert min(period for _, period, _, _ in values) == "1993"
    told = [each for each in got.log if each.cause == "other_unit"]
    assert [(each.sheet, each.line, each.column, each.parameters["unit"]) for each in told] == [
        (" 1990-1997", 3, "B", "mln RUR"), (" 1990-1997", 3, "C", "mln RUR"), (" 1990-1997", 3, "D", "mln RUR"),
    ]  # fmt: skip


def test_cumulative_quarters_are_a_kind_of_their_own_and_2023_is_provisional(workbook):
    _, values, _ = workbook
    assert values["grp", "2022-01..09", "KZ-23", "_T"] == (9010368.1, "ok")
    assert values["grp", "2019-01..09", "KZ", "_T"][1] == "ok"
    assert {status for (_, period, _, _), (_, status) in values.items() if period == "2023"} == {"provisional"}
    assert {status for (_, period, _, _), (_, status) in values.items() if period != "2023"} == {"ok"}


def test_look_alike_letters_name_every_region(workbook):
    _, values, _ = workbook
    assert {region for _, _, region, _ in values} == set(kazakhstan().regions)
    assert {period for _, period, region, _ in values if region in NEW_REGIONS} >= {"2021", "2022", "2023"}


def test_regions_without_the_double_count_sum_to_the_country(workbook):
    _, values, _ = workbook
    for year in range(2008, 2023):
        parts = {r: v for (_, p, r, _), (v, _) in values.items() if p == str(year) and r != "KZ"}
        both = sum(parts.values()) - (parts["KZ-61"] + parts["KZ-79"] if "KZ-YUZ" in parts and "KZ-61" in parts else 0)
        assert abs(both - values["grp", str(year), "KZ", "_T"][0]) < 0.15, year


@pytest.mark.parametrize("name", sorted(path.name for path in STATISTICS.glob("gva_by_region*.csv")))
def test_value_added_loads_without_a_question_or_an_error(name):
    got, values, log = checked(STATISTICS / name, "kaz_gva")
    assert got.found.questions == ()
    assert (got.log.counts, log.count("error")) == ({}, 0)
    assert {"gva", "grp", "net_taxes"} == {measure for measure, _, _, _ in values}
    assert {activity for measure, _, _, activity in values if measure != "gva"} == {"_T"}


def test_zeros_of_sections_that_did_not_exist_are_missing_and_others_stay():
    _, values, log = checked(STATISTICS / "gva_by_region_section_2010_2024.csv", "kaz_gva")
    missing = [cell for cell, (_, status) in values.items() if status == "missing_input"]
    assert {region for _, _, region, _ in missing} == {"KZ-YUZ"}
    assert len(missing) == 38
    assert values["gva", "2012", "KZ-YUZ", "I"] == (None, "missing_input")
    assert values["gva", "2020", "KZ-75", "B"] == (0.0, "ok")
    assert log.counts["warning", "zero_of_nothing"] == 1


def test_the_aggregate_of_industry_stands_apart_from_its_parts_and_equals_them():
    _, values, log = checked(STATISTICS / "gva_by_region_section_2010_2024.csv", "kaz_gva")
    assert values["gva", "2022", "KZ-23", "B-E"][0] > values["gva", "2022", "KZ-23", "B"][0]
    assert ("warning", "sections_do_not_add_up") not in log.counts
    assert ("warning", "regions_do_not_add_up") not in log.counts


def test_thousands_of_employed_become_persons():
    _, values, log = checked(STATISTICS / "employed_by_region_2001_2025.csv", "kaz_employment")
    assert values["jobs", "2025", "KZ", "_T"] == (9320639.0, "ok")
    assert all(value.is_integer() for value, _ in values.values())
    assert log.count("error") == 0


def test_employed_by_sector_call_the_country_national_and_do_not_add_up_in_two_years():
    got, values, log = checked(STATISTICS / "employed_by_region_sector_2016_2025.csv", "kaz_employment")
    assert got.found.questions == ()
    assert values["jobs", "2025", "KZ", "G-U"] == (6530562.0, "ok")
    told = [each for each in log if each.cause == "regions_do_not_add_up"]
    assert {each.parameters["period"] for each in told} == {"2020", "2022"}
    assert {each.severity for each in log} == {"warning"}


def test_the_volume_index_is_an_index_of_its_own():
    got, values, log = checked(STATISTICS / "grp_volume_index_by_region_2001_2025.csv", "kaz_grp")
    assert got.found.questions == ()
    assert values["grp_index", "2022", "KZ-23", "_T"] == (101.6, "ok")
    assert log.count("error") == 0


def test_projected_population_is_estimated():
    got, values, log = checked(STATISTICS / "population_by_region_2000_2050.csv", "kaz_population")
    assert got.found.questions == ()
    assert {status for (_, period, _, _), (_, status) in values.items() if period >= "2024"} == {"estimated"}
    assert {status for (_, period, _, _), (_, status) in values.items() if period < "2024"} == {"ok"}
    assert log.count("error") == 0
