"""Sums of money in whole tenge: exact, and never taking what nobody entered for zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    STATE = "state", _("state")
    REGIONAL = "regional", _("regional")
    PRIVATE = "private", _("private")
    INTERNATIONAL = "international", _("international")


PUBLIC = frozenset({Source.STATE, Source.REGIONAL})


class Line(Protocol):
    @property
    def source(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def planned(self) -> int | None: ...
    @property
    def spent(self) -> int | None: ...


@dataclass(frozen=True)
class Sum:
    """`None` is an amount that nobody entered; the counts say how many lines lack theirs."""

    planned: int | None = None
    spent: int | None = None
    lines: int = 0
    unplanned: int = 0
    unspent: int = 0

    @property
    def is_planned(self) -> bool:
        return self.lines > 0 and self.unplanned == 0

    @property
    def share_spent(self) -> Fraction | None:
        if not self.is_planned or not self.planned or self.spent is None:
            return None
        return Fraction(self.spent, self.planned)


def add(lines: Iterable[Line]) -> Sum:
    rows = list(lines)
    return Sum(
        planned=known_sum(line.planned for line in rows),
        spent=known_sum(line.spent for line in rows),
        lines=len(rows),
        unplanned=sum(line.planned is None for line in rows),
        unspent=sum(line.spent is None for line in rows),
    )


def known_sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def cofinancing(lines: Iterable[Line]) -> Fraction | None:
    """The part of the plan that is not public money; None while a line has no plan, or all is zero."""
    rows = list(lines)
    total = add(rows)
    if not total.is_planned or not total.planned:
        return None
    own = sum(line.planned or 0 for line in rows if line.source not in PUBLIC)
    return Fraction(own, total.planned)


def overspent(lines: Iterable[Line]) -> list[Line]:
    """Lines on which more was spent than planned; spending without any plan is one of them."""
    return [line for line in lines if line.spent and (line.planned is None or line.spent > line.planned)]
