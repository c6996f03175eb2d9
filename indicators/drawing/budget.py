"""Pairs of columns: what was planned as an outline, what was spent as a fill; nothing entered draws nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.drawing.marks import Formatter, Picture, element, named, picture, short, ticks, words

LEFT, RIGHT, TOP, BOTTOM = 76.0, 8.0, 12.0, 30.0
FILL = 0.34


@dataclass(frozen=True)
class Group:
    label: str
    planned: int | None
    spent: int | None


def draw(
    groups: Sequence[Group],
    *,
    title: str,
    number: Formatter,
    planned_label: str = "planned",
    spent_label: str = "spent",
    width: float = 640,
    height: float = 240,
) -> Picture:
    known = [amount for group in groups for amount in (group.planned, group.spent) if amount is not None]
    if not known:
        return Picture()
    steps = ticks(0.0, float(max(known)))
    floor, inner = height - BOTTOM, height - TOP - BOTTOM

    def y(value: float) -> float:
        return floor - inner * value / steps[-1]

    parts = []
    for step in steps:
        rule = f"M{LEFT:g} {short(y(step))}H{short(width - RIGHT)}"
        parts.append(element("path", class_="rule" if step else "zero", d=rule))
        parts.append(words(number(step), LEFT - 8, y(step) + 4, text_anchor="end"))
    room = (width - LEFT - RIGHT) / len(groups)
    for index, group in enumerate(groups):
        middle = LEFT + room * (index + 0.5)
        parts.append(words(group.label, middle, height - 10, text_anchor="middle"))
        half = min(room * FILL, 48.0)
        for amount, kind, label, left in (
            (group.planned, "planned", planned_label, middle - half),
            (group.spent, "spent", spent_label, middle),
        ):
            if amount is not None:
                name = named(f"{group.label}, {label}: {number(amount)}")
                is_over = kind == "spent" and (group.planned is None or amount > group.planned)
                parts.append(_column(name, f"{kind}{' over' if is_over else ''}", left, half - 2, y(amount), floor))
    return picture(parts, width=width, height=height, title=title, class_="bars budget-chart")


def _column(name: str, kind: str, left: float, width: float, end: float, floor: float) -> str:
    return element(
        "rect",
        name,
        class_=kind,
        x=short(left),
        y=short(end),
        width=short(width),
        height=short(max(floor - end, 0.8)),
    )
