"""The country as a map of links, each region in the shade of its value; tiles where no boundary is known."""

import textwrap
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indicators.drawing.boundaries import CREDIT, WIDTH, Outline, outlines
from indicators.drawing.marks import Picture, element, named, picture, short, words

__all__ = ["CREDIT", "Region", "Steps", "draw", "steps"]

CITY_AREA = 600.0
CITY_RADIUS = 9.0
CITY_REACH = 26.0
CITY_LABEL = 14.0
DEEP = 4
TILE = 100.0
LINE_HEIGHT = 19.0
LONGEST_LINE = 11

# Where the middle of a region is taken by its city, or lies outside its body.
NUDGES = {
    "KZ-11": (-12.0, -12.0),
    "KZ-19": (-46.0, -34.0),
    "KZ-39": (-14.0, -22.0),
    "KZ-59": (-2.0, -12.0),
    "KZ-61": (-15.0, 60.0),
    "KZ-63": (0.0, -4.0),
}

# Column and row of each region's tile, neighbours beside each other as far as a grid allows.
TILES = {
    "KZ-39": (3, 0), "KZ-59": (4, 0),
    "KZ-27": (0, 1), "KZ-15": (2, 1), "KZ-11": (4, 1), "KZ-71": (5, 1), "KZ-55": (6, 1),
    "KZ-23": (0, 2), "KZ-62": (4, 2), "KZ-35": (5, 2), "KZ-10": (6, 2), "KZ-63": (7, 2),
    "KZ-47": (0, 3), "KZ-43": (3, 3), "KZ-61": (4, 3), "KZ-31": (5, 3), "KZ-19": (6, 3), "KZ-33": (7, 3),
    "KZ-79": (4, 4), "KZ-75": (6, 4),
}  # fmt: skip


@dataclass(frozen=True)
class Region:
    code: str
    name: str
    value_text: str = ""
    step: int | None = None
    href: str = ""
    is_highlighted: bool = False
    short_name: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.name}: {self.value_text}" if self.value_text else self.name

    @property
    def look(self) -> str:
        shade = f" region--{self.step}" if self.step else ""
        return f"region{shade}{' region--chosen' if self.is_highlighted else ''}"

    @property
    def ink(self) -> str:
        return " on-deep" if (self.step or 0) >= DEEP else ""


@dataclass(frozen=True)
class Steps:
    """`limits[i]` is the highest value of step i + 1."""

    limits: tuple[float, ...]
    by_code: Mapping[str, int]


def steps(values: Mapping[str, float | None], *, count: int = 5) -> Steps:
    """Shades with about as many regions each; equal values always share a shade."""
    known = sorted(value for value in values.values() if value is not None)
    if not known:
        return Steps((), {})
    limits = tuple(dict.fromkeys(known[-(-len(known) * part // count) - 1] for part in range(1, count + 1)))
    return Steps(limits, {code: bisect_left(limits, value) + 1 for code, value in values.items() if value is not None})


def draw(regions: Sequence[Region], *, title: str, description: str = "") -> Picture:
    return _drawn(tuple(regions), title, description)


@lru_cache(maxsize=200)
def _drawn(regions: tuple[Region, ...], title: str, description: str) -> Picture:
    """The same regions in the same shades are the same picture: it is drawn once."""
    shapes, height = outlines()
    if any(region.code not in shapes for region in regions):
        return tiles(regions, title=title, description=description)
    # Cities lie inside a region and a chosen one shows its whole edge, so both are drawn after the others.
    placed = sorted(
        ((region, shapes[region.code]) for region in regions),
        key=lambda pair: (pair[1].area < CITY_AREA, pair[0].is_highlighted),
    )
    parts = [link(region, shape(region, outline)) for region, outline in placed]
    parts += [label(region, outline) for region, outline in placed]
    return picture(
        parts, width=WIDTH, height=height, title=title, description=description, role="group", class_="regions"
    )


def link(region: Region, content: str) -> str:
    inner = named(region.sentence) + content
    return element("a", inner, href=region.href, aria_label=region.sentence) if region.href else element("g", inner)


def shape(region: Region, outline: Outline) -> str:
    if outline.area < CITY_AREA:
        x, y = outline.centre
        # A finger needs more than the dot.
        reach = element("circle", class_="region-reach", cx=short(x), cy=short(y), r=CITY_REACH)
        return reach + element("circle", class_=f"{region.look} region--city", cx=short(x), cy=short(y), r=CITY_RADIUS)
    return element("path", class_=region.look, d=outline.path)


def label(region: Region, outline: Outline) -> str:
    x, y = outline.centre
    name = region.short_name or region.name
    if outline.area < CITY_AREA:
        return words(name, x + CITY_LABEL, y + 5, aria_hidden="true", class_="place place--city")
    right, down = NUDGES.get(region.code, (0.0, 0.0))
    return lines(name, x + right, y + down, class_=f"place{region.ink}")


def lines(name: str, x: float, y: float, *, class_: str) -> str:
    rows = textwrap.wrap(name, LONGEST_LINE, break_long_words=False, break_on_hyphens=False) or [""]
    top = y + 6 - LINE_HEIGHT * (len(rows) - 1) / 2
    # One text a line: checkers of contrast take a line inside a text for one without its halo.
    return "".join(
        words(row, x, top + LINE_HEIGHT * index, class_=class_, aria_hidden="true") for index, row in enumerate(rows)
    )


def tiles(regions: Sequence[Region], *, title: str, description: str = "") -> Picture:
    columns = 8
    known = [region for region in regions if region.code in TILES]
    unknown = [region for region in regions if region.code not in TILES]
    places = {region.code: TILES[region.code] for region in known}
    places |= {region.code: (index % columns, 5 + index // columns) for index, region in enumerate(unknown)}
    parts = [link(region, tile(region, *places[region.code])) for region in regions]
    rows = 1 + max(row for _, row in places.values())
    return picture(
        parts,
        width=TILE * columns,
        height=TILE * rows,
        title=title,
        description=description,
        role="group",
        class_="regions",
    )


def tile(region: Region, column: int, row: int) -> str:
    x, y = column * TILE, row * TILE
    ground = element("rect", class_=region.look, x=short(x + 2), y=short(y + 2), width=TILE - 4, height=TILE - 4, rx=6)
    name = region.short_name or region.name
    return ground + lines(name, x + TILE / 2, y + TILE / 2, class_=f"tile{region.ink}")
