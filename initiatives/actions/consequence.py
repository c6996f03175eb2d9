"""What a figure computed anew means for the people of an initiative: its verdict or a target's light has changed."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts import notices
from accounts.models import User
from indicators.actions import consequence
from indicators.actions.consequence import Computed, Turned
from indicators.models import Indicator
from initiatives.models import Initiative, StrategicPlan, Target, TargetLight
from initiatives.queries import initiative as initiatives
from initiatives.queries import target as targets
from initiatives.queries.subject import PREFIX
from initiatives.queries.target import Progress

# The same as `_in_force`. It is asked for every figure slice, and the mapper takes longer to write it than the
# database to answer.
AIMED_AT = """
    SELECT target.id FROM initiatives_target AS target
    JOIN initiatives_strategicplan AS plan ON plan.id = target.plan_id
    WHERE target.indicator_id = %s AND plan.approved_at IS NOT NULL AND plan.superseded_at IS NULL ORDER BY target.id
"""


def follow(computed: Computed, at: dt.datetime) -> None:
    """Called in the transaction that keeps the figures, so that nobody is told of what was not kept."""
    for number, turned in _by_initiative(computed.turned).items() if computed.turned else ():
        _tell_of_verdict(Initiative.objects.get(pk=number), turned, computed, at)
    with connection.cursor() as cursor:
        cursor.execute(AIMED_AT, [computed.definition.indicator.pk])
        numbers = [number for (number,) in cursor.fetchall()]
    if numbers:
        _look_at(numbers, at)


def follow_all(*, at: dt.datetime) -> None:
    """Every target in force: also those of indicators that nobody keeps computed."""
    look_at_lights(of=_in_force(), at=at)


def look_at_lights(*, of: QuerySet[Target], at: dt.datetime) -> None:
    """Tell the people of each target whose light is another one than they were told. The first look tells nothing."""
    numbers = sorted(of.values_list("pk", flat=True))
    if numbers:
        _look_at(numbers, at)


@transaction.atomic
def _look_at(numbers: Sequence[int], at: dt.datetime) -> None:
    TargetLight.objects.bulk_create((TargetLight(target_id=number) for number in numbers), ignore_conflicts=True)
    # In one order for all; who comes second looks at the figures only when the first has told and kept the light.
    told = {
        row.target_id: row
        for row in TargetLight.objects.select_for_update().filter(target__in=numbers).order_by("target_id")
    }
    chosen = Target.objects.filter(pk__in=numbers).select_related("plan__initiative", "indicator", "measure")
    for progress in targets.progress_of(list(chosen)):
        _keep_light(told[progress.target.pk], progress, at)


def _keep_light(told: TargetLight, progress: Progress, at: dt.datetime) -> None:
    if told.light == progress.light:
        return
    if told.light:
        _tell_of_light(told, progress, at)
    told.light, told.changed_at = progress.light, at
    told.save(update_fields=["light", "changed_at"])


def _in_force() -> QuerySet[Target]:
    return Target.objects.filter(plan__in=StrategicPlan.objects.in_force())


def _by_initiative(turned: Sequence[Turned]) -> dict[int, Turned]:
    """One for each initiative, however many cells answer for it."""
    found: dict[int, Turned] = {}
    for one in turned:
        if one.subject.startswith(PREFIX):
            found.setdefault(int(one.subject.removeprefix(PREFIX)), one)
    known = Initiative.objects.filter(pk__in=found).values_list("pk", flat=True)
    return {number: found[number] for number in known}


def _tell_of_verdict(initiative: Initiative, turned: Turned, computed: Computed, at: dt.datetime) -> None:
    one, period = computed.definition, str(computed.period)
    measure = one.measure.code if one.measure else ""
    notices.notify(
        users=_people(initiative, at),
        kind="figure_above" if turned.is_above else "figure_below",
        at=at,
        occasion=f"{turned.subject} {one.code} {measure} {period} {computed.state}"[:120],
        url=reverse("figure", kwargs={"indicator": one.code, "subject": turned.subject, "period": period}),
        initiative=initiative.told,
        indicator=_names(one.indicator),
        period=period,
        line=f"{turned.line:g}",
    )


def _tell_of_light(told: TargetLight, progress: Progress, at: dt.datetime) -> None:
    target = progress.target
    initiative = target.plan.initiative
    notices.notify(
        users=_people(initiative, at),
        kind="target_light_changed",
        at=at,
        occasion=f"{target.pk} {told.light} {progress.light} {told.changed_at.isoformat()}",
        url=reverse("plan", kwargs={"pk": initiative.pk}),
        initiative=initiative.told,
        indicator=_names(target.indicator),
        year=target.year,
        light=_in_languages(progress),
    )


def _people(initiative: Initiative, at: dt.datetime) -> QuerySet[User]:
    return initiatives.people(initiative, on=timezone.localdate(at))


def _names(indicator: Indicator) -> Mapping[str, str]:
    return {code: getattr(indicator, f"name_{code}") or indicator.name for code, _name in settings.LANGUAGES}


def _in_languages(progress: Progress) -> Mapping[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = str(progress.light.label)
    return found


consequence.followed_by(follow)
