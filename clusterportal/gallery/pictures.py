"""Charts and maps of the gallery, drawn from round invented numbers."""

from clusterportal.templatetags import wording
from indicators.drawing import bars, region_map, series, spark
from indicators.drawing.marks import Picture

YEARS = [str(year) for year in range(2010, 2026)]
SHARES = [
    0.062,
    0.071,
    0.075,
    0.081,
    0.079,
    0.066,
    0.071,
    0.083,
    0.094,
    0.091,
    0.078,
    0.104,
    0.132,
    0.118,
    0.115,
    0.109,
]
OTHERS = [0.051, 0.052, 0.055, 0.054, 0.057, 0.059, 0.062, 0.061, 0.064, 0.066, None, 0.070, 0.069, 0.072, 0.071, 0.073]
QUOTIENTS = {
    "KZ-10": 0.62, "KZ-11": 1.91, "KZ-15": 0.88, "KZ-19": 1.22, "KZ-23": 0.21, "KZ-27": 0.74, "KZ-31": 1.36,
    "KZ-33": 3.29, "KZ-35": 0.54, "KZ-39": 2.41, "KZ-43": 0.95, "KZ-47": 0.11, "KZ-55": 0.83, "KZ-59": 3.87,
    "KZ-61": 2.02, "KZ-62": None, "KZ-63": 1.05, "KZ-71": 0.04, "KZ-75": 0.05, "KZ-79": 0.09,
}  # fmt: skip
NAMES = {
    "KZ-10": "Abay", "KZ-11": "Akmola", "KZ-15": "Aktobe", "KZ-19": "Almaty region", "KZ-23": "Atyrau",
    "KZ-27": "West Kazakhstan", "KZ-31": "Zhambyl", "KZ-33": "Zhetisu", "KZ-35": "Karaganda", "KZ-39": "Kostanay",
    "KZ-43": "Kyzylorda", "KZ-47": "Mangystau", "KZ-55": "Pavlodar", "KZ-59": "North Kazakhstan",
    "KZ-61": "Turkistan", "KZ-62": "Ulytau", "KZ-63": "East Kazakhstan", "KZ-71": "Astana", "KZ-75": "Almaty",
    "KZ-79": "Shymkent",
}  # fmt: skip


def percent(value: float) -> str:
    return wording.percent(value, 0)


def ratio(value: float | None) -> str:
    return wording.number(value, 2)


def line_chart() -> Picture:
    points = [
        series.Point(year, share, is_provisional=year > "2023") for year, share in zip(YEARS, SHARES, strict=True)
    ]
    others = [series.Point(year, share) for year, share in zip(YEARS, OTHERS, strict=True)]
    return series.draw(
        [series.Line("Atyrau", points), series.Line("Mangystau", others, tone=2)],
        title="Share in the country's product, 2010 to 2025",
        description="Atyrau rises from 6 to 13 percent in 2022 and falls to 11; Mangystau rises from 5 to 7.",
        number=percent,
        breaks=[("2018", "boundaries of 2018")],
        is_from_zero=True,
    )


def interval_chart() -> Picture:
    points = [
        series.Point(year, share, low=share - 0.004 * index, high=share + 0.004 * index)
        for index, (year, share) in enumerate(zip(YEARS[9:], SHARES[9:], strict=True))
    ]
    return series.draw([series.Line("Atyrau", points)], title="Share with its interval", number=percent)


def bar_chart() -> Picture:
    growth = [0.31, -0.04, 0.12, 0.18, -0.09, 0.22, 0.07]
    columns = [
        bars.Bar(year, value, is_highlighted=year == "2025") for year, value in zip(YEARS[9:], growth, strict=True)
    ]
    return bars.draw(columns, title="Growth over the year before", number=percent)


def sparkline() -> Picture:
    return spark.draw(SHARES, title="2010 to 2025, rising to 2022", is_last_provisional=True)


def country_map() -> Picture:
    return region_map.draw(map_regions(), title="Location quotient of farming by region, 2024")


def tile_map() -> Picture:
    return region_map.tiles(map_regions(), title="Location quotient of farming by region, as tiles")


def map_regions() -> list[region_map.Region]:
    shades = region_map.steps(QUOTIENTS).by_code
    return [
        region_map.Region(
            code, name, ratio(QUOTIENTS[code]), shades.get(code), f"#{code}", is_highlighted=code == "KZ-39"
        )
        for code, name in NAMES.items()
    ]


def map_legend() -> list[dict[str, object]]:
    limits = region_map.steps(QUOTIENTS).limits
    lower = ("", *map(ratio, limits))
    return [
        {"step": index + 1, "label": f"{lower[index]} – {ratio(limit)}" if index else f"≤ {ratio(limit)}"}
        for index, limit in enumerate(limits)
    ]


def map_rows() -> list[list[dict[str, object]]]:
    return [
        [{"text": name, "href": f"#{code}"}, {"text": ratio(QUOTIENTS[code]), "numeric": True}]
        for code, name in NAMES.items()
    ]


def line_rows() -> list[list[dict[str, object] | str]]:
    return [
        [year, {"text": wording.percent(share), "numeric": True}, {"text": wording.percent(other), "numeric": True}]
        for year, share, other in zip(YEARS, SHARES, OTHERS, strict=True)
    ]
