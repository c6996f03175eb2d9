"""Kazakhstan as published: the statistics that ship with the portal, as a cube."""

import csv
import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from indicators.cube import Aggregation, Cube, MeasureFacts, Row, slice_of
from indicators.period import Period
from indicators.resolution import OKED_SETS, Activities, Codes
from indicators.territory import Region, Regions

ROOT = Path(__file__).parents[3] / "indicators" / "data"
STATISTICS = ROOT / "statistics"
SPLIT = {"KZ-10": "KZ-63", "KZ-33": "KZ-19", "KZ-62": "KZ-35"}
SOUTH = "KZ-YUZ"
AGGREGATES = {"IND": "B-E", "OTHER_SERVICES": "I-S", "TOTAL": "_T"}
MEASURES = {
    facts.code: facts
    for facts in (
        MeasureFacts("jobs", "persons", place="residence"),
        MeasureFacts("gva", "mln KZT", 1, valuation="basic", price_basis="current", place="work"),
        MeasureFacts("net_taxes", "mln KZT", 1, price_basis="current", place="work"),
        MeasureFacts("grp", "mln KZT", 1, valuation="market", price_basis="current", place="work"),
        MeasureFacts(
            "grp_index",
            "index points",
            1,
            Aggregation.MEAN,
            weight="grp",
            weight_lag=1,
            valuation="market",
            price_basis="volume_index",
            place="work",
        ),
    )
}


def iso_codes() -> dict[str, str]:
    with (STATISTICS / "region_codes.csv").open() as lines:
        codes = {row["code"]: row["iso_3166_2"] or SOUTH for row in csv.DictReader(lines)}
    return codes | {"national": "KZ"}


def regions() -> Regions:
    with (STATISTICS / "region_codes.csv").open() as lines:
        present = sorted({row["iso_3166_2"] for row in csv.DictReader(lines)} - {"", "KZ"})
    return Regions("KZ", (*map(region, present), Region(SOUTH, until=dt.date(2018, 6, 19))))


def region(code: str) -> Region:
    if code in SPLIT:
        return Region(code, since=dt.date(2022, 6, 8), predecessors=(SPLIT[code],))
    if code in ("KZ-61", "KZ-79"):
        return Region(code, since=dt.date(2018, 6, 19), predecessors=(SOUTH,))
    return Region(code)


def activities() -> Activities:
    sections = dict.fromkeys("ABCDEFGHIJKLMNOPQRSTU", "_T")
    below = {"01": "A", "011": "01", "0111": "011", "10": "C", "106": "10", "52": "H", "521": "52"}
    return Activities({"_T": None, **sections, **below}, OKED_SETS)


def observations() -> Iterator[tuple[str, str, Row]]:
    iso = iso_codes()
    for path in sorted(STATISTICS.glob("gva_by_region_section_*.csv")):
        for row in read(path):
            yield from gva(row, iso[row["region"]])
    for row in read(STATISTICS / "grp_by_region_1993_2025.csv"):
        yield "grp", row["year"], Row(iso[row["region"]], "_T", float(row["grp_nominal_mln_kzt"]))
    for row in read(STATISTICS / "grp_volume_index_by_region_2001_2025.csv"):
        value = float(row["grp_volume_index_prev_year_100"])
        yield "grp_index", row["year"], Row(iso[row["region"]], "_T", value)
    for row in read(STATISTICS / "employed_by_region_2001_2025.csv"):
        value = float(row["employed_thousand_persons"]) * 1000
        yield "jobs", row["year"], Row(iso[row["region"]], "_T", value)
    for row in read(STATISTICS / "employed_by_region_sector_2016_2025.csv"):
        yield "jobs", row["year"], Row(iso[row["region"]], row["sector"], float(row["employed"]))


def gva(row: dict[str, str], code: str) -> Iterator[tuple[str, str, Row]]:
    """The predecessor's zeros stand for items that nobody asked for then; they are no values."""
    value, item = float(row["gva_mln_kzt"]), row["item"]
    is_filler = code == SOUTH and value == 0
    if item == "NET_TAXES":
        yield "net_taxes", row["year"], Row(code, "_T", value)
    elif item != "GDP" and not is_filler:
        yield "gva", row["year"], Row(code, AGGREGATES.get(item, item), value)


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open() as lines:
        yield from csv.DictReader(lines)


@functools.cache
def codes() -> Codes:
    return Codes(MEASURES, activities(), regions())


@functools.cache
def cube() -> Cube:
    rows = defaultdict(list)
    for measure, year, row in observations():
        rows[measure, Period(int(year))].append(row)
    return Cube({key: slice_of(listed, MEASURES[key[0]].decimals) for key, listed in rows.items()})
