"""Sources that the portal knows from the start, each with a confirmed way to read its files."""

import datetime as dt

from django.db import transaction

from accounts import audit
from accounts.models import User
from indicators import reference
from indicators.models import Source


@transaction.atomic
def adopt(*, by: User | None, at: dt.datetime) -> list[str]:
    """Make the shipped sources known; the codes of those that are new. What a person has confirmed stands."""
    mappings = reference.document("source_mappings")
    return [row["code"] for row in reference.rows("sources") if _adopt(row, mappings.get(row["code"]), by=by, at=at)]


def _adopt(row: dict[str, str], mapping: dict[str, object] | None, *, by: User | None, at: dt.datetime) -> bool:
    source, is_new = Source.objects.update_or_create(code=row["code"], defaults=_facts(row))
    if mapping is not None and source.mapping_confirmed_by_id is None and source.mapping != mapping:
        source.mapping, source.mapping_confirmed_at = mapping, at
        source.save(update_fields=["mapping", "mapping_confirmed_at"])
    if is_new:
        audit.record(verb="source.adopted", target=source, by=by, at=at)
    return is_new


def _facts(row: dict[str, str]) -> dict[str, str | None]:
    translated = {"name": "name", "publisher": "publisher", "terms": "licence", "calendar": "due_note"}
    return {"url": row["page_url"]} | {
        f"{field}_{language}": row[f"{column}_{language}"]
        for column, field in translated.items()
        for language in reference.LANGUAGES
    }
