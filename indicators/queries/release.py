"""Releases as pages and actions ask for them."""

from indicators.models import Observation, Release, Source


def with_content(*, source: Source, digest: str) -> Release | None:
    """The release of this source that holds the same content, where one counts or is on its way."""
    ended = (Release.State.REFUSED, Release.State.WITHDRAWN)
    return Release.objects.filter(source=source, digest=digest).exclude(state__in=ended).first()


def published_values(*, measure: str, period: str) -> dict[tuple[str, str], float]:
    """(region, activity) → value, of one slice as it counts now."""
    rows = Observation.objects.current().filter(measure__code=measure, period=period, value__isnull=False)
    return {
        (region, activity): value
        for region, activity, value in rows.values_list("region__code", "activity__code", "value")
    }
