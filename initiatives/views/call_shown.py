"""Calls, their entries and their ranking, as pages tell them."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives.call import CallStage
from initiatives.lifecycle import Stage
from initiatives.models import Call, CallEntry

RANKING_HEAD = [
    {"label": gettext_lazy("Place"), "numeric": True},
    gettext_lazy("Initiative"),
    {"label": gettext_lazy("Score of 100"), "numeric": True},
    gettext_lazy("Result"),
]
PUBLIC = (Stage.REGISTERED, Stage.SUSPENDED)


def state(call: Call, on: dt.date) -> dict[str, Any]:
    """The stage as people see it: what is announced is open, still to come, or waits for its scoring."""
    if call.stage != CallStage.ANNOUNCED:
        return {"label": call.stage_enum.label, "tone": call.stage_enum.tone}
    if call.is_open(on):
        return {"label": _("open"), "tone": "good"}
    return {"label": _("announced") if on < call.opens_on else _("window over"), "tone": "info"}


def line(call: Call, on: dt.date) -> dict[str, Any]:
    return {"call": call, "state": state(call, on)}


def ranked(entry: CallEntry) -> tuple[Any, ...]:
    """A row of the public ranking; whoever is not in the register has no page that everybody may open."""
    initiative, verdict = entry.initiative, entry.verdict_enum
    href = reverse("profile", kwargs={"pk": initiative.pk}) if initiative.stage in PUBLIC else ""
    return (
        {"text": "–" if entry.place is None else str(entry.place), "numeric": True},
        {"text": initiative.called, "href": href},
        {"text": "–" if entry.score is None else f"{entry.score:.2f}", "numeric": True},
        {"badge": verdict.label if verdict else "–", "tone": verdict.tone if verdict else "neutral"},
    )


def entry(one: CallEntry) -> dict[str, Any]:
    """How far an entry is: whether the operator has spoken, and how many sheets are in, never what they say."""
    sheets = ngettext("%(count)s score sheet", "%(count)s score sheets", one.given) % {"count": one.given}
    opinion = _("opinion given") if one.opinion else _("opinion open")
    return {"entry": one, "name": one.initiative.called, "progress": f"{opinion} · {sheets}"}
