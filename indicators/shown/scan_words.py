"""What the scan says of one cell: its values, its conditions one by one, and why a verdict is not certain."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.queries.figure import Figure
from indicators.queries.scan import Cell, Scan
from indicators.scan import Condition, Doubt, Verdict
from indicators.shown import addresses, cards, texts

COLUMNS = {
    "location_quotient": gettext_lazy("Location quotient"),
    "traded_quotient": gettext_lazy("Quotient within traded activities"),
    "cluster_factor": gettext_lazy("Cluster factor"),
    "regional_factor": gettext_lazy("Regional factor"),
    "focus": gettext_lazy("Focus"),
    "size_share": gettext_lazy("Share in the country's industry"),
    "amount": gettext_lazy("Amount"),
    "jobs": gettext_lazy("Employed persons"),
    "establishments": gettext_lazy("Establishments"),
}
PLAIN = ("amount", "jobs", "establishments")
QUOTIENTS = ("location_quotient", "traded_quotient")


def column(code: str) -> str:
    return str(COLUMNS[code])


def leading_column(found: Scan) -> str:
    """The quotient, where the rule set has one; else the first thing that it looks at."""
    return next((code for code in QUOTIENTS if code in found.columns), found.rules.columns[0])


def leading(found: Scan, cell: Cell) -> float | None:
    return number(found, leading_column(found), cell)


def number(found: Scan, code: str, cell: Cell) -> float | None:
    """NaN is no value."""
    value_ = float(found.columns[code].column.values[found.place(cell)])
    return value_ if value_ == value_ else None  # noqa: PLR0124


def value(found: Scan, code: str, cell: Cell) -> str:
    one, amount = found.columns[code].definition, number(found, code, cell)
    if amount is None:
        return texts.NOTHING
    if code == "traded_quotient" or one is None:
        return texts.number(amount, 2)
    return texts.measured(amount, one.measure) if code in PLAIN and one.measure else texts.formatter(one)(amount)


def why(found: Scan, code: str, cell: Cell) -> str:
    """Where the value is explained; an amount is an input and no indicator."""
    figure = found.figure(code, cell)
    if figure is None or code in PLAIN or code == "traded_quotient":
        return ""
    return addresses.of_figure(figure, at=found.at)


def remark(found: Scan, cell: Cell) -> str:
    """Why the verdict is neither yes nor no; nothing where it is."""
    verdict = found.verdict(cell)
    if verdict is Verdict.NOT_JUDGED:
        return _missing(found, cell)
    return margin(found, cell) if verdict is Verdict.POSSIBLE else ""


def margin(found: Scan, cell: Cell) -> str:
    one = found.columns.get("location_quotient")
    if one is None:
        return _("An input is withheld, or other regions are not known.")
    if found.rules.doubt is Doubt.SAMPLING and cell in one.sampled:
        low, high = one.sampled[cell]
        ends = {"low": texts.number(low, 3), "high": texts.number(high, 3)}
        return _("95 %% interval: %(low)s to %(high)s") % ends
    if found.rules.doubt is Doubt.WAYS and cell in one.ways:
        place = found.place(cell)
        ends = {
            "low": texts.number(float(one.column.low[place]), 2),
            "high": texts.number(float(one.column.high[place]), 2),
        }
        return _("By other bases, measures and over three years: %(low)s to %(high)s") % ends
    return _("An input is withheld, or other regions are not known.")


def _missing(found: Scan, cell: Cell) -> str:
    for condition, verdicts in found.judged.conditions.items():
        if Verdict(int(verdicts[found.place(cell)])) is Verdict.NOT_JUDGED:
            return unknown(found, condition, cell)
    return ""


def unknown(found: Scan, condition: Condition, cell: Cell) -> str:
    """Why a condition cannot be judged."""
    figure = found.figure(condition.column, cell)
    told = {"column": column(condition.column), "reason": _why_not(found, figure, condition)}
    return _("%(column)s: %(reason)s") % told


def _why_not(found: Scan, figure: Figure | None, condition: Condition) -> str:
    if figure is None:
        return _("not published")
    if figure.is_coarser:
        return cards.coarser(figure)
    if figure.value is None:
        return texts.reason(figure, found.names) if figure.reason else texts.status(figure.status)
    return _("an earlier year is missing or had other borders") if condition.kind == "rising" else _("not published")


def conditions(found: Scan, cell: Cell) -> list[dict[str, Any]]:
    """Each condition of each grade, with its value and its verdict."""
    return [
        {
            "condition": condition,
            "text": sentence(condition),
            "value": value(found, condition.column, cell),
            "why": why(found, condition.column, cell),
            "verdict": Verdict(int(verdicts[found.place(cell)])),
            "unknown": unknown(found, condition, cell)
            if Verdict(int(verdicts[found.place(cell)])) is Verdict.NOT_JUDGED
            else "",
        }
        for condition, verdicts in found.judged.conditions.items()
    ]


def sentence(condition: Condition) -> str:
    told = {
        "column": column(condition.column),
        "sign": condition.comparison,
        "number": _line(condition),
        "percent": texts.percent(condition.number, 0),
        "years": int(condition.number),
    }
    return _PHRASES[condition.kind] % told


_PHRASES = {
    "line": gettext_lazy("%(column)s %(sign)s %(number)s"),
    "quantile": gettext_lazy("%(column)s %(sign)s the %(percent)s quantile of the regions"),
    "top": gettext_lazy("%(column)s among the top %(percent)s of the regions"),
    "rising": gettext_lazy("%(column)s risen in each of %(years)s years"),
    "mean": gettext_lazy("%(column)s %(sign)s its mean over the regions"),
}


def _line(condition: Condition) -> str:
    return texts.number(condition.number, 0 if condition.number == round(condition.number) else 2)
