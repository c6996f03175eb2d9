"""What a stored figure was computed by and from, beside the numbers; and which stored figures no longer answer."""

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from indicators.formula.engine import ENGINE
from indicators.models import FigureSlice
from indicators.queries import classification, definition, held, subject
from indicators.queries.definition import Definitions

Inputs = dict[str, int]
SUBJECTS, BREAKS = "subjects", "breaks"

# Two numbers: one rises whenever a listed subject or one of its parts changes, the other with the breaks of series.
LISTED = """
    SELECT coalesce((SELECT max(extract(epoch FROM greatest(recorded_at, superseded_at)) * 1000000)::bigint
                     FROM indicators_subjectpart), 0)
           + (SELECT count(*) + count(closed_at) FROM indicators_subject)
"""
BROKEN = """
    SELECT coalesce((SELECT max(extract(epoch FROM greatest(recorded_at, superseded_at)) * 1000000)::bigint
                     FROM indicators_seriesbreak), 0)
"""
VERSIONS = """
    SELECT json_object_agg(measure.code || '@' || slice.period, slice.version)
    FROM unnest(%(measures)s::varchar[], %(periods)s::varchar[]) AS wanted (code, period)
    JOIN indicators_measure AS measure ON measure.code = wanted.code
    JOIN indicators_slice AS slice ON slice.measure_id = measure.id AND slice.period = wanted.period
"""
HELD = (classification.EDITION, definition.STATE, subject.STATE)
LOOK = f"SELECT {', '.join(f'({part})' for part in (*HELD, LISTED, BROKEN, VERSIONS))}"

OUTDATED = """
    SELECT held.id FROM indicators_figureslice AS held
    LEFT JOIN unnest(%(versions)s::bigint[], %(expected)s::jsonb[]) AS known (version, inputs)
      ON known.version = held.version_id
    WHERE held.stale_since IS NULL AND (known.version IS NULL OR NOT held.inputs @> known.inputs)
"""


def look(names: Iterable[str] = ()) -> Inputs:
    """What every figure depends on beside its indicators, and the versions of the slices among `names`.

    One statement, which also answers for this look which codes, formulas and subjects are in force.
    """
    slices = [name.split("@") for name in names if "@" in name]
    parameters = {"measures": [measure for measure, _ in slices], "periods": [period for _, period in slices]}
    with connection.cursor() as cursor:
        cursor.execute(LOOK, parameters)
        *states, subjects, breaks, versions = cursor.fetchone()
    for question, answer in zip(HELD, states, strict=True):
        held.know(question, answer)
    told = json.loads(versions) if isinstance(versions, str) else versions or {}
    return {SUBJECTS: int(subjects), BREAKS: int(breaks)} | told


def inputs(code: str, *, known: Definitions | None = None) -> Inputs:
    """The engine, and the version of the indicator and of every other that its formula leads to."""
    known = known or definition.definitions()
    return _inputs(code, known, known.inputs())


def _inputs(code: str, known: Definitions, named: dict[str, frozenset[str]]) -> Inputs:
    found, waiting = {"engine": ENGINE}, [code]
    while waiting:
        one = waiting.pop()
        if f"version:{one}" not in found and one in known.versions:
            found[f"version:{one}"] = known.versions[one].number
            waiting += named[one]
    return found


def outdated() -> QuerySet[FigureSlice]:
    """Stored figures that nobody has marked, though another engine or another definition computed them."""
    known = definition.definitions()
    named = known.inputs()
    standing = {version.pk: code for code, version in known.versions.items()}
    kept = set(FigureSlice.objects.order_by().values_list("version", flat=True).distinct()) & standing.keys()
    parameters = {
        "versions": sorted(kept),
        "expected": [json.dumps(_inputs(standing[number], known, named)) for number in sorted(kept)],
    }
    with connection.cursor() as cursor:
        cursor.execute(OUTDATED, parameters)
        numbers = [number for (number,) in cursor.fetchall()]
    return FigureSlice.objects.filter(pk__in=numbers)
