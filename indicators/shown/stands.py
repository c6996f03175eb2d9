"""Whether the verdict of a figure stands on other bases and measures, as its page says it."""

from typing import Any

from django.utils.translation import gettext as _

from indicators.queries import variant
from indicators.queries.explanation import Explained
from indicators.shown import texts

Shown = dict[str, Any]
FEWEST = 2


def stands(found: Explained) -> Shown:
    """Nothing where there is no line to lie above, or nothing to hold the figure against."""
    asked = variant.question(found.definition)
    if asked is None or len(found.variants) < FEWEST or found.main.value is None:
        return {}
    is_above = found.main.value > asked.line
    others = [one for one in found.variants if one.is_above != is_above]
    return {
        "holds": len(found.variants) - len(others),
        "asked": len(found.variants),
        "verdict": str(asked.above if is_above else asked.not_above),
        "otherwise": "; ".join(str(one.label) for one in others),
        "head": [_("Base and measure"), {"label": _("Value"), "numeric": True}, _("Verdict")],
        "rows": [
            [
                str(one.label),
                {"text": texts.value(one.figure), "numeric": True},
                {"badge": _("otherwise"), "tone": "warn"}
                if one in others
                else {"badge": _("the same"), "tone": "good"},
            ]
            for one in found.variants
        ],
    }
