"""Within one look a question is asked once; between looks, in threads and in deeds it is asked anew."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from indicators.middleware import OneLookMiddleware
from indicators.models import Measure
from indicators.queries import classification, definition, held
from tests.indicators.official import shipped  # noqa: F401 pytest finds it by its name


def editions_asked(method):
    """How often a page with three parts that need the codes asks for their edition."""

    def page(_request):
        for _part in range(3):
            classification.book()
        return HttpResponse()

    with CaptureQueriesContext(connection) as queries:
        OneLookMiddleware(page)(getattr(RequestFactory(), method)("/"))
    return sum("adopted_at" in query["sql"] for query in queries)


def counted():
    """A question whose answer is how often it was asked."""
    return itertools.count(1).__next__


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_a_page_that_reads_asks_once_and_a_deed_each_time():
    classification.book()
    assert {method: editions_asked(method) for method in ("get", "head", "post")} == {"get": 1, "head": 1, "post": 3}


def test_the_next_look_begins_with_nothing():
    ask = counted()
    answers = []
    for _look in range(2):
        with held.one_look():
            answers += [held.once("it", ask), held.once("it", ask)]
    assert answers == [1, 1, 2, 2]


def test_outside_of_a_look_nothing_is_held():
    ask = counted()
    assert [held.once("it", ask), held.once("it", ask)] == [1, 2]


def test_a_look_that_breaks_holds_nothing():
    ask = counted()

    def broken(_request):
        held.once("it", ask)
        raise LookupError

    with pytest.raises(LookupError):
        OneLookMiddleware(broken)(RequestFactory().get("/"))
    assert held.once("it", ask) == 2


def test_another_thread_does_not_see_what_is_held_here():
    ask = counted()
    with held.one_look(), ThreadPoolExecutor(1) as pool:
        here = held.once("it", ask)
        there = pool.submit(held.once, "it", ask).result()
    assert (here, there) == (1, 2)


def test_what_failed_is_asked_again():
    asked = []

    def ask():
        asked.append(1)
        if len(asked) == 1:
            raise LookupError
        return "found"

    with held.one_look():
        with pytest.raises(LookupError):
            held.once("it", ask)
        assert held.once("it", ask) == "found"


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_a_page_after_a_change_sees_it():
    with held.one_look():
        before = definition.definitions().measures["gva"].name_en
    Measure.objects.filter(code="gva").update(name_en="Value that was added")
    with held.one_look():
        after = definition.definitions().measures["gva"].name_en
    assert (before, after) == ("Gross value added", "Value that was added")
