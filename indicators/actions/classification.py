"""Classifications as they ship: adopted as editions named by a digest of their files; the same twice is once."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import connection, transaction

from accounts import audit
from accounts.models import User
from indicators import reference
from indicators.models import (
    Classification,
    ClassificationVersion,
    Code,
    CompleteSet,
    CompleteSetPart,
    Correspondence,
    Measure,
)

REGION_FILES = ("regions.csv", "region_successions.csv")
ACTIVITY_FILES = ("activities.csv", "activity_descriptions.csv", "activity_sets.csv")
MEASURES = "measure"
NAMES = [f"{field}{end}" for field in ("name", "short_name") for end in ("", "_kk", "_ru", "_en")]
FACTS = ["kind", "level", "description", "statistics_code", "kato", "spellings", "is_traded", "valid_from", "valid_to"]

SET_PARENTS = """
    UPDATE indicators_code AS child SET parent_id = above.id
    FROM unnest(%s::text[], %s::text[]) AS wanted (code, parent)
    JOIN indicators_code AS above ON above.code = wanted.parent AND above.classification_id = %s
    WHERE child.code = wanted.code AND child.classification_id = %s AND child.parent_id IS DISTINCT FROM above.id
"""


def adopt_all(*, by: User | None, at: dt.datetime) -> list[str]:
    """Adopt whatever has changed since the last time; the names of what was adopted."""
    adopted = {
        Classification.REGION: adopt_regions(by=by, at=at),
        Classification.ACTIVITY: adopt_activities(by=by, at=at),
        MEASURES: adopt_measures(by=by, at=at),
    }
    return [name for name, is_new in adopted.items() if is_new]


def adopt_regions(*, by: User | None, at: dt.datetime) -> bool:
    return _adopt(Classification.REGION, "Regions", "ISO 3166-2", REGION_FILES, by=by, at=at, fill=_fill_regions)


def adopt_activities(*, by: User | None, at: dt.datetime) -> bool:
    return _adopt(Classification.ACTIVITY, "OKED", "NK RK 03-2019", ACTIVITY_FILES, by=by, at=at, fill=_fill_activities)


def adopt_measures(*, by: User | None, at: dt.datetime) -> bool:
    return _adopt(MEASURES, "Measures", "measures", ("measures.csv",), by=by, at=at, fill=_fill_measures)


@transaction.atomic
def _adopt(
    code: str,
    name: str,
    edition: str,
    files: Iterable[str],
    *,
    by: User | None,
    at: dt.datetime,
    fill: Callable[[Classification], None],
) -> bool:
    classification, _ = Classification.objects.get_or_create(code=code, defaults={"name": name})
    Classification.objects.select_for_update().get(pk=classification.pk)
    version, is_new = ClassificationVersion.objects.get_or_create(
        classification=classification,
        code=f"{edition} {reference.digest(*files)[:12]}",
        defaults={"valid_from": at.date(), "adopted_at": at},
    )
    if is_new:
        ClassificationVersion.objects.filter(classification=classification, valid_to=None).exclude(
            pk=version.pk
        ).update(valid_to=at.date())
        fill(classification)
        audit.record(verb="classification.adopted", target=version, by=by, at=at, edition=version.code)
    return is_new


def _fill_regions(classification: Classification) -> None:
    rows = reference.rows("regions")
    _upsert(
        [
            Code(
                classification=classification,
                code=row["code"],
                kind=Code.Kind.TOTAL if row["kind"] == "country" else Code.Kind.CODE,
                level=0 if row["kind"] == "country" else 1,
                **reference.in_languages("name", row),
                **{f"short_{name}": row[f"short_{name[5:]}"] for name in ("name_kk", "name_ru", "name_en")},
                statistics_code=row["statistics_code"],
                kato=row["kato"],
                spellings=reference.listed(row["spellings"]) + reference.listed(row["shared_spellings"]),
                valid_from=row["valid_from"] or None,
                valid_to=row["valid_to"] or None,
            )
            for row in rows
        ]
    )
    _set_parents(classification, {row["code"]: "KZ" for row in rows if row["kind"] != "country"})
    _set_successions(_ids(classification))


def _fill_activities(classification: Classification) -> None:
    rows = reference.rows("activities")
    descriptions = {row["code"]: row["description_ru"] for row in reference.rows("activity_descriptions")}
    _upsert(
        [
            Code(
                classification=classification,
                code=row["code"],
                kind=row["kind"],
                level=int(row["level"]),
                **reference.in_languages("name", row),
                description=descriptions.get(row["code"], ""),
                is_traded={"yes": True, "no": False}.get(row["traded"]),
            )
            for row in rows
        ]
    )
    _set_parents(classification, {row["code"]: row["parent"] for row in rows if row["parent"]})
    _set_complete_sets(_ids(classification))


def _upsert(codes: list[Code]) -> None:
    Code.objects.bulk_create(
        codes,
        update_conflicts=True,
        unique_fields=["classification", "code"],
        update_fields=[*NAMES, *FACTS],
        batch_size=500,
    )


def _ids(classification: Classification) -> dict[str, int]:
    return dict(classification.codes.values_list("code", "pk"))


def _set_parents(classification: Classification, parents: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET_PARENTS, [list(parents), list(parents.values()), classification.pk, classification.pk])


def _set_successions(ids: dict[str, int]) -> None:
    Correspondence.objects.bulk_create(
        [
            Correspondence(
                predecessor_id=ids[row["predecessor"]],
                successor_id=ids[row["successor"]],
                on=row["on"],
                predecessor_continues=row["predecessor_continues"] == "yes",
            )
            for row in reference.rows("region_successions")
        ],
        update_conflicts=True,
        unique_fields=["predecessor", "successor", "on"],
        update_fields=["predecessor_continues"],
    )


def _set_complete_sets(ids: dict[str, int]) -> None:
    CompleteSet.objects.filter(whole__in=ids.values()).delete()
    sets: dict[tuple[str, str], CompleteSet] = {}
    parts = []
    for row in reference.rows("activity_sets"):
        key = (row["whole"], row["label"])
        if key not in sets:
            sets[key] = CompleteSet.objects.create(whole_id=ids[row["whole"]], label=row["label"])
        parts.append(CompleteSetPart(complete_set=sets[key], part_id=ids[row["part"]], role=row["role"]))
    CompleteSetPart.objects.bulk_create(parts)


def _fill_measures(_classification: Classification) -> None:
    rows = reference.rows("measures")
    for position, row in enumerate(rows):
        Measure.objects.update_or_create(
            code=row["code"],
            defaults={
                **reference.in_languages("name", row),
                "unit": row["unit"],
                "decimals": int(row["decimals"]),
                "valuation": row["valuation"],
                "price_basis": row["price_basis"],
                "place": row["place_concept"],
                "aggregation": Measure.Aggregation.SUM,
                "position": position,
            },
        )
    _set_relations(rows)


def _set_relations(rows: list[dict[str, str]]) -> None:
    ids = dict(Measure.objects.values_list("code", "pk"))
    for row in rows:
        Measure.objects.filter(code=row["code"]).update(
            aggregation=row["aggregation"],
            weight=ids.get(row["weight_measure"]),
            weight_lag=int(row["weight_lag"] or 0),
            comparator=ids.get(row["comparator"]),
        )
