"""Small countries with holes, and formulas at random, for properties."""

import datetime as dt
import itertools
from random import Random

from hypothesis import strategies as st

from indicators.cube import Aggregation, Cell, Cube, MeasureFacts, Row, slice_of
from indicators.formula.expression import (
    SCOPES,
    Axis,
    Binary,
    Call,
    Expression,
    Lagged,
    Measure,
    Negative,
    Number,
    Profile,
    Scoped,
)
from indicators.formula.parsing import OVER_ACTIVITIES
from indicators.formula.profiles import PROFILE_FUNCTIONS, TABLE_FUNCTIONS
from indicators.period import Period
from indicators.resolution import Activities, Codes, CompleteSet, Subject
from indicators.status import Status
from indicators.territory import Region, Regions

MEASURES = {
    "jobs": MeasureFacts("jobs", "persons"),
    "gva": MeasureFacts("gva", "mln KZT", 1),
    "volume": MeasureFacts("volume", "index points", 1, Aggregation.MEAN, weight="gva", weight_lag=1),
    "rate": MeasureFacts("rate", "fraction", 2, Aggregation.NONE),
}
REGIONS = Regions(
    "KZ",
    (
        Region("R1"),
        Region("R2", since=dt.date(2002, 6, 8), predecessors=("R1",)),
        Region("R3"),
        Region("OLD", until=dt.date(2001, 6, 19)),
        Region("R4", since=dt.date(2001, 6, 19), predecessors=("OLD",)),
        Region("R5", since=dt.date(2001, 6, 19), predecessors=("OLD",)),
    ),
)
ACTIVITIES = Activities(
    {"_T": None, "A": "_T", "B": "_T", "C": "_T", "01": "A", "02": "A", "011": "01", "012": "01"},
    {
        "_T": (CompleteSet(("A", "B"), optional=("C",)), CompleteSet(("A", "B-C"), subtracted=("FISIM",))),
        "B-C": (CompleteSet(("B", "C")),),
    },
)
CODES = Codes(MEASURES, ACTIVITIES, REGIONS)
REGION_CODES = ("KZ", "R1", "R2", "R3", "OLD", "R4", "R5")
ACTIVITY_CODES = ("_T", "A", "B", "C", "B-C", "01", "02", "011", "012", "FISIM")
PERIODS = tuple(map(Period, range(2000, 2004)))


STATUSES = (*[Status.OK] * 12, Status.PROVISIONAL, Status.ESTIMATED, Status.SUPPRESSED, Status.MISSING_INPUT)


def rows(random: Random, decimals: int, holes: float) -> list[Row]:
    known = [place for place in itertools.product(REGION_CODES, ACTIVITY_CODES) if random.random() >= holes]
    return [row(random, decimals, *place) for place in known]


def row(random: Random, decimals: int, region: str, activity: str) -> Row:
    status = random.choice(STATUSES)
    whole = random.choice((0, random.randint(-50, 500), random.randint(1, 5000), random.randint(1, 5000)))
    return Row(region, activity, whole / 10**decimals if status.has_value else None, status)


def random_cube(seed: int, holes: float) -> Cube:
    random, slices = Random(seed), {}  # noqa: S311 - chance, no secret
    for facts in MEASURES.values():
        for period in PERIODS:
            if listed := rows(random, facts.decimals, holes * random.random() * 2):
                slices[facts.code, period] = slice_of(listed, facts.decimals)
    return Cube(slices)


def cubes() -> st.SearchStrategy[Cube]:
    """Countries from everything known to almost nothing."""
    return st.builds(random_cube, st.integers(0, 2**32), st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.5, 0.8)))


def full_cube(seed: int = 1) -> Cube:
    """Every cell known: whole numbers that repeat nowhere."""
    slices = {}
    for number, facts in enumerate(MEASURES.values()):
        for period in PERIODS:
            places = [(region, activity) for region in REGION_CODES for activity in ACTIVITY_CODES]
            listed = [
                Row(*place, float((seed + number + 7 * at + period.year * 13) % 977 + 1))
                for at, place in enumerate(places)
            ]
            slices[facts.code, period] = slice_of(listed, facts.decimals)
    return Cube(slices)


SUBJECTS = st.builds(
    Subject,
    st.frozensets(st.sampled_from(REGION_CODES), min_size=1, max_size=3),
    st.frozensets(st.sampled_from(ACTIVITY_CODES[:9]), max_size=3),
)


def wider(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Scoped, st.sampled_from(list(SCOPES.values())), inner),
        st.builds(Lagged, st.integers(1, 2), inner),
        st.builds(Negative, inner),
        st.builds(Binary, st.sampled_from("+-*//"), inner, inner),
        st.builds(lambda part: Binary("/", part, Scoped(SCOPES["region"], part)), inner),
        st.builds(Call, st.sampled_from(("growth", "cagr")), inner, st.integers(1, 2)),
        st.builds(Call, st.sampled_from(("power", "root")), inner, st.integers(2, 3)),
        st.builds(Call, st.just("mean"), inner, st.integers(1, 3)),
        st.builds(Call, st.just("stdev"), inner, st.integers(2, 3)),
        st.builds(Call, st.just("index"), inner, st.integers(2000, 2002)),
        st.builds(Call, st.sampled_from(("abs", "ln", "sqrt")), inner),
        st.builds(
            Profile, st.sampled_from(SIMPLE_PROFILES), st.sampled_from(Axis), inner, st.sampled_from((0, 0, 2, 4))
        ),
        st.builds(Profile, st.sampled_from(OVER_ACTIVITIES), st.sampled_from(ACTIVITY_AXES), inner),
        st.builds(Profile, st.sampled_from(sorted(TABLE_FUNCTIONS)), st.just(Axis.CELLS), inner),
    )


SIMPLE_PROFILES = tuple(sorted(PROFILE_FUNCTIONS))
FEWEST = st.sampled_from((0, 0, 0, 2, 4))
ACTIVITY_AXES = tuple(axis for axis in Axis if axis not in (Axis.REGIONS, Axis.CELLS))


EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    st.one_of(
        st.builds(Number, st.one_of(st.integers(0, 100).map(float), st.floats(0, 1e6))),
        st.builds(Measure, st.sampled_from(list(MEASURES))),
        st.builds(Measure, st.sampled_from(("gva", "jobs"))),
    ),
    wider,
    max_leaves=6,
)


class Ledger:
    """The same cells without arrays: a dictionary, as slow and as obvious as the reference evaluator."""

    def __init__(self, cube: Cube) -> None:
        self.cells = {
            (measure, period, region, activity): found
            for (measure, period), plane in cube.slices.items()
            for region in plane.regions
            for activity in plane.activities
            if (found := plane.cell(region, activity)) is not None
        }

        self.places: dict[tuple[str, Period], list[tuple[str, str]]] = {}
        for (measure, period, region, activity), found in self.cells.items():
            if found.status is Status.MISSING_INPUT:
                continue
            self.places.setdefault((measure, period), []).append((region, activity))

    def cell(self, measure: str, period: Period, region: str, activity: str) -> Cell | None:
        return self.cells.get((measure, period, region, activity))

    def published(self, measure: str, period: Period) -> dict[str, frozenset[str]]:
        places = self.places.get((measure, period), [])
        return {known: frozenset(region for region, activity in places if activity == known) for _, known in places}

    def first_observed(self, measure: str, region: str, period: Period) -> Period | None:
        found = [at for code, at in self.places if code == measure and region in dict(self.places[code, at])]
        same_kind = [at for at in found if at.kind == period.kind]
        return min(same_kind, key=lambda one: one.sort_key, default=None)
