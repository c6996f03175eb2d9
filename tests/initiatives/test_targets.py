import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.targets import Light, Way, forecast, light

UP, DOWN = Way(2022, 1.0, 2030, 2.0), Way(2022, 2.0, 2030, 1.0)
NUMBERS = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))


@pytest.mark.parametrize(
    ("way", "year", "value", "verdict"),
    [
        (UP, 2026, 1.5, Light.ON_PATH),
        (UP, 2026, 1.49, Light.ON_PATH),
        (UP, 2026, 1.2, Light.BEHIND),
        (UP, 2026, 1.0, Light.AWAY),
        (UP, 2026, 0.8, Light.AWAY),
        (UP, 2023, 2.0, Light.REACHED),
        (DOWN, 2026, 1.5, Light.ON_PATH),
        (DOWN, 2026, 1.8, Light.BEHIND),
        (DOWN, 2026, 2.1, Light.AWAY),
        (DOWN, 2030, 0.9, Light.REACHED),
        (Way(2022, 1.0, 2030, 1.0), 2026, 1.0, Light.NONE),
    ],
)
def test_the_light_follows_from_the_path(way, year, value, verdict):
    assert light(way, year, value) == verdict


def test_the_path_is_level_before_the_baseline_and_after_the_target():
    assert [UP.expected(year) for year in (2020, 2022, 2026, 2030, 2035)] == [1.0, 1.0, 1.5, 2.0, 2.0]


def test_three_points_make_a_trend_and_two_do_not():
    assert forecast([(2021, 1.0), (2022, 2.0)], 2025) is None
    assert forecast([(2021, 1.0), (2022, 2.0), (2023, 3.0)], 2025) == pytest.approx(5.0)


def test_only_the_last_five_years_are_the_trend():
    flat = [(year, 1.0) for year in range(2010, 2019)]
    assert forecast([*flat, *((year, 1.0) for year in range(2019, 2024))], 2030) == pytest.approx(1.0)


@given(start=NUMBERS, value=NUMBERS, seen=NUMBERS, year=st.integers(2023, 2040))
def test_better_figures_never_give_a_worse_light(start, value, seen, year):
    way, order = Way(2022, start, 2030, value), [Light.AWAY, Light.BEHIND, Light.ON_PATH, Light.REACHED]
    better = seen + (way.length or 1) / 10
    first, second = light(way, year, seen), light(way, year, better)
    if Light.NONE not in (first, second):
        assert order.index(second) >= order.index(first)
