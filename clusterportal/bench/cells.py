"""Nine indicators of every cell of 3,000 × 300 × 10, by bare NumPy, by our engine, and by pandas."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt

from clusterportal.bench.clock import best, once, peak_megabytes
from indicators import formula
from indicators.cube import Cube, MeasureFacts, Slice
from indicators.formula import Expression
from indicators.period import Period
from indicators.published import Resolver
from indicators.resolution import ALL_ACTIVITIES, Activities, Codes
from indicators.status import ABSENT, GRAVITY, Status
from indicators.territory import Region, Regions

Values = npt.NDArray[np.float64]

REGIONS, ACTIVITIES, YEARS, FILLED, SEED = 3_000, 300, range(2013, 2023), 0.39, 367
WHOLE = "XC"
MEASURES = {code: MeasureFacts(code, unit) for code, unit in (("gva", "mln KZT"), ("jobs", "persons"))}
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
    """Our engine first, so that the peak of memory is its own and the input's."""
    values = _values()
    codes, cube = _codes(), _cube(values)
    expressions = [formula.parse(text, measures=MEASURES) for text in FORMULAS]
    before = peak_megabytes()
    ours = best(lambda: _by_engine(expressions, codes, cube), times=2)
    yield f"input {before:,.0f} MB, peak with the engine {peak_megabytes():,.0f} MB (mark: 400 MB)"
    bare = best(lambda: _by_numpy(values), times=2)
    yield f"bare NumPy: {bare}"
    yield f"our engine: {ours}; {ours.cpu / bare.cpu:.2f} × bare NumPy (mark: at most 1.5)"
    if find_spec("pandas") is None:
        yield "pandas is not installed: it comes with requirements-dev.txt"
        return
    theirs = once(lambda: _by_pandas(values))
    yield f"pandas: {theirs}; {theirs.cpu / ours.cpu:.1f} × our engine (mark: at least 4)"


def _values() -> dict[str, Values]:
    """[year, region, activity] with the totals as the last region and the last activity; NaN where nothing is known."""
    rng = np.random.default_rng(SEED)
    shape = (len(YEARS), REGIONS, ACTIVITIES)
    is_known = rng.random(shape[1:]) < FILLED
    return {code: _with_totals(np.where(is_known, rng.integers(1, 10_000, shape), np.nan)) for code in MEASURES}


def _with_totals(cells: Values) -> Values:
    with_regions = np.concatenate([cells, np.nansum(cells, axis=1, keepdims=True)], axis=1)
    return np.concatenate([with_regions, np.nansum(with_regions, axis=2, keepdims=True)], axis=2)


def _region_codes() -> tuple[str, ...]:
    return tuple(f"XC-{number:04d}" for number in range(REGIONS))


def _activity_codes() -> tuple[str, ...]:
    return tuple(f"Y{number:03d}" for number in range(ACTIVITIES))


def _codes() -> Codes:
    activities = Activities(dict.fromkeys(_activity_codes(), ALL_ACTIVITIES), {})
    return Codes(MEASURES, activities, Regions(WHOLE, tuple(Region(code) for code in _region_codes())))


def _cube(values: dict[str, Values]) -> Cube:
    regions, activities = (*_region_codes(), WHOLE), (*_activity_codes(), ALL_ACTIVITIES)
    return Cube(
        {
            (code, Period(year)): Slice(
                regions,
                activities,
                np.nan_to_num(cells[place]),
                np.where(np.isnan(cells[place]), ABSENT, GRAVITY[Status.OK]).astype(np.uint8),
            )
            for code, cells in values.items()
            for place, year in enumerate(YEARS)
        },
        first_seen={},
    )


def _by_engine(expressions: list[Expression], codes: Codes, cube: Cube) -> None:
    resolver = Resolver(codes, cube)
    for year in YEARS:
        for expression in expressions:
            formula.panel(expression, Period(year), _region_codes(), _activity_codes(), codes, cube, resolver=resolver)


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


def _by_pandas(values: dict[str, Values]) -> object:
    pandas = import_module("pandas")
    years, regions, activities = np.nonzero(~np.isnan(values["gva"][:, :-1, :-1]))
    columns = {"year": years, "region": regions, "activity": activities}
    columns |= {code: cells[years, regions, activities] for code, cells in values.items()}
    frame = pandas.DataFrame(columns)
    for code in MEASURES:
        frame[f"{code}_region"] = frame.groupby(["year", "region"])[code].transform("sum")
        frame[f"{code}_industry"] = frame.groupby(["year", "activity"])[code].transform("sum")
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
