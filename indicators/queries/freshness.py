"""What a stored figure was computed by and from, beside the numbers; and which stored figures no longer answer."""

import json

from django.db import connection
from django.db.models import QuerySet

from indicators.formula.engine import ENGINE
from indicators.models import FigureSlice
from indicators.queries import definition
from indicators.queries.definition import Definitions

Inputs = dict[str, int]
SUBJECTS, BREAKS = "subjects", "breaks"

# Two numbers: one rises whenever a listed subject or one of its parts changes, the other with the breaks of series.
RISING = """
    SELECT coalesce((SELECT max(extract(epoch FROM greatest(recorded_at, superseded_at)) * 1000000)::bigint
                     FROM indicators_subjectpart), 0) + (SELECT count(*) FROM indicators_subject),
           coalesce((SELECT max(extract(epoch FROM greatest(recorded_at, superseded_at)) * 1000000)::bigint
                     FROM indicators_seriesbreak), 0)
"""

OUTDATED = """
    SELECT held.id FROM indicators_figureslice AS held
    LEFT JOIN unnest(%(versions)s::bigint[], %(expected)s::jsonb[]) AS known (version, inputs)
      ON known.version = held.version_id
    WHERE held.stale_since IS NULL AND (known.version IS NULL OR NOT held.inputs @> known.inputs)
"""


def rising() -> Inputs:
    """What every figure depends on beside its indicators and its numbers."""
    with connection.cursor() as cursor:
        cursor.execute(RISING)
        subjects, breaks = cursor.fetchone()
    return {SUBJECTS: int(subjects), BREAKS: int(breaks)}


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
