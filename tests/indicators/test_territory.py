import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from indicators.period import Period
from indicators.period import parse as period
from indicators.territory import Region, Regions, cover

REGIONS = Regions(
    "KZ",
    (
        Region("KZ-23"),
        Region("KZ-35"),
        Region("KZ-62", since=dt.date(2022, 6, 8), predecessors=("KZ-35",)),
        Region("KZ-YUZ", until=dt.date(2018, 6, 19)),
        Region("KZ-61", since=dt.date(2018, 6, 19), predecessors=("KZ-YUZ",)),
        Region("KZ-79", since=dt.date(2018, 6, 19), predecessors=("KZ-YUZ",)),
    ),
)


def never(region: str, at: Period) -> Period | None:
    return None


def from_2021(region: str, at: Period) -> Period | None:
    return Period(2021) if region == "KZ-62" else None


def test_the_country_is_made_of_the_regions_that_still_exist():
    assert REGIONS.territory("KZ", Period(2000), never) == {"KZ-23", "KZ-35", "KZ-62", "KZ-61", "KZ-79"}


def test_a_region_that_lost_a_part_has_it_until_the_part_is_counted_by_itself():
    territories = {year: REGIONS.territory("KZ-35", Period(year), from_2021) for year in (2020, 2021, 2022)}
    assert territories == {2020: {"KZ-35", "KZ-62"}, 2021: {"KZ-35"}, 2022: {"KZ-35"}}


def test_without_values_of_the_part_the_law_decides():
    territories = {text: REGIONS.territory("KZ-35", period(text), never) for text in ("2022-Q1", "2022-Q2", "2022")}
    assert territories == {"2022-Q1": {"KZ-35", "KZ-62"}, "2022-Q2": {"KZ-35"}, "2022": {"KZ-35"}}


def test_a_dissolved_region_is_its_successors_at_any_time():
    assert REGIONS.territory("KZ-YUZ", Period(2015), never) == REGIONS.territory("KZ-YUZ", Period(2024), never)
    assert REGIONS.territory("KZ-YUZ", Period(2015), never) == {"KZ-61", "KZ-79"}


PIECES = [("KZ-YUZ", frozenset({"KZ-61", "KZ-79"})), ("KZ-61", frozenset({"KZ-61"})), ("KZ-79", frozenset({"KZ-79"}))]


def test_a_predecessor_listed_with_its_successors_is_taken_once():
    assert cover(frozenset({"KZ-61", "KZ-79"}), PIECES) == ("KZ-YUZ",)
    assert cover(frozenset({"KZ-61", "KZ-79"}), PIECES, finest=True) == ("KZ-61", "KZ-79")
    assert cover(frozenset({"KZ-61"}), PIECES) == ("KZ-61",)


@given(st.sets(st.sampled_from(sorted(REGIONS.whole))), st.booleans(), st.integers(2010, 2025))
def test_a_cover_never_takes_an_atom_twice_nor_one_from_outside(target, finest, year):
    codes = ("KZ", *REGIONS.by_code)
    territories = {code: REGIONS.territory(code, Period(year), from_2021) for code in codes}
    taken = cover(frozenset(target), territories.items(), finest=finest)
    atoms = [atom for code in taken for atom in territories[code]]
    assert len(atoms) == len(set(atoms))
    assert set(atoms) <= target
