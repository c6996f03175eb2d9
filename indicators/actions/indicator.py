"""Indicators: what was in force stays on record, and a changed formula is a new version."""

import datetime as dt

from django.db import transaction

from accounts import audit
from accounts.models import User
from indicators import reference
from indicators.actions import figure as figures
from indicators.models import Indicator, IndicatorVersion, Measure

# Measures that an indicator of a chosen measure takes: those that can be added up over activities.
ADDITIVE = ("gva", "jobs", "output", "wages", "establishments", "exports", "investment", "fixed_assets", "rnd")


@transaction.atomic
def adopt(*, by: User | None, at: dt.datetime) -> list[str]:
    """Bring the shipped definitions into force; the codes of those that changed."""
    measures = {measure.code: measure for measure in Measure.objects.all()}
    changed = [row["code"] for row in reference.rows("indicators") if _adopt(row, measures, by=by, at=at)]
    if changed:
        figures.invalidate_all(at=at)
    return changed


def _adopt(row: dict[str, str], measures: dict[str, Measure], *, by: User | None, at: dt.datetime) -> bool:
    takes_measure = row["takes_measure"] == "yes"
    indicator, _ = Indicator.objects.update_or_create(
        code=row["code"],
        defaults={
            **reference.in_languages("name", row),
            **reference.in_languages("description", row),
            **_notes(row),
            "literature": row["source_reference"],
            "position": int(row["order"]),
            "default_measure": measures[row["default_measure"]] if takes_measure else None,
        },
    )
    indicator.measures.set([measures[code] for code in ADDITIVE] if takes_measure else [])
    return publish(indicator=indicator, by=by, at=at, **_definition(row))


def _notes(row: dict[str, str]) -> dict[str, str]:
    columns = (f"{note}_{language}" for note in ("price_note", "edge_note") for language in reference.LANGUAGES)
    return {column: row[column] for column in columns}


def _definition(row: dict[str, str]) -> dict[str, str | int]:
    return {
        "formula": row["formula"],
        "unit": row["unit"],
        "shown_as": row["unit_shown"],
        "decimals": int(row["decimals_shown"]),
        "price_basis": row["price_basis"],
    }


@transaction.atomic
def publish(*, indicator: Indicator, by: User | None, at: dt.datetime, **definition: str | int) -> bool:
    """Put a definition in force and supersede the one before; the same definition again changes nothing."""
    Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    standing = indicator.versions.in_force().first()
    if standing and all(getattr(standing, field) == value for field, value in definition.items()):
        return False
    number = indicator.versions.count() + 1
    indicator.versions.in_force().update(superseded_at=at)
    IndicatorVersion.objects.create(
        indicator=indicator,
        number=number,
        drafted_by=by,
        drafted_at=at,
        published_by=by,
        published_at=at,
        **definition,
    )
    audit.record(verb="indicator.published", target=indicator, by=by, at=at, number=number)
    return True
