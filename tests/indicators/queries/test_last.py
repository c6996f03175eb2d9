from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from indicators import formula
from indicators.period import parse
from indicators.queries import cell, classification, figure
from indicators.queries.last import Last
from indicators.resolution import Subject
from tests.factories import deliveries as made


def kept(last, keys="abcdef"):
    return "".join(key for key in keys if last.get(key))


def test_what_nobody_asked_for_the_longest_goes_first():
    last = Last(3)
    for key in "abc":
        last.keep(key, key)
    last.get("a")
    last.keep("d", "d")
    assert (kept(last), last.weight) == ("acd", 3)


def test_heavy_answers_leave_room_for_few_and_what_is_heavier_than_all_room_is_not_kept():
    last = Last(10)
    for key, weight in (("a", 1), ("b", 4), ("c", 5), ("d", 5), ("e", 11)):
        last.keep(key, key, weight)
    assert (kept(last), last.weight) == ("cd", 10)


def test_what_comes_anew_stands_in_the_place_of_the_old():
    last = Last(10)
    last.keep("a", "old", 6)
    last.keep("a", "new", 3)
    assert (last.get("a"), last.weight) == ("new", 3)
    last.clear()
    assert (last.get("a"), last.weight) == (None, 0)


def test_threads_do_not_lose_count():
    last = Last(7)

    def work(start):
        for number in range(start, start + 3000):
            last.keep(number % 23, number, 1 + number % 3)
            last.get(number % 19)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    weights = [1 + found % 3 for key in range(23) if (found := last.get(key)) is not None]
    assert (sum(weights), last.weight <= 7) == (last.weight, True)


@pytest.mark.django_db
def test_answers_weigh_what_they_hold_and_slices_their_bytes():
    made.published(made.small_country(), made.lines(*made.year(2023)))
    cell.forget()
    figure.forget()
    year, book = parse("2023"), classification.book()
    snapshot = cell.current({("gva", year)}, book=book)
    asked = SimpleNamespace(expression=formula.parse("gva", measures={"gva"}))
    subjects = tuple(Subject(frozenset({"KZ-75"}), frozenset({code})) for code in "BH")
    figure.Reading(book, snapshot, cell.resolver(snapshot, book))._answers(asked, subjects, (year,))
    plane = snapshot.cube.slices["gva", year]
    weights = (figure._answered.weight, cell._memory.slices.weight)
    assert weights == (1 + len(subjects), plane.values.nbytes + plane.gravities.nbytes)
