"""Nine indicators of every cell of 3,000 × 300 × 10, by bare NumPy, by our engine, and by pandas."""

import functools
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from clusterportal.bench.clock import best, best_in_turn, once, peak_megabytes
from indicators import formula
from indicators.cube import Cube, MeasureFacts, Slice
from indicators.formula import Expression
from indicators.period import Period
from indicators.published import Resolver
from indicators.resolution import ALL_ACTIVITIES, Activities, Codes
from indicators.status import ABSENT, GRAVITY, Status
from indicators.territory import Region, Regions

Values = npt.NDArray[np.float64]

REGIONS, ACTIVITIES, YEARS, FILLED, SEED, TIMES = 3_000, 300, range(2013, 2023), 0.39, 367, 7
WHOLE = "XC"
REGION_CODES = tuple(f"XC-{number:04d}" for number in range(REGIONS))
ACTIVITY_CODES = tuple(f"Y{number:03d}" for number in range(ACTIVITIES))
MEASURES = {code: MeasureFacts(code, unit) for code, unit in (("gva", "mln KZT"), ("jobs", "persons"))}
KEYS = {
    "text": "codes as it reads them",
    "categories": "codes made categories beforehand",
    "numbers": "codes made whole numbers beforehand",
}
FORMULAS = (
    "(gva / region(gva)) / (industry(gva) / economy(gva))",
    "(jobs / region(jobs)) / (industry(jobs) / economy(jobs))",
    "gva / region(gva)",
    "gva / industry(gva)",
    "gva / jobs",
    "(gva / jobs) / (industry(gva) / industry(jobs))",
    "growth(gva)",
    "growth(gva) - growth(industry(gva))",
    "growth(industry(gva)) - growth(economy(gva))",
)


def lines() -> Iterator[str]:
    """Our engine first, so that the peak of memory is its own and the input's; then in turn with bare NumPy."""
    codes, cube = _codes(), _cube()
    expressions = [formula.parse(text, measures=MEASURES) for text in FORMULAS]
    before = peak_megabytes()
    first = once(lambda: _by_engine(expressions, codes, cube))
    yield f"input {before:,.0f} MB, peak with the engine {peak_megabytes():,.0f} MB (mark: 400 MB)"
    values = _with_nan(cube)
    yield f"cells that differ between engine and bare NumPy: {_differing(expressions, codes, cube, values)}"
    bare, ours = best_in_turn(lambda: _by_numpy(values), lambda: _by_engine(expressions, codes, cube), times=TIMES)
    yield f"bare NumPy: {bare}"
    yield f"our engine, for the first time: {first}"
    yield f"our engine: {ours}; {ours.cpu / bare.cpu:.2f} × bare NumPy (mark: at most 1.5)"
    if find_spec("pandas") is None:
        yield "pandas is not installed: it comes with requirements-dev.txt"
        return
    for keys, told in KEYS.items():
        frame = _frame(values, keys)
        theirs = best(functools.partial(_by_pandas, frame))
        yield f"pandas, {told}: {theirs}; {theirs.cpu / ours.cpu:.1f} × our engine (mark: at least 4)"


def _cube() -> Cube:
    """Whole numbers in two of five cells, with the totals as the last region and the last activity."""
    rng = np.random.default_rng(SEED)
    is_known = rng.random((REGIONS, ACTIVITIES)) < FILLED
    gravities = np.full((REGIONS + 1, ACTIVITIES + 1), GRAVITY[Status.OK], dtype=np.uint8)
    gravities[:-1, :-1][~is_known] = ABSENT
    places = (*REGION_CODES, WHOLE), (*ACTIVITY_CODES, ALL_ACTIVITIES)
    slices = {}
    for code in MEASURES:
        for year in YEARS:
            cells = np.where(is_known, rng.integers(1, 10_000, is_known.shape), 0)
            slices[code, Period(year)] = Slice(*places, _with_totals(cells), gravities.copy())
    return Cube(slices, first_seen={})


def _with_totals(cells: npt.NDArray[np.int64]) -> Values:
    found = np.zeros((REGIONS + 1, ACTIVITIES + 1))
    found[:-1, :-1] = cells
    found[-1] = found.sum(axis=0)
    found[:, -1] = found.sum(axis=1)
    return found


def _with_nan(cube: Cube) -> dict[str, Values]:
    """The same by measure as [year, region, activity], NaN where nothing is known."""
    found = {}
    for code in MEASURES:
        planes = [cube.slices[code, Period(year)] for year in YEARS]
        found[code] = np.stack([np.where(plane.gravities == ABSENT, np.nan, plane.values) for plane in planes])
    return found


def _codes() -> Codes:
    activities = Activities(dict.fromkeys(ACTIVITY_CODES, ALL_ACTIVITIES), {})
    return Codes(MEASURES, activities, Regions(WHOLE, tuple(map(Region, REGION_CODES))))


