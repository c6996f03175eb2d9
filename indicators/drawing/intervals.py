"""A dot and a whisker for each row: where something stands, and how far other admissible choices would move it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indicators.drawing.marks import Formatter, Picture, element, named, picture, short, words

LEFT, RIGHT, TOP, ROW, BOTTOM = 182.0, 14.0, 30.0, 26.0, 8.0
TICK = 4.0
LONGEST = 22


@dataclass(frozen=True)
class Row:
    label: str
    place: float
    low: float
    high: float
    sentence: str
    href: str = ""
    is_loose: bool = False


def draw(
    rows: Sequence[Row], *, title: str, number: Formatter, last: int, description: str = "", width: float = 480
) -> Picture:
    """Places run from 1 at the left to `last`; `is_loose` marks a row whose value is provisional."""
    if not rows:
        return Picture()
    height = TOP + ROW * len(rows) + BOTTOM
    scale = (width - LEFT - RIGHT) / max(last - 1, 1)

    def x(place: float) -> float:
        return LEFT + (place - 1) * scale

    steps = sorted({1, *range(5, last + 1, 5), last} - ({last - 1} if last % 5 == 1 else set()))
    parts = [
        mark
        for step in steps
        for mark in (
            element("path", class_="rule", d=f"M{short(x(step))} {TOP - 8:g}V{short(height - BOTTOM)}"),
            words(number(step), x(step), TOP - 14, text_anchor="middle"),
        )
    ]
    parts += [_row(row, TOP + ROW * (index + 0.5), x) for index, row in enumerate(rows)]
    return picture(
        parts, width=width, height=height, title=title, description=description, role="group", class_="intervals"
    )


def _row(row: Row, y: float, x: Callable[[float], float]) -> str:
    low, middle, high = x(row.low), x(row.place), x(row.high)
    whisker = f"M{short(low)} {short(y)}H{short(high)}M{short(low)} {short(y - TICK)}v{2 * TICK:g}"
    dot = "point--provisional" if row.is_loose else ""
    content = (
        named(row.sentence)
        + words(_cut(row.label), LEFT - 16, y + 4, text_anchor="end", class_="label", aria_hidden="true")
        + element("path", class_="whisker", d=f"{whisker}M{short(high)} {short(y - TICK)}v{2 * TICK:g}")
        + element("circle", class_=f"point point--1 {dot}".strip(), cx=short(middle), cy=short(y), r=5)
    )
    return element("a", content, href=row.href, aria_label=row.sentence) if row.href else element("g", content)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
