"""Proofs as the page shows them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.formula.engine import ENGINE
from indicators.proofs import Answer, NotRun, Proved
from indicators.proofs.pack import Value
from indicators.shown import texts
from indicators.status import Status

Shown = dict[str, Any]


def page(found: Sequence[Proved], *, at: dt.datetime) -> Shown:
    answers = [answer for one in found for answer in one.answers]
    return {
        "proofs": [_proof(one) for one in found],
        "answers": len(answers),
        "differing": sum(not answer.holds for answer in answers),
        "not_run": sum(one.not_run is not None for one in found),
        "engine": ENGINE,
        "at": at,
        "seconds": texts.number(sum(one.seconds for one in found), 2),
        "head": [_("Asked"), *_numeric(_("Published"), _("Computed"), _("Within")), _("Holds")],
    }


def _numeric(*labels: str) -> list[Shown]:
    return [{"label": label, "numeric": True} for label in labels]


def _proof(one: Proved) -> Shown:
    label, tone = _verdict(one)
    return {
        "code": one.proof.code,
        "title": one.proof.title[(get_language() or "en")[:2]],
        "source": one.proof.source,
        "label": label,
        "tone": tone,
        "reason": _reason(one.not_run),
        "rows": [_row(answer) for answer in one.answers],
    }


def _verdict(one: Proved) -> tuple[str, str]:
    if one.not_run:
        return _("not run"), "warn"
    return (_("holds"), "good") if one.holds else (_("differs"), "bad")


def _reason(not_run: NotRun | None) -> str:
    return _(not_run.template) % not_run.params if not_run else ""


def _row(answer: Answer) -> list[Any]:
    asked, computed = answer.asked, _value(answer.computed)
    if answer.computed != answer.fast:
        computed = f"{computed} / {_value(answer.fast)}"
    numbers = (_value(asked.value), computed, f"± {asked.within:g}")
    return [asked.label, *({"text": text, "numeric": True} for text in numbers), _("yes") if answer.holds else _("no")]


def _value(value: Value) -> str:
    if not isinstance(value, str):
        return f"{value:.10g}"
    return str(texts.status(Status(value))) if value in set(Status) else value
