"""Slices of published values as dense arrays: the current ones, or those known at a moment."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from indicators import period as periods
from indicators.cube import Cube, Slice, slice_at, slice_of
from indicators.period import Kind, Period
from indicators.published import Published, Resolver
from indicators.queries import classification, held
from indicators.queries.last import Last
from indicators.resolution import Break, Codes
from indicators.status import BY_GRAVITY

Key = tuple[str, Period]
FirstSeen = dict[tuple[str, str, Kind], Period]
Fingerprint = tuple[int, frozenset[object]]
Breaks = Mapping[str, tuple[Break, ...]]

# Bytes of slices, and how many of them of which it is known which cells answer: some ten megabytes each at national
# scale.
KEPT_BYTES, KEPT_RESOLVED = 512 * 2**20, 16
# A cell on its way is 16 bytes: region, activity and status in one whole number, then the value. Four arrays of a slice
# take the database twice as long, and the way three times as many bytes.
REGION, ACTIVITY = 36, 8  # the first bit of each; the status has the bits below
GRAVITIES = " ".join(f"WHEN '{status}' THEN {place}" for place, status in enumerate(BY_GRAVITY, start=1))
CELLS = f"""
    string_agg(int8send((region_id << {REGION}) | (activity_id << {ACTIVITY}) | CASE status {GRAVITIES} END)
               || float8send(coalesce(value, 'NaN')), '')
"""
SENT = np.dtype([("place", ">i8"), ("value", ">f8")])

# One statement is one snapshot: versions of all slices, and the values of those that are not at hand in that state.
# A state is a version and its moment, so that a database restored to an earlier day is not taken for the later one.
CURRENT = f"""
    SELECT measure.code, slice.period, slice.version, slice.changed_at, slice.state, total.state,
           broken.breaks, held.cells
    FROM unnest(%(measures)s::varchar[], %(periods)s::varchar[], %(states)s::varchar[]) AS wanted (code, period, known)
    JOIN indicators_measure AS measure ON measure.code = wanted.code
    JOIN (
        SELECT *, version || '@' || extract(epoch FROM changed_at) AS state FROM indicators_slice
    ) AS slice ON slice.measure_id = measure.id AND slice.period = wanted.period
    JOIN (
        SELECT measure_id, sum(version) || '@' || extract(epoch FROM max(changed_at)) AS state
        FROM indicators_slice GROUP BY measure_id
    ) AS total ON total.measure_id = measure.id
    LEFT JOIN (
        SELECT measure_id, json_agg(json_build_array(region_id, activity_id, period)
                                    ORDER BY period, region_id, activity_id) AS breaks
        FROM indicators_seriesbreak WHERE superseded_at IS NULL GROUP BY measure_id
    ) AS broken ON broken.measure_id = measure.id
    LEFT JOIN LATERAL (
        SELECT {CELLS} AS cells
        FROM indicators_observation
        WHERE measure_id = measure.id AND period = slice.period AND superseded_at IS NULL
          AND slice.state <> wanted.known
    ) AS held ON TRUE
"""  # noqa: S608 the text is ours, values are parameters

AS_OF = f"""
    SELECT measure.code, observation.period, max(observation.recorded_at), {CELLS}
    FROM unnest(%(measures)s::varchar[], %(periods)s::varchar[]) AS wanted (code, period)
    JOIN indicators_measure AS measure ON measure.code = wanted.code
    JOIN indicators_observation AS observation
      ON observation.measure_id = measure.id AND observation.period = wanted.period
    WHERE observation.recorded_at <= %(at)s
      AND (observation.superseded_at IS NULL OR observation.superseded_at > %(at)s)
    GROUP BY measure.code, observation.period
"""  # noqa: S608 the text is ours, values are parameters

FIRST_SEEN = """
    SELECT measure.code, observation.region_id, array_agg(DISTINCT observation.period)
    FROM indicators_observation AS observation JOIN indicators_measure AS measure ON measure.id = observation.measure_id
    WHERE measure.code = ANY(%(measures)s) AND observation.region_id = ANY(%(regions)s)
      AND observation.value IS NOT NULL AND observation.recorded_at <= %(at)s
      AND (observation.superseded_at IS NULL OR observation.superseded_at > %(at)s)
    GROUP BY measure.code, observation.region_id
