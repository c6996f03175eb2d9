"""Set, change and remove the targets of a plan in draft; the baseline is read from the figures, never typed."""

import datetime as dt
import math
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from indicators.models import Indicator, Measure
from indicators.queries.definition import UnknownIndicator
from indicators.queries.figure import UnknownSubject
from initiatives.actions.plan import PlanRefused, locked
from initiatives.models import Initiative, StrategicPlan, Target
from initiatives.queries import target as targets

# Further than a vision reaches, nobody sets a target.
FURTHEST, MOST = 30, 30


@dataclass(frozen=True)
class Wish:
    """What people say of a target; the rest follows from the figures."""

    indicator: Indicator
    subject: str
    baseline_year: int
    value: float
    year: int
    measure: Measure | None = None
    years: int = 1
    goal: str = ""


class TargetConflict(PlanRefused):
    """A colleague changed the target meanwhile; `theirs` is what stands."""

    def __init__(self, theirs: Target) -> None:
        super().__init__(
            _("%(person)s changed this target at %(time)s. Yours was not saved; it stands below.")
            % {"person": theirs.set_by, "time": timezone.localtime(theirs.set_at).strftime("%H:%M")}
        )
        self.theirs = theirs


@transaction.atomic
def set_(*, plan: StrategicPlan, wish: Wish, by: User, at: dt.datetime) -> Target:
    """Add a target. A double click finds the one that stands."""
    plan = locked(plan, by, at)
    fields = _checked(plan.initiative, wish, at)
    standing = Target.objects.filter(plan=plan, **_key(wish)).first()
    if standing:
        return _same(standing, fields)
    if Target.objects.filter(plan=plan).count() >= MOST:
        raise PlanRefused(_("A plan with more than %(count)s targets steers nothing.") % {"count": MOST})
    made = Target.objects.create(plan=plan, **fields, set_by=by, set_at=at)
    _audit("plan.target_set", made, by, at)
    return made


@transaction.atomic
def change(*, target: Target, wish: Wish, seen_revision: int, by: User, at: dt.datetime) -> Target:
    """`seen_revision` is the state that its writer had before him."""
    plan = locked(target.plan, by, at)
    target = _standing(target)
    fields = _checked(plan.initiative, wish, at)
    if target.revision != seen_revision:
        if all(getattr(target, name) == value for name, value in fields.items() if name != "baseline_vintage"):
            return target
        raise TargetConflict(target)
    for name, value in fields.items():
        setattr(target, name, value)
    target.revision, target.set_by, target.set_at = target.revision + 1, by, at
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError as double:
        raise PlanRefused(_("The plan has this target already, for the same year.")) from double
    _audit("plan.target_changed", target, by, at)
    return target


@transaction.atomic
def remove(*, target: Target, by: User, at: dt.datetime) -> None:
    """Removing twice is removing once."""
    locked(target.plan, by, at)
    standing = Target.objects.filter(pk=target.pk).select_related("indicator", "plan__initiative").first()
    if standing:
        _audit("plan.target_removed", standing, by, at)
        standing.delete()


def _standing(target: Target) -> Target:
    found = Target.objects.select_for_update(of=("self",)).filter(pk=target.pk)
    standing = found.select_related("set_by", "indicator", "plan__initiative").first()
    if standing is None:
        raise PlanRefused(_("A colleague has removed this target meanwhile."))
    return standing


def _same(standing: Target, fields: dict[str, object]) -> Target:
    if standing.value == fields["value"] and standing.baseline_year == fields["baseline_year"]:
        return standing
    raise PlanRefused(_("The plan has this target already, for the same year: change that one."), "indicator")


def _checked(initiative: Initiative, wish: Wish, at: dt.datetime) -> dict[str, object]:
    this_year = timezone.localdate(at).year
    if not math.isfinite(wish.value):
        raise PlanRefused(_("Write a number."), "value")
    if wish.year < this_year:
        raise PlanRefused(_("%(year)s is over: a target lies ahead.") % {"year": wish.year}, "year")
    if wish.year > this_year + FURTHEST:
        raise PlanRefused(_("Not further ahead than %(year)s.") % {"year": this_year + FURTHEST}, "year")
    if wish.year <= wish.baseline_year:
        raise PlanRefused(_("The target lies after its baseline."), "year")
    if wish.subject not in dict(targets.subjects(initiative)):
        raise PlanRefused(_("Choose the initiative's base, what answers for it, or one of its regions."), "subject")
    return _key(wish) | {
        "goal": wish.goal[:300],
        "baseline_year": wish.baseline_year,
        "value": wish.value,
        **_baseline(wish),
    }


def _baseline(wish: Wish) -> dict[str, object]:
    """The figure of the year from which the target starts, as published now."""
    try:
        found = targets.baseline(
            code=wish.indicator.code,
            measure=wish.measure.code if wish.measure else None,
            subject=wish.subject,
            year=wish.baseline_year,
            years=wish.years,
        )
    except UnknownIndicator as unknown:
        raise PlanRefused(_("This indicator is not in force, or takes no such measure."), "indicator") from unknown
    except UnknownSubject as unknown:
        raise PlanRefused(_("The initiative has no territorial base yet."), "subject") from unknown
    if len(found.cells) > 1:
        named = "; ".join(targets.named(cell) for cell in found.cells)
        several = _("No single figure answers for this, but several: %(cells)s. Choose one.") % {"cells": named}
        raise PlanRefused(several, "subject")
    if found.value is None or not found.value.counts or found.value.value is None:
        raise PlanRefused(
            _("The figure of %(year)s has no value to start from: choose another year.") % {"year": wish.baseline_year},
            "baseline_year",
        )
    if found.value.value == wish.value:
        raise PlanRefused(_("The target equals its baseline: there is no way to go."), "value")
    return {
        "baseline_value": found.value.value,
        "baseline_status": found.value.status.value,
        "baseline_vintage": found.value.vintage,
        "cell": found.cell,
    }


def _key(wish: Wish) -> dict[str, object]:
    return {
        "indicator": wish.indicator,
        "measure": wish.measure,
        "subject": wish.subject,
        "years": wish.years,
        "year": wish.year,
    }


def _audit(verb: str, target: Target, by: User, at: dt.datetime) -> None:
    audit.record(
        verb=verb,
        target=target.plan.initiative,
        by=by,
        at=at,
        indicator=target.indicator.code,
        year=target.year,
        number=target.plan.number,
    )
