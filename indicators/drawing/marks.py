"""What every picture is made of: escaped elements, and axes with round steps."""

import math
from collections.abc import Callable, Iterable
from html import escape

Formatter = Callable[[float], str]


class Picture(str):
    """Markup whose every word was escaped here; templates take it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def element(name: str, content: str = "", **attributes: object) -> str:
    """An element; `content` is markup already, attribute values are escaped here."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def words(text: str, x: float, y: float, **attributes: object) -> str:
    return element("text", escape(text), x=short(x), y=short(y), **attributes)


def named(title: str, description: str = "") -> str:
    return element("title", escape(title)) + (element("desc", escape(description)) if description else "")


def picture(
    parts: Iterable[str],
    *,
    width: float,
    height: float,
    title: str,
    description: str = "",
    role: str = "img",
    **more: object,
) -> Picture:
    content = named(title, description) + "".join(parts)
    box = f"0 0 {short(width)} {short(height)}"
    return Picture(element("svg", content, viewBox=box, role=role, aria_label=title, focusable="false", **more))


def short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def round_step(span: float, count: int) -> float:
    """The step of 1, 2, 2.5 or 5 times a power of ten that gives about `count` steps."""
    rough = span / max(count, 1)
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough * 0.999)


def ticks(lowest: float, highest: float, *, count: int = 4) -> list[float]:
    """Round numbers from at or below the lowest to at or above the highest."""
    if lowest == highest:
        lowest, highest = min(lowest, 0.0), max(highest, 0.0) or lowest + 1.0
    step = round_step(highest - lowest, count)
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return [round(index * step, 12) for index in range(first, last + 1)]