def _by_engine(expressions: list[Expression], codes: Codes, cube: Cube) -> None:
    """Year after year; when the next one comes, nobody needs the last one's panels any more."""
    resolver, found = Resolver(codes, cube), list[formula.Panel]()
    for year in YEARS:
        found = formula.panels(
            expressions, Period(year), REGION_CODES, ACTIVITY_CODES, codes, cube, resolver=resolver, spent=found
        )


def _differing(expressions: list[Expression], codes: Codes, cube: Cube, values: dict[str, Values]) -> int:
    """In the last year, all nine; a cell without a value must be one that NumPy has no finite number for."""
    ours = formula.panels(expressions, Period(YEARS[-1]), REGION_CODES, ACTIVITY_CODES, codes, cube)
    with np.errstate(all="ignore"):
        bare = _nine_of_a_year(values["gva"][-1], values["jobs"][-1], values["gva"][-2])
    last_with_value = GRAVITY[Status.INCONSISTENT]
    shown = [np.where(panel.gravities <= last_with_value, panel.values, np.nan) for panel in ours]
    same = zip(shown, bare, strict=True)
    return sum(int(np.count_nonzero((one != other) & ~(np.isnan(one) & np.isnan(other)))) for one, other in same)


def _by_numpy(values: dict[str, Values]) -> None:
    with np.errstate(all="ignore"):
        for place in range(len(YEARS)):
            gva, jobs = values["gva"][place], values["jobs"][place]
            before = values["gva"][place - 1] if place else np.full_like(gva, np.nan)
            _nine_of_a_year(gva, jobs, before)


def _nine_of_a_year(gva: Values, jobs: Values, before: Values) -> tuple[Values, ...]:
    x, e = gva[:-1, :-1], jobs[:-1, :-1]
    growth, industry_growth = x / before[:-1, :-1] - 1, gva[-1:, :-1] / before[-1:, :-1] - 1
    return (
        (x / gva[:-1, -1:]) / (gva[-1:, :-1] / gva[-1, -1]),
        (e / jobs[:-1, -1:]) / (jobs[-1:, :-1] / jobs[-1, -1]),
        x / gva[:-1, -1:],
        x / gva[-1:, :-1],
        x / e,
        (x / e) / (gva[-1:, :-1] / jobs[-1:, :-1]),
        growth,
        growth - industry_growth,
        np.broadcast_to(industry_growth - (gva[-1, -1] / before[-1, -1] - 1), x.shape),
    )


def _frame(values: dict[str, Values], keys: str) -> Any:
    """A row for each known cell; regions and activities are named in one of the ways of KEYS."""
    pandas = import_module("pandas")
    years, regions, activities = np.nonzero(~np.isnan(values["gva"][:, :-1, :-1]))
    columns = {"year": years, "region": regions, "activity": activities}
    for key, codes in (("region", REGION_CODES), ("activity", ACTIVITY_CODES)):
        if keys == "text":
            columns[key] = np.array(codes, dtype=object)[columns[key]]
        elif keys == "categories":
            columns[key] = pandas.Categorical.from_codes(columns[key], list(codes))
    return pandas.DataFrame(columns | {code: cells[years, regions, activities] for code, cells in values.items()})


def _by_pandas(given: Any) -> object:
    frame = given.copy(deep=False)
    for code in MEASURES:
        frame[f"{code}_region"] = frame.groupby(["year", "region"], observed=True)[code].transform("sum")
        frame[f"{code}_industry"] = frame.groupby(["year", "activity"], observed=True)[code].transform("sum")
        frame[f"{code}_economy"] = frame.groupby("year")[code].transform("sum")
    keys, looked = ["year", "region", "activity"], ["gva", "gva_industry", "gva_economy"]
    earlier = frame[[*keys, *looked]].assign(year=frame["year"] + 1)
    frame = frame.merge(earlier, on=keys, how="left", suffixes=("", "_before"))
    for code in MEASURES:
        frame[f"{code}_share"] = frame[code] / frame[f"{code}_region"]
        frame[f"{code}_lq"] = frame[f"{code}_share"] / (frame[f"{code}_industry"] / frame[f"{code}_economy"])
    frame["in_industry"] = frame["gva"] / frame["gva_industry"]
    frame["productivity"] = frame["gva"] / frame["jobs"]
    frame["relative"] = frame["productivity"] / (frame["gva_industry"] / frame["jobs_industry"])
    frame["growth"] = frame["gva"] / frame["gva_before"] - 1
    industry = frame["gva_industry"] / frame["gva_industry_before"] - 1
    frame["cluster_lead"] = frame["growth"] - industry
    frame["sector_lead"] = industry - (frame["gva_economy"] / frame["gva_economy_before"] - 1)
    return frame
