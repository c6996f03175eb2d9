"""A line chart over periods: gaps stay gaps, breaks are marked, provisional points are hollow."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.drawing.marks import Formatter, Picture, element, named, picture, short, ticks, words

LEFT, RIGHT, TOP, BOTTOM = 64.0, 16.0, 18.0, 30.0
MOST_LABELS = 9
FEWEST = 2


@dataclass(frozen=True)
class Point:
    period: str
    value: float | None
    is_provisional: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Line:
    name: str
    points: Sequence[Point]
    tone: int = 1


@dataclass(frozen=True)
class Frame:
    periods: Sequence[str]
    steps: Sequence[float]
    width: float
    height: float

    def x(self, period: str) -> float:
        inner = self.width - LEFT - RIGHT
        return LEFT + inner * self.periods.index(period) / max(len(self.periods) - 1, 1)

    def y(self, value: float) -> float:
        share = (value - self.steps[0]) / (self.steps[-1] - self.steps[0])
        return self.height - BOTTOM - share * (self.height - TOP - BOTTOM)


def draw(
    lines: Sequence[Line],
    *,
    title: str,
    number: Formatter,
    description: str = "",
    breaks: Sequence[tuple[str, str]] = (),
    is_from_zero: bool = False,
    width: float = 640,
    height: float = 260,
) -> str:
    """`breaks`: pairs of the first period after a break and its name; `number` writes a value for the reader."""
    frame = framed(lines, is_from_zero=is_from_zero, width=width, height=height)
    if frame is None:
        return Picture()
    stops = {period for period, _ in breaks}
    parts = [
        *value_axis(frame, number),
        *period_axis(frame),
        *(mark for period, label in breaks if period in frame.periods for mark in break_mark(frame, period, label)),
        *(interval(frame, line) for line in lines),
        *(path for line in lines for path in paths(frame, line, stops)),
        *(dot for line in lines for dot in dots(frame, line, number)),
    ]
    return picture(parts, width=width, height=height, title=title, description=description, class_="series")


def framed(lines: Sequence[Line], *, is_from_zero: bool, width: float, height: float) -> Frame | None:
    bounds = [
        bound
        for line in lines
        for point in line.points
        for bound in (point.value, point.low, point.high)
        if bound is not None
    ]
    if not bounds:
        return None
    periods = sorted({point.period for line in lines for point in line.points})
    lowest = min([*bounds, 0.0]) if is_from_zero else min(bounds)
    return Frame(periods, ticks(lowest, max(bounds)), width, height)


def value_axis(frame: Frame, number: Formatter) -> list[str]:
    marks = []
    for step in frame.steps:
        y = frame.y(step)
        kind = "zero" if step == 0 else "rule"
        marks.append(element("path", class_=kind, d=f"M{LEFT:g} {short(y)}H{short(frame.width - RIGHT)}"))
        marks.append(words(number(step), LEFT - 8, y + 4, text_anchor="end"))
    return marks


def period_axis(frame: Frame) -> list[str]:
    every = -(-len(frame.periods) // MOST_LABELS)
    # Counted from the end, so that the newest period always has its label.
    shown = list(reversed(frame.periods))[::every]
    return [
        words(
            period,
            frame.x(period),
            frame.height - 10,
            text_anchor="end" if period == frame.periods[-1] and len(frame.periods) > 1 else "middle",
            class_="minor" if index % 2 else "",
        )
        for index, period in enumerate(shown)
    ]


def break_mark(frame: Frame, period: str, label: str) -> list[str]:
    index = frame.periods.index(period)
    before = frame.x(frame.periods[max(index - 1, 0)])
    x = (before + frame.x(period)) / 2
    return [
        element("path", named(label), class_="break", d=f"M{short(x)} {TOP - 8:g}V{short(frame.height - BOTTOM)}"),
        words(label, x + 5, TOP - 4, class_="break-label"),
    ]


def runs(line: Line, stops: set[str]) -> list[list[Point]]:
    """The stretches that may be joined: without a missing value and without a break."""
    found: list[list[Point]] = [[]]
    for point in line.points:
        if point.value is None or point.period in stops:
            found.append([])
        if point.value is not None:
            found[-1].append(point)
    return [run for run in found if run]


def paths(frame: Frame, line: Line, stops: set[str]) -> list[str]:
    drawn = []
    for run in runs(line, stops):
        firm = [point for point in run if not point.is_provisional]
        loose = [*firm[-1:], *(point for point in run if point.is_provisional)]
        drawn += [
            element("path", class_=f"line line--{line.tone}{kind}", d=trace(frame, part))
            for part, kind in ((firm, ""), (loose, " line--provisional"))
            if len(part) > 1
        ]
    return drawn


def trace(frame: Frame, points: Sequence[Point]) -> str:
    return "M" + "L".join(
        f"{short(frame.x(p.period))} {short(frame.y(p.value))}" for p in points if p.value is not None
    )


def dots(frame: Frame, line: Line, number: Formatter) -> list[str]:
    return [
        element(
            "circle",
            named(f"{line.name}, {point.period}: {number(point.value)}"),
            class_=f"point point--{line.tone}" + (" point--provisional" if point.is_provisional else ""),
            cx=short(frame.x(point.period)),
            cy=short(frame.y(point.value)),
            r=3.5 if point.is_provisional else 3,
        )
        for point in line.points
        if point.value is not None
    ]


def interval(frame: Frame, line: Line) -> str:
    known = [(point.period, point.low, point.high) for point in line.points if point.low is not None]
    if len(known) < FEWEST:
        return ""
    upper = [f"{short(frame.x(period))} {short(frame.y(high))}" for period, _, high in known if high is not None]
    lower = [f"{short(frame.x(period))} {short(frame.y(low))}" for period, low, _ in reversed(known) if low is not None]
    return element("path", class_="interval", d=f"M{'L'.join([*upper, *lower])}Z")
