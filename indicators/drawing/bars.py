"""Columns over periods or names, above and below zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.drawing.marks import Formatter, Picture, element, named, picture, short, ticks, words

LEFT, RIGHT, TOP, BOTTOM = 64.0, 8.0, 12.0, 30.0
FILL = 0.66
MOST_LABELS = 9


@dataclass(frozen=True)
class Bar:
    label: str
    value: float | None
    is_highlighted: bool = False


def draw(
    bars: Sequence[Bar],
    *,
    title: str,
    number: Formatter,
    description: str = "",
    width: float = 640,
    height: float = 240,
) -> Picture:
    known = [bar.value for bar in bars if bar.value is not None]
    if not known:
        return Picture()
    steps = ticks(min([*known, 0.0]), max([*known, 0.0]))
    floor, inner = height - BOTTOM, height - TOP - BOTTOM

    def y(value: float) -> float:
        return floor - inner * (value - steps[0]) / (steps[-1] - steps[0])

    room = (width - LEFT - RIGHT) / len(bars)
    every = -(-len(bars) // MOST_LABELS)
    parts = [
        mark
        for step in steps
        for mark in (
            element("path", class_="rule" if step else "zero", d=f"M{LEFT:g} {short(y(step))}H{short(width - RIGHT)}"),
            words(number(step), LEFT - 8, y(step) + 4, text_anchor="end"),
        )
    ]
    for index, bar in enumerate(bars):
        middle = LEFT + room * (index + 0.5)
        rank, is_skipped = divmod(len(bars) - 1 - index, every)
        if not is_skipped:
            tone = "minor" if rank % 2 else ""
            parts.append(words(bar.label, middle, height - 10, text_anchor="middle", class_=tone))
        if bar.value is not None:
            parts.append(column(bar, middle, room * FILL, y(bar.value), y(0.0), number))
    return picture(parts, width=width, height=height, title=title, description=description, class_="bars")


def column(bar: Bar, middle: float, width: float, end: float, zero: float, number: Formatter) -> str:
    return element(
        "rect",
        named(f"{bar.label}: {number(bar.value or 0.0)}"),
        class_="bar-fill" + (" bar-fill--chosen" if bar.is_highlighted else ""),
        x=short(middle - width / 2),
        y=short(min(end, zero)),
        width=short(width),
        height=short(max(abs(end - zero), 0.8)),
    )
