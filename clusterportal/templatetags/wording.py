"""Numbers, periods and moments as each of the three languages writes them."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Value = Decimal | float | int | None

NOTHING = "–"
MINUS = "−"
SPACE = "\u00a0"

CUMULATIVE = re.compile(r"^(\d{4})-(\d{2})\.\.(\d{2})$")
QUARTER = re.compile(r"^(\d{4})-Q([1-4])$")
MONTH = re.compile(r"^(\d{4})-(\d{2})$")
MILLION, THOUSAND = 1_000_000, 1_000
DIVISION = 2
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def separators() -> tuple[str, str]:
    is_english = (get_language() or "en").startswith("en")
    return (",", ".") if is_english else (SPACE, ",")


# A product of three large numbers has more digits than decimals keep of themselves.
WIDE = Context(prec=400)


def number(value: Value, decimals: int = 0, *, is_signed: bool = False) -> str:
    if value is None:
        return NOTHING
    thousands, comma = separators()
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN, WIDE)
    if not rounded.is_finite():
        return NOTHING
    text = f"{abs(rounded):,.{decimals}f}".replace(",", "\0").replace(".", comma).replace("\0", thousands)
    if rounded < 0:
        return MINUS + text
    return f"+{text}" if is_signed and rounded > 0 else text


def percent(value: Value, decimals: int = 1, *, is_signed: bool = False) -> str:
    if value is None:
        return NOTHING
    return number(Decimal(str(value)) * 100, decimals, is_signed=is_signed) + SPACE + "%"


def points(value: Value, decimals: int = 1) -> str:
    if value is None:
        return NOTHING
    shown = number(Decimal(str(value)) * 100, decimals, is_signed=True)
    # Translators: percentage points, mostly with decimals: "+5.5 points".
    return _("%s points") % shown


def money(millions: Value, decimals: int = 1) -> str:
    if millions is None:
        return NOTHING
    amount = Decimal(str(millions))
    size = abs(amount)
    if size >= MILLION:
        return _("%s tn tenge") % number(amount / MILLION, decimals)
    if size >= THOUSAND:
        return _("%s bn tenge") % number(amount / THOUSAND, decimals)
    return _("%s mln tenge") % number(amount, decimals)


def tenge(amount: Value) -> str:
    if amount is None:
        return NOTHING
    value = Decimal(str(amount))
    return money(value / MILLION) if abs(value) >= MILLION else _("%s tenge") % number(value)


def period(code: str | None) -> str:
    if not code:
        return NOTHING
    if found := QUARTER.match(code):
        return _("%(quarter)s quarter of %(year)s") % {"quarter": ROMAN[found[2]], "year": found[1]}
    if found := MONTH.match(code):
        return date_format(date(int(found[1]), int(found[2]), 1), "YEAR_MONTH_FORMAT")
    if found := CUMULATIVE.match(code):
        first, last = (date_format(date(2000, int(month), 1), "F") for month in found.groups()[1:])
        return _("%(first)s to %(last)s %(year)s") % {"first": first, "last": last, "year": found[1]}
    return code


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def day(value: date | datetime | None) -> str:
    if value is None:
        return NOTHING
    return date_format(local(value) if isinstance(value, datetime) else value, "DATE_FORMAT")


def clock(value: datetime | None) -> str:
    return NOTHING if value is None else f"{local(value):%H:%M}"


def moment(value: datetime | None) -> str:
    return NOTHING if value is None else f"{day(value)}, {clock(value)}"


def oked(code: str | None) -> str:
    """The code as the classification prints it: 01.11 for 0111."""
    digits = str(code or "")
    return f"{digits[:DIVISION]}.{digits[DIVISION:]}" if digits.isdigit() and len(digits) > DIVISION else digits


UNITS: dict[str, Callable[[Value], str]] = {
    "share": percent,
    "percent": percent,
    "growth": lambda value: percent(value, is_signed=True),
    "points": points,
    "ratio": lambda value: number(value, 2),
    "index points": lambda value: number(value, 1),
    "mln KZT": money,
    "KZT": tenge,
    "persons": number,
}


def in_unit(value: Value, unit: str) -> str:
    if value is None:
        return NOTHING
    if unit in UNITS:
        return UNITS[unit](value)
    return f"{number(value, 1)}{SPACE}{unit}".strip()
