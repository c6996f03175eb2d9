"""What must hold in the whole database, beyond what its constraints can say. Each query lists breaches."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Invariant:
    sentence: str
    breaches: str


INVARIANTS = (
    Invariant(
        "a cell has one current observation",
        "SELECT measure_id, period, region_id, activity_id FROM indicators_observation WHERE superseded_at IS NULL"
        " GROUP BY 1, 2, 3, 4 HAVING count(*) > 1",
    ),
    Invariant(
        "vintages of a cell follow each other without overlap",
        "SELECT one.id FROM indicators_observation AS one JOIN indicators_observation AS other"
        " USING (measure_id, period, region_id, activity_id)"
        " WHERE one.id <> other.id AND one.recorded_at < other.recorded_at AND one.superseded_at > other.recorded_at",
    ),
    Invariant(
        "what counts comes from a published release",
        "SELECT observation.id FROM indicators_observation AS observation JOIN indicators_release AS release"
        " ON release.id = observation.release_id"
        " WHERE observation.superseded_at IS NULL AND release.state <> 'published' LIMIT 100",
    ),
    Invariant(
        "nothing staged belongs to a release that counts",
        "SELECT staged.id FROM indicators_stagedobservation AS staged JOIN indicators_release AS release"
        " ON release.id = staged.release_id WHERE release.state = 'published' LIMIT 100",
    ),
    Invariant(
        "every observation has its slice, and the slice is as new as the observation",
        "SELECT observation.measure_id, observation.period FROM indicators_observation AS observation"
        " LEFT JOIN indicators_slice AS slice ON slice.measure_id = observation.measure_id"
        " AND slice.period = observation.period GROUP BY 1, 2, slice.changed_at"
        " HAVING slice.changed_at IS NULL OR slice.changed_at < max(observation.recorded_at)",
    ),
    Invariant(
        "no figure was computed from a slice newer than the one that stands",
        "SELECT figure.id FROM indicators_figureslice AS figure"
        " CROSS JOIN LATERAL jsonb_each_text(figure.inputs) AS input (name, version)"
        " JOIN indicators_measure AS measure ON measure.code = split_part(input.name, '@', 1)"
        " LEFT JOIN indicators_slice AS slice ON slice.measure_id = measure.id"
        " AND slice.period = split_part(input.name, '@', 2)"
        " WHERE coalesce(slice.version, 0) < input.version::bigint LIMIT 100",
    ),
    Invariant(
        "a figure that is not stale was computed from the slices that stand",
        "SELECT figure.id FROM indicators_figureslice AS figure"
        " CROSS JOIN LATERAL jsonb_each_text(figure.inputs) AS input (name, version)"
        " JOIN indicators_measure AS measure ON measure.code = split_part(input.name, '@', 1)"
        " JOIN indicators_slice AS slice ON slice.measure_id = measure.id"
        " AND slice.period = split_part(input.name, '@', 2)"
        " WHERE figure.stale_since IS NULL AND slice.version > input.version::bigint LIMIT 100",
    ),
    Invariant(
        "the parts of a stored figure slice run in parallel",
        "SELECT id FROM indicators_figureslice WHERE cardinality(subjects) <> cardinality(cells)"
        " OR cardinality(subjects) <> cardinality(figures) OR cardinality(subjects) <> cardinality(statuses)",
    ),
    Invariant(
        "an initiative has at most one accepted managing organisation on any day",
        "SELECT one.initiative_id FROM initiatives_appointment AS one JOIN initiatives_appointment AS other"
        " ON other.initiative_id = one.initiative_id AND other.id > one.id AND one.term && other.term"
        " WHERE one.accepted_at IS NOT NULL AND other.accepted_at IS NOT NULL",
    ),
    Invariant(
        "an initiative has at most one open round, and only while it is under review",
        "SELECT initiative.id FROM initiatives_initiative AS initiative JOIN initiatives_round AS round"
        " ON round.initiative_id = initiative.id AND round.closed_at IS NULL AND round.matter = 'registration'"
        " GROUP BY initiative.id, initiative.stage HAVING count(*) > 1 OR initiative.stage <> 'under_review'",
    ),
    Invariant(
        "a registered initiative is measured in at least one region",
        "SELECT initiative.id FROM initiatives_initiative AS initiative WHERE initiative.stage = 'registered'"
        " AND NOT EXISTS (SELECT 1 FROM indicators_subjectpart AS part"
        " WHERE part.subject_id = initiative.subject_id AND part.superseded_at IS NULL)",
    ),
)


def broken() -> Iterator[tuple[Invariant, list[tuple[object, ...]]]]:
    """Each invariant that does not hold, with some of its breaches."""
    with connection.cursor() as cursor:
        for invariant in INVARIANTS:
            cursor.execute(invariant.breaches)
            if rows := cursor.fetchmany(20):
                yield invariant, rows