"""

BREAKS_AS_OF = """
    SELECT measure.code, json_agg(json_build_array(region_id, activity_id, period)
                                  ORDER BY period, region_id, activity_id)
    FROM indicators_seriesbreak AS broken JOIN indicators_measure AS measure ON measure.id = broken.measure_id
    WHERE measure.code = ANY(%(measures)s) AND broken.recorded_at <= %(at)s
      AND (broken.superseded_at IS NULL OR broken.superseded_at > %(at)s)
    GROUP BY measure.code
"""

Numbers = npt.NDArray[Any]
END_OF_TIME = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Snapshot:
    """What was read in one look: the cube, the version of each slice in it, and the moment of its last change.

    Equal fingerprints are equal cubes; without one (a look at the past) nobody can tell.
    """

    cube: Cube
    versions: Mapping[Key, int]
    vintage: dt.datetime | None
    fingerprint: Fingerprint | None = None
    breaks: Breaks = field(default_factory=dict)

    def codes(self, book: classification.Book) -> Codes:
        """What the evaluators need beside the cube, with the breaks that were read together with it."""
        return replace(book.codes, breaks=self.breaks)


class Resolved(OrderedDict[Key, Published]):
    """What was found out last about which cells answer; a slice that has changed is another one and finds nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._alone = Lock()

    def get(self, key: Key, default: Any = None) -> Any:
        with self._alone:
            if key in self:
                self.move_to_end(key)
            return super().get(key, default)

    def __setitem__(self, key: Key, found: Published) -> None:
        with self._alone:
            super().__setitem__(key, found)
            self.move_to_end(key)
            while len(self) > KEPT_RESOLVED:
                self.popitem(last=False)


class _Memory:
    """The last slices that this process read, by measure and period, each with its state."""

    def __init__(self) -> None:
        self.slices: Last[tuple[str, int, Slice]] = Last(KEPT_BYTES)
        self.first_seen: dict[str, tuple[str, FirstSeen]] = {}
        self.resolved: Resolved = Resolved()

    def at_hand(self, keys: Collection[Key], edition: int) -> dict[Key, tuple[str, Slice]]:
        known = ((key, self.slices.get(key)) for key in keys)
        return {key: (kept[0], kept[2]) for key, kept in known if kept and kept[1] == edition}

    def keep(self, key: Key, state: str, edition: int, plane: Slice) -> None:
        self.slices.keep(key, (state, edition, plane), plane.values.nbytes + plane.gravities.nbytes)


_memory = _Memory()


def forget() -> None:
    """Read everything anew: for comparisons."""
    _memory.slices.clear()
    _memory.first_seen.clear()
    _memory.resolved.clear()


def resolver(snapshot: Snapshot, book: classification.Book) -> Resolver:
    """Of what stands now. What the past answers is found out anew."""
    kept = _memory.resolved if snapshot.fingerprint else None
    return Resolver(snapshot.codes(book), snapshot.cube, kept)


def current(needed: Collection[Key], *, book: classification.Book | None = None) -> Snapshot:
    """The slices `needed` as they stand now."""
    book = book or classification.book()
    keys = sorted(needed, key=str)
    # Taken once: another thread may push slices out of the memory meanwhile.
    at_hand = _memory.at_hand(keys, book.edition)
    parameters = {
        "measures": [measure for measure, _ in keys],
        "periods": [str(each) for _, each in keys],
        "states": [at_hand[key][0] if key in at_hand else "" for key in keys],
    }
    with connection.cursor() as cursor:
        cursor.execute(CURRENT, parameters)
        rows = cursor.fetchall()
    slices: dict[Key, Slice] = {}
    versions: dict[Key, int] = {}
    states: set[object] = set()
    totals: dict[str, str] = {}
    breaks: Breaks = {row[0]: _breaks(book, row[6]) for row in rows if row[6]}
    for measure, text, version, _, state, total, _told, stored in rows:
        key = (measure, periods.parse(text))
        if key not in at_hand or at_hand[key][0] != state:
            at_hand[key] = state, _plane(book, measure, stored)
            _memory.keep(key, state, book.edition, at_hand[key][1])
        slices[key], versions[key], totals[measure] = at_hand[key][1], version, total
        states.add((key, state))
    vintage = max((row[3] for row in rows), default=None)
    fingerprint = (book.edition, frozenset(states | set(totals.items()) | set(breaks.items())))
    return Snapshot(Cube(slices, _first_seen(book, totals)), versions, vintage, fingerprint, breaks)


