"""Indicators: what was in force stays on record, and a changed formula is a new version."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import User
from indicators import composite, graph, reference
from indicators.actions import figure as figures
from indicators.models import Indicator, IndicatorVersion, Measure
from indicators.queries import definition

# Measures that an indicator of a chosen measure takes: those that can be added up over activities.
ADDITIVE = ("gva", "jobs", "output", "wages", "establishments", "exports", "investment", "fixed_assets", "rnd")


class DefinitionRefused(Exception):
    """Why the deed cannot be done; a sentence for the person who wanted it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Written:
    """What a statistician writes: the formula, or the recipe of a composite index, and how values are shown."""

    formula: str
    unit: str
    shown_as: str
    decimals: int
    price_basis: str
    recipe: dict[str, Any] | None = None


@transaction.atomic
def adopt(*, by: User | None, at: dt.datetime) -> list[str]:
    """Bring the shipped definitions into force; the codes of those that changed."""
    measures = {measure.code: measure for measure in Measure.objects.all()}
    changed = [row["code"] for row in reference.rows("indicators") if _adopt(row, measures, by=by, at=at)]
    if changed:
        figures.invalidate_all(at=at)
    return changed


def _adopt(row: dict[str, str], measures: dict[str, Measure], *, by: User | None, at: dt.datetime) -> bool:
    """A definition that people have changed, or that has been in force once, is left as it stands."""
    known = IndicatorVersion.objects.filter(indicator__code=row["code"])
    if known.exclude(drafted_by=None).exists():
        return False
    takes_measure = row["takes_measure"] == "yes"
    indicator, _is_new = Indicator.objects.update_or_create(
        code=row["code"],
        defaults={
            "family": row["family"],
            "is_kept": row["kept"] == "yes",
            **reference.in_languages("name", row),
            **reference.in_languages("description", row),
            **_notes(row),
            "literature": row["source_reference"],
            "position": int(row["order"]),
            "default_measure": measures[row["default_measure"]] if takes_measure else None,
        },
    )
    indicator.measures.set([measures[code] for code in ADDITIVE] if takes_measure else [])
    shipped = _definition(row)
    return not known.filter(**shipped).exists() and publish(indicator=indicator, by=by, at=at, **shipped)


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
def open_new(*, code: str, names: dict[str, str], family: str, by: User, at: dt.datetime) -> Indicator:
    """A new indicator without any version; it counts from its first publication."""
    if Indicator.objects.filter(code=code).exists():
        raise DefinitionRefused(_("There is an indicator with this code already."))
    last = Indicator.objects.aggregate(last=Max("position"))["last"] or 0
    indicator = Indicator.objects.create(code=code, family=family, position=last + 1, **names)
    audit.record(verb="indicator.opened", target=indicator, by=by, at=at)
    return indicator


@transaction.atomic
def draft(
    *, indicator: Indicator, written: Written, measure: Measure | None, seen: str, by: User, at: dt.datetime
) -> IndicatorVersion:
    """Keep a draft beside what is in force. `seen` names the draft on which this one is built, empty for none."""
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    standing = indicator.versions.drafts().first()
    if seen != stamp(standing):
        raise DefinitionRefused(_("A colleague has changed the draft since you opened it. Open it again."))
    if indicator.versions.filter(recipe__isnull=written.recipe is not None).exists():
        raise DefinitionRefused(_("A formula stays a formula and an index an index: give it a code of its own."))
    version = standing or IndicatorVersion(indicator=indicator, number=indicator.versions.count() + 1)
    for field, value in vars(written).items():
        setattr(version, field, value)
    version.drafted_by, version.drafted_at = by, at
    version.save()
    _take(indicator, measure)
    audit.record(verb="indicator.drafted", target=indicator, by=by, at=at, number=version.number)
    return version


@transaction.atomic
def publish_draft(*, indicator: Indicator, by: User, at: dt.datetime) -> IndicatorVersion:
    """Put the draft in force, and mark stale its own figures and those that are computed from it."""
    # All of them, so that two publications together cannot close a circle.
    list(Indicator.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    indicator = Indicator.objects.get(pk=indicator.pk)
    version = indicator.versions.drafts().first()
    if version is None:
        raise DefinitionRefused(_("There is no draft to put in force: a colleague has been faster."))
    _refuse_bad(indicator, version)
    indicator.versions.in_force().update(superseded_at=at)
    version.published_by, version.published_at = by, at
    version.save(update_fields=["published_by", "published_at"])
    audit.record(verb="indicator.published", target=indicator, by=by, at=at, number=version.number)
    figures.invalidate_all(at=at, versions=_reached(indicator.code))
    return version


def _refuse_bad(indicator: Indicator, version: IndicatorVersion) -> None:
    known = definition.definitions()
    if version.recipe is None:
        known.drafted(indicator, version).checked(indicator.code)
        return
    for problem in composite.problems(composite.readable(version.recipe), known.formulas()):
        raise DefinitionRefused(_(problem.template) % problem.params)


@transaction.atomic
def discard_draft(*, indicator: Indicator, by: User, at: dt.datetime) -> None:
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    deleted, _by_model = indicator.versions.drafts().delete()
    if deleted:
        audit.record(verb="indicator.draft_discarded", target=indicator, by=by, at=at)


@transaction.atomic
def retire(*, indicator: Indicator, by: User, at: dt.datetime) -> None:
    """Take it out of force; what was answered with it can still be cited."""
    list(Indicator.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    known = definition.definitions()
    if users := sorted(code for code, inputs in known.inputs().items() if indicator.code in inputs):
        raise DefinitionRefused(_("Other indicators are computed from it: %s.") % ", ".join(users))
    if indicator.versions.in_force().update(superseded_at=at):
        audit.record(verb="indicator.retired", target=indicator, by=by, at=at)


def stamp(version: IndicatorVersion | None) -> str:
    """Changes with every change of a draft."""
    return version.drafted_at.isoformat() if version else ""


def _take(indicator: Indicator, measure: Measure | None) -> None:
    """An indicator of a chosen measure takes those that add up; `measure` is the one when none is chosen."""
    indicator.default_measure = measure
    indicator.save(update_fields=["default_measure"])
    indicator.measures.set(Measure.objects.filter(code__in=ADDITIVE) if measure else [])


def _reached(code: str) -> set[int]:
    known = definition.definitions()
    codes = {code, *graph.downstream([code], known.inputs())}
    return {version.pk for name, version in known.versions.items() if name in codes}


@transaction.atomic
def publish(*, indicator: Indicator, by: User | None, at: dt.datetime, **definition: Any) -> bool:
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
