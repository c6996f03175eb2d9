"""Composite indices as they ship. What people change of them goes the way of every indicator."""

import datetime as dt
from typing import Any

from django.db import transaction

from accounts.models import User
from indicators import composite, reference
from indicators.actions import figure as figures
from indicators.actions import indicator as indicators
from indicators.models import Indicator, IndicatorVersion

TEXTS = ("name", "description", "price_note", "edge_note")


@transaction.atomic
def adopt(*, by: User | None, at: dt.datetime) -> list[str]:
    """Bring the shipped recipes into force; the codes of those that changed."""
    changed = [row["code"] for row in reference.document("recipes") if _adopt(row, by=by, at=at)]
    if changed:
        versions = IndicatorVersion.objects.in_force().filter(indicator__code__in=changed)
        figures.invalidate_all(at=at, versions=versions.values_list("pk", flat=True))
    return changed


def _adopt(row: dict[str, Any], *, by: User | None, at: dt.datetime) -> bool:
    """A recipe that people have changed, or that has been in force once, is left as it stands."""
    known = IndicatorVersion.objects.filter(indicator__code=row["code"])
    if known.exclude(drafted_by=None).exists():
        return False
    texts = {f"{text}_{language}": row[f"{text}_{language}"] for text in TEXTS for language in reference.LANGUAGES}
    indicator, _is_new = Indicator.objects.update_or_create(
        code=row["code"],
        defaults={
            "family": Indicator.Family.COMPOSITE,
            "position": row["position"],
            "literature": row["literature"],
            **texts,
        },
    )
    recipe = composite.written(composite.readable(row["recipe"]))
    if any(version.recipe == recipe for version in known):
        return False
    return indicators.publish(
        indicator=indicator, by=by, at=at, formula="", recipe=recipe, unit="score", decimals=row["decimals"]
    )
