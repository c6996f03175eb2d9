"""Values, units and statuses as the reader's language writes them."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from indicators.models import Measure
from indicators.queries.definition import Definition
from indicators.queries.figure import Figure
from indicators.status import Status

NOTHING = "–"
SPACE = "\u00a0"
PRODUCTIVITY = "mln KZT / persons"

STATUSES = {
    Status.OK: gettext_lazy("as published"),
    Status.PROVISIONAL: gettext_lazy("provisional"),
    Status.ESTIMATED: gettext_lazy("estimated"),
    Status.STALE: gettext_lazy("being recomputed"),
    Status.INCONSISTENT: gettext_lazy("inconsistent: a part is larger than its whole"),
    Status.TOO_FEW_UNITS: gettext_lazy("too few units to show"),
    Status.UNDEFINED_DENOMINATOR: gettext_lazy("undefined: divided by zero"),
    Status.SUPPRESSED: gettext_lazy("suppressed by the statistics office"),
    Status.MISSING_INPUT: gettext_lazy("not published"),
    Status.NOT_APPLICABLE: gettext_lazy("not comparable"),
}

MEANINGS = {
    Status.OK: gettext_lazy("Computed from published values, none of them preliminary."),
    Status.PROVISIONAL: gettext_lazy("At least one input is preliminary and will be revised by the office."),
    Status.ESTIMATED: gettext_lazy("At least one input is the office's estimate."),
    Status.STALE: gettext_lazy("A newer release has arrived and the value is being computed again."),
    Status.INCONSISTENT: gettext_lazy("A part is larger than its whole by more than rounding explains."),
    Status.TOO_FEW_UNITS: gettext_lazy("So few units report that a value would disclose one of them."),
    Status.UNDEFINED_DENOMINATOR: gettext_lazy("The formula divides by zero here, so there is no value."),
    Status.SUPPRESSED: gettext_lazy("The office withholds an input because it would disclose a firm."),
    Status.MISSING_INPUT: gettext_lazy("An input is not published. Missing is never zero."),
    Status.NOT_APPLICABLE: gettext_lazy("Borders or kinds of value differ, so the parts must not be put together."),
}


# A product of three large numbers has more digits than decimals keep of themselves.
WIDE = Context(prec=400)


def number(value: float | None, decimals: int = 0, *, is_signed: bool = False) -> str:
    return NOTHING if value is None else _number(get_language(), str(value), decimals, is_signed)


@lru_cache(maxsize=20_000)
def _number(_language: str | None, value: str, decimals: int, is_signed: bool) -> str:  # noqa: FBT001 a key
    """Kept for each language: a page writes hundreds, and most of them again on the next page."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN, WIDE)
    text = number_format(abs(rounded), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    if rounded < 0:
        return f"−{text}"
    return f"+{text}" if is_signed and rounded > 0 else text


def percent(value: float | None, decimals: int, *, is_signed: bool = False) -> str:
    return NOTHING if value is None else number(value * 100, decimals, is_signed=is_signed) + SPACE + "%"


def is_signed(one: Definition) -> bool:
    return any(word in one.version.formula for word in ("growth", "cagr", "grp_index"))


def formatter(one: Definition, extra: int = 0) -> Callable[[float | None], str]:
    """How values of this indicator are written; `extra` decimals more than usual."""
    shown_as, decimals = one.version.shown_as, one.version.decimals + extra

    def written(value: float | None) -> str:
        if value is None:
            return NOTHING
        if shown_as == "percent":
            return percent(value, decimals, is_signed=is_signed(one))
        if shown_as == "percentage points":
            return _("%s points") % number(value * 100, decimals, is_signed=True)
        if shown_as == PRODUCTIVITY:
            return _("%s mln tenge per person") % number(value, decimals)
        return number(value, decimals)

    return written


def bare(one: Definition) -> tuple[Callable[[float | None], str], str]:
    """The number and its unit apart, where the unit is too long to stand beside a large number."""
    shown_as, decimals = one.version.shown_as, one.version.decimals
    if shown_as == "percentage points":
        return lambda value: number(None if value is None else value * 100, decimals, is_signed=True), _("points")
    if shown_as == PRODUCTIVITY:
        return lambda value: number(value, decimals), _("mln tenge per person")
    return formatter(one), ""


def axis(one: Definition) -> Callable[[float], str]:
    """The same without its unit, short enough for an axis."""

    def written(value: float) -> str:
        shown_as = one.version.shown_as
        if shown_as == "percent":
            return percent(value, 0 if abs(value) >= 0.02 or not value else 1)  # noqa: PLR2004
        if shown_as == "percentage points":
            return number(value * 100, 0 if abs(value) >= 0.02 or not value else 1)  # noqa: PLR2004
        return number(value, 0 if value == round(value) else 1 if round(value, 1) == round(value, 4) else 2)

    return written


def value(figure: Figure, extra: int = 0) -> str:
    return formatter(figure.definition, extra)(figure.value)


def measured(amount: float | None, measure: Measure) -> str:
    """An input in the unit of its measure."""
    if amount is None:
        return NOTHING
    units = {"mln KZT": _("%s mln tenge"), "persons": _("%s persons"), "index points": _("%s (previous year = 100)")}
    return units.get(measure.unit, f"%s{SPACE}{measure.unit}") % number(amount, measure.decimals)


def unit(one: Definition) -> str:
    units = {
        "percent": _("percent"),
        "percentage points": _("percentage points"),
        "times": _("times the country's share") if "quotient" in one.code else _("times"),
        "number": _("a plain number"),
        "persons": _("persons"),
        "persons / units": _("persons per establishment"),
        PRODUCTIVITY: _("million tenge per employed person"),
    }
    return units.get(one.version.shown_as, one.version.shown_as)


def status(code: Status | str) -> str:
    return str(STATUSES[Status(code)])


def is_real(one: Definition) -> bool:
    return one.version.price_basis == Measure.PriceBasis.VOLUME_INDEX


def has_price_change(one: Definition) -> bool:
    return one.includes_price_change


def price_basis(one: Definition) -> str:
    """What prices do to the figure, in one sentence."""
    if one.measure and not one.measure.price_basis and one.takes_measure:
        return _("Counted, not valued: prices play no part.")
    if one.indicator.price_note:
        return one.indicator.price_note
    return {"current": _("At current prices."), "volume_index": _("In real terms, by the volume index.")}.get(
        one.version.price_basis, _("Counted, not valued: prices play no part.")
    )


def reason(figure: Figure, names: Mapping[str, str]) -> str:
    """Why there is no value, as a sentence in the reader's language."""
    if figure.reason is None:
        return ""
    told = {key: ", ".join(_named(part, names) for part in str(value).split(", "))
            for key, value in figure.reason.params.items()}  # fmt: skip
    return _(figure.reason.template) % told


def _named(text: str, names: Mapping[str, str]) -> str:
    return names.get(text, text)