def as_of(needed: Collection[Key], at: dt.datetime, *, book: classification.Book | None = None) -> Snapshot:
    """The slices `needed` as they were known at a moment."""
    book = book or classification.book()
    keys = sorted(needed, key=str)
    parameters = {
        "measures": [measure for measure, _ in keys],
        "periods": [str(each) for _, each in keys],
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(AS_OF, parameters)
        rows = cursor.fetchall()
        cursor.execute(BREAKS_AS_OF, parameters)
        breaks: Breaks = {measure: _breaks(book, told) for measure, told in cursor.fetchall()}
    slices = {(row[0], periods.parse(row[1])): _plane(book, row[0], row[3]) for row in rows}
    vintage = max((row[2] for row in rows), default=None)
    first_seen = _look_first_seen(book, {measure for measure, _ in keys}, at)
    return Snapshot(Cube(slices, first_seen), {}, vintage, breaks=breaks)


def known_periods(measures: Iterable[str]) -> dict[str, set[Period]]:
    """Measure → the periods in which anything is published."""
    found = held.once("periods", _published_periods)
    return {measure: found.get(measure, set()) for measure in measures}


def _published_periods() -> dict[str, set[Period]]:
    found: dict[str, set[Period]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT measure.code, slice.period FROM indicators_slice AS slice"
            " JOIN indicators_measure AS measure ON measure.id = slice.measure_id"
        )
        for measure, text in cursor.fetchall():
            found.setdefault(measure, set()).add(periods.parse(text))
    return found


def _breaks(book: classification.Book, told: Iterable[tuple[int, int, str]]) -> tuple[Break, ...]:
    return tuple(
        Break(book.code_of[region], book.code_of[activity], periods.parse(text)) for region, activity, text in told
    )


def _plane(book: classification.Book, measure: str, sent: bytes | None) -> Slice:
    """The cells of one slice, as the database sends them: a million of them in one piece."""
    decimals = book.codes.measures[measure].decimals
    if not sent:
        return slice_of((), decimals)
    cells = np.frombuffer(sent, SENT)
    places = cells["place"].astype(np.int64)
    codes, rows = _places(book, places >> REGION)
    names, columns = _places(book, (places >> ACTIVITY) & ((1 << REGION - ACTIVITY) - 1))
    gravities = places & ((1 << ACTIVITY) - 1)
    return slice_at(codes, names, (rows, columns), cells["value"], gravities, decimals)


def _places(book: classification.Book, ids: Numbers) -> tuple[tuple[str, ...], Numbers]:
    """The codes in their order, and the place of each id among them."""
    present = np.flatnonzero(np.bincount(ids))
    ordered = sorted(present.tolist(), key=book.code_of.__getitem__)
    places = np.zeros(present[-1] + 1, dtype=np.int64)
    places[ordered] = np.arange(len(ordered))
    return tuple(book.code_of[one] for one in ordered), places[ids]


def _first_seen(book: classification.Book, totals: Mapping[str, str]) -> FirstSeen:
    unknown = {measure for measure, total in totals.items() if _memory.first_seen.get(measure, (None,))[0] != total}
    if unknown:
        found = _look_first_seen(book, unknown, None)
        for measure in unknown:
            own = {key: first for key, first in found.items() if key[0] == measure}
            _memory.first_seen[measure] = (totals[measure], own)
    return {key: first for measure in totals for key, first in _memory.first_seen[measure][1].items()}


def _look_first_seen(book: classification.Book, measures: Collection[str], at: dt.datetime | None) -> FirstSeen:
    """When regions that were cut out of others entered a measure: the territories of the others change there."""
    parameters = {"measures": list(measures), "regions": list(book.successor_ids), "at": at or END_OF_TIME}
    with connection.cursor() as cursor:
        cursor.execute(FIRST_SEEN, parameters)
        rows = cursor.fetchall()
    found: FirstSeen = {}
    for measure, region, texts in rows:
        for each in sorted((periods.parse(text) for text in texts), key=lambda one: one.sort_key, reverse=True):
            found[measure, book.code_of[region], each.kind] = each
    return found
