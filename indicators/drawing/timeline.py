"""Bars over days, one a row, with what is due on them; labels stand above their bars, so a phone shows them whole."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indicators.drawing.marks import Picture, element, named, picture, short, words

LEFT, RIGHT, TOP, ROW, BAR = 8.0, 8.0, 30.0, 54.0, 14.0
LETTER = 7.0
Place = Callable[[dt.date], float]


@dataclass(frozen=True)
class Mark:
    on: dt.date
    label: str
    state: str = "open"


@dataclass(frozen=True)
class Row:
    label: str
    start: dt.date | None
    end: dt.date | None
    tone: str = "neutral"
    href: str = ""
    marks: Sequence[Mark] = ()


def draw(rows: Sequence[Row], *, title: str, today: dt.date, today_label: str = "", width: float = 640) -> Picture:
    shown = [row for row in rows if row.start and row.end]
    if not shown:
        return Picture()
    first = min(dt.date(min(row.start for row in shown if row.start).year, 1, 1), today)
    last = max(dt.date(max(row.end for row in shown if row.end).year, 12, 31), today)
    height = TOP + ROW * len(shown) + 6
    scale = (width - LEFT - RIGHT) / max((last - first).days, 1)

    def x(day: dt.date) -> float:
        return LEFT + (day - first).days * scale

    parts = _years(
        first.year, last.year, x_of=[x(dt.date(year, 1, 1)) for year in range(first.year, last.year + 1)], height=height
    )
    parts.append(
        element("path", named(today_label), class_="today", d=f"M{short(x(today))} {TOP - 6:g}V{short(height)}")
    )
    for index, row in enumerate(shown):
        parts += _row(row, TOP + ROW * index, x, width)
    return picture(parts, width=width, height=height, title=title, role="group", class_="timeline-chart")


def _years(first: int, last: int, *, x_of: Sequence[float], height: float) -> list[str]:
    every = -(-(last - first + 1) // 8)
    found = []
    for year, place in zip(range(first, last + 1), x_of, strict=True):
        found.append(element("path", class_="rule", d=f"M{short(max(place, LEFT))} {TOP - 10:g}V{short(height)}"))
        if (year - first) % every == 0:
            found.append(words(str(year), max(place, LEFT) + 4, TOP - 14))
    return found


def _row(row: Row, top: float, x: Place, width: float) -> list[str]:
    start, end = x(row.start or dt.date.min), x(row.end or dt.date.min)
    is_right = start > width / 2
    label = words(
        _cut(row.label, (end if is_right else width - start) / LETTER),
        end if is_right else start,
        top + 20,
        class_="label",
        text_anchor="end" if is_right else "",
    )
    bar = element(
        "rect",
        named(f"{row.label}: {row.start} – {row.end}"),
        class_=f"span span--{row.tone}",
        x=short(start),
        y=short(top + 28),
        width=short(max(end - start, 3)),
        height=short(BAR),
        rx=3,
    )
    marks = [
        element(
            "path",
            named(f"{mark.on}: {mark.label}"),
            class_=f"milestone milestone--{mark.state}",
            d=f"M{short(x(mark.on))} {short(top + 26)}l9 9l-9 9l-9 -9z",
        )
        for mark in row.marks
    ]
    content = label + bar + "".join(marks)
    return [element("a", content, href=row.href, aria_label=row.label) if row.href else content]


def _cut(text: str, letters: float) -> str:
    room = max(int(letters), 12)
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
