"""Where a target stands: path, progress, forecast and light. Pure; knows neither rows nor the clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Fewer points make no trend.
TREND_NEEDS, TREND_YEARS = 3, 5
# A value that misses its path by less than this share of the whole way is on it.
TOLERANCE = 0.02


class Light(TextChoices):
    REACHED = "reached", _("reached")
    ON_PATH = "on_path", _("on the path")
    BEHIND = "behind", _("behind the path")
    AWAY = "away", _("moving away")
    NONE = "none", _("no verdict")

    @property
    def tone(self) -> str:
        return {"reached": "good", "on_path": "good", "behind": "warn", "away": "bad", "none": "neutral"}[self.value]


@dataclass(frozen=True)
class Way:
    """From a baseline in one year to a value in a later one."""

    from_year: int
    start: float
    year: int
    value: float

    @property
    def length(self) -> float:
        return self.value - self.start

    def expected(self, year: int) -> float:
        """The straight path between baseline and target; level before and after."""
        passed = min(max(year - self.from_year, 0), self.year - self.from_year)
        return self.start + self.length * passed / (self.year - self.from_year)

    def progress(self, value: float) -> float | None:
        """The share of the way that is done: 0 at the baseline, 1 at the target; None where there is no way."""
        return (value - self.start) / self.length if self.length else None


def light(way: Way, year: int, value: float) -> Light:
    """The verdict on a comparable value of a year after the baseline."""
    done = way.progress(value)
    due = way.progress(way.expected(year))
    if done is None or due is None:
        return Light.NONE
    if done >= 1:
        return Light.REACHED
    if done >= due - TOLERANCE:
        return Light.ON_PATH
    return Light.BEHIND if done > 0 else Light.AWAY


def forecast(points: Sequence[tuple[int, float]], year: int) -> float | None:
    """The straight trend of the last years carried on to `year`; None where too few are known."""
    known = sorted(points)[-TREND_YEARS:]
    if len(known) < TREND_NEEDS:
        return None
    middle = sum(at for at, _value in known) / len(known)
    mean = sum(value for _at, value in known) / len(known)
    spread = sum((at - middle) ** 2 for at, _value in known)
    slope = sum((at - middle) * (value - mean) for at, value in known) / spread
    return mean + slope * (year - middle)
