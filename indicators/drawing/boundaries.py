"""The regions' outlines as SVG paths, from a TopoJSON file, in an equal-area projection."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "data" / "boundaries" / "kz-adm1.simplified.topo.json"
CREDIT = "© OpenStreetMap contributors, ODbL"
WIDTH = 1000.0
EDGE = 6.0

# The file has English names of its own spelling; the portal speaks ISO 3166-2.
CODES = {
    "Abay Region": "KZ-10",
    "Akmola Region": "KZ-11",
    "Aktobe Region": "KZ-15",
    "Almaty": "KZ-75",
    "Almaty Region": "KZ-19",
    "Astana": "KZ-71",
    "Atyrau Region": "KZ-23",
    "East Kazakhstan Region": "KZ-63",
    "Jambyl Region": "KZ-31",
    "Jetisu Region": "KZ-33",
    "Karaganda Region": "KZ-35",
    "Kostanay Region": "KZ-39",
    "Kyzylorda Region": "KZ-43",
    "Mangystau Region": "KZ-47",
    "North Kazakhstan Region": "KZ-59",
    "Pavlodar Region": "KZ-55",
    "Shymkent": "KZ-79",
    "Turkistan Region": "KZ-61",
    "Ulytau Region": "KZ-62",
    "West Kazakhstan Region": "KZ-27",
}

Place = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    path: str
    centre: Place
    area: float


@lru_cache(maxsize=4)
def outlines(file: Path = FILE) -> tuple[dict[str, Outline], float]:
    """Outline of each region by its code, and the height of the picture; nothing where the file is missing."""
    if not file.exists():
        return {}, 0.0
    topology = json.loads(file.read_text(encoding="utf-8"))
    arcs = [[projected(place) for place in arc] for arc in unpacked(topology)]
    left, top = (min(place[axis] for arc in arcs for place in arc) for axis in (0, 1))
    right, bottom = (max(place[axis] for arc in arcs for place in arc) for axis in (0, 1))
    scale = (WIDTH - 2 * EDGE) / (right - left)
    fitted = [[(EDGE + (x - left) * scale, EDGE + (y - top) * scale) for x, y in arc] for arc in arcs]
    (layer,) = topology["objects"].values()
    found = {
        CODES[shape["properties"]["ADM1_EN"]]: outline(rings(shape, fitted))
        for shape in layer["geometries"]
        if shape["properties"]["ADM1_EN"] in CODES
    }
    return found, (bottom - top) * scale + 2 * EDGE


def unpacked(topology: dict[str, Any]) -> list[list[Place]]:
    """Arcs as degrees: the file keeps whole-number steps from point to point."""
    (x_scale, y_scale), (x_shift, y_shift) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for x_step, y_step in steps:
            x, y = x + x_step, y + y_step
            arc.append((x * x_scale + x_shift, y * y_scale + y_shift))
        arcs.append(arc)
    return arcs


def projected(place: Place) -> Place:
    """Albers' conic between 43° and 53° north about 67° east, so that areas compare."""
    south, north = math.radians(43), math.radians(53)
    cone = (math.sin(south) + math.sin(north)) / 2
    constant = math.cos(south) ** 2 + 2 * cone * math.sin(south)
    radius = math.sqrt(constant - 2 * cone * math.sin(math.radians(place[1]))) / cone
    angle = cone * math.radians(place[0] - 67)
    return radius * math.sin(angle), radius * math.cos(angle)


def rings(shape: dict[str, Any], arcs: list[list[Place]]) -> list[list[Place]]:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [ring(numbers, arcs) for polygon in polygons for numbers in polygon]


def ring(numbers: list[int], arcs: list[list[Place]]) -> list[Place]:
    places: list[Place] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        places += arc[1:] if places else arc
    return places


def outline(parts: list[list[Place]]) -> Outline:
    largest = max(parts, key=lambda part: abs(area(part)))
    return Outline("".join(map(trace, parts)), centroid(largest), abs(area(largest)))


def trace(places: list[Place]) -> str:
    """Whole units and relative steps: a third of the bytes, and no eye sees the difference."""
    x, y = round(places[0][0]), round(places[0][1])
    drawn = f"M{x} {y}l"
    steps = []
    for place in places[1:]:
        x_step, y_step = round(place[0]) - x, round(place[1]) - y
        if x_step or y_step:
            x, y = x + x_step, y + y_step
            steps.append(f"{x_step}{'' if y_step < 0 else ' '}{y_step}")
    return drawn + " ".join(steps) + "z"


def area(places: list[Place]) -> float:
    pairs = zip(places, places[1:] + places[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def centroid(places: list[Place]) -> Place:
    doubled = 6 * area(places)
    pairs = list(zip(places, places[1:] + places[:1], strict=True))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / doubled
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / doubled
    return x, y
