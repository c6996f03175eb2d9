"""A word-sized line without axes; the number beside it carries the meaning."""

from collections.abc import Sequence
from functools import lru_cache

from indicators.drawing.marks import Picture, element, picture, short

WIDTH, HEIGHT, EDGE = 120.0, 32.0, 4.0
FEWEST = 2


def draw(values: Sequence[float | None], *, title: str, is_last_provisional: bool = False) -> Picture:
    return _drawn(tuple(values), title, is_last_provisional)


@lru_cache(maxsize=5_000)
def _drawn(values: tuple[float | None, ...], title: str, is_last_provisional: bool) -> Picture:  # noqa: FBT001 a key
    """The same values are the same line: a table of regions has hundreds, and each is drawn once."""
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return Picture()
    spread = max(known) - min(known) or 1.0
    places = [
        (
            EDGE + (WIDTH - 2 * EDGE) * index / (len(values) - 1),
            HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - min(known)) / spread,
        )
        if value is not None
        else None
        for index, value in enumerate(values)
    ]
    end = next(place for place in reversed(places) if place)
    parts = [
        element("path", class_="line", d=trace(places)),
        # A line of no length with round ends stays a dot when the picture is stretched.
        element(
            "path",
            class_="spark-end" + (" spark-end--provisional" if is_last_provisional else ""),
            d=f"{move(end)}h.01",
        ),
    ]
    return picture(parts, width=WIDTH, height=HEIGHT, title=title, class_="spark", preserveAspectRatio="none")


def trace(places: Sequence[tuple[float, float] | None]) -> str:
    drawn, is_pen_down = "", False
    for place in places:
        if place:
            drawn += f"L{short(place[0])} {short(place[1])}" if is_pen_down else move(place)
        is_pen_down = place is not None
    return drawn


def move(place: tuple[float, float]) -> str:
    return f"M{short(place[0])} {short(place[1])}"
