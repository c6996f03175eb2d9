"""Between what a withheld value lies, and what may still be said of it."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.formula import Interval, Verdict
from indicators.queries import interval, threshold
from indicators.queries.definition import Definition
from indicators.shown import texts

Shown = dict[str, Any]

VERDICTS = {
    Verdict.CERTAIN: (gettext_lazy("certain"), "good"),
    Verdict.POSSIBLE: (gettext_lazy("possible"), "warn"),
    Verdict.NO: (gettext_lazy("no"), "muted"),
    Verdict.NONE: (gettext_lazy("no verdict"), "muted"),
}
SIGNS = {">=": "≥", "<=": "≤"}


def put_beside(answers: Iterable[Shown], found: Mapping[interval.Key, Interval]) -> None:
    for answer in answers:
        figure = answer["figure"]
        bounds = found.get(interval.key(figure))
        answer["room"] = room(figure.definition, bounds) if bounds else {}


def room(one: Definition, bounds: Interval) -> Shown:
    return {
        "title": _between(one, bounds),
        "text": _(
            "Withheld by the office; the published values around it, or the size class that it tells, leave no other"
            " room."
        ),
        "low": "" if math.isinf(bounds.low) else repr(bounds.low),
        "high": "" if math.isinf(bounds.high) else repr(bounds.high),
        "verdicts": [_verdict(one, line, bounds) for line in threshold.of(one.code)],
    }


def _between(one: Definition, bounds: Interval) -> str:
    written = texts.formatter(one)
    if math.isinf(bounds.high):
        return _("At least %(low)s") % {"low": written(bounds.low)}
    if math.isinf(bounds.low):
        return _("At most %(high)s") % {"high": written(bounds.high)}
    return _("Between %(low)s and %(high)s") % {"low": written(bounds.low), "high": written(bounds.high)}


def _verdict(one: Definition, line: threshold.Threshold, bounds: Interval) -> Shown:
    label, tone = VERDICTS[line.verdict(None, bounds)]
    sign = SIGNS.get(line.comparison, line.comparison)
    return {"line": f"{sign} {texts.formatter(one)(line.value)}", "label": label, "tone": tone, "meaning": line.meaning}
