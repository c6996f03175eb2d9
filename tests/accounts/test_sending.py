"""The second click of a double click does nothing, and says so."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection
from django.test import Client

from initiatives.models import Initiative, Invitation
from tests.factories.initiatives import draft

ADDRESS = "/en/initiatives/new/"
AGAIN = ["This had arrived already, and is recorded once."]


def told(answer):
    return [str(each) for each in get_messages(answer.wsgi_request)]


def count():
    return Initiative.objects.filter(name="Sheep").count()


@pytest.fixture
def form():
    _initiative, by, firm = draft()
    data = {"name": "Sheep", "initiator": firm.pk, "language": "en", "csrfmiddlewaretoken": "A" * 64}
    return by, data


def of(by):
    client = Client()
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_the_second_sending_of_a_page_is_led_to_the_outcome_of_the_first(form):
    by, data = form
    first, second = (of(by).post(ADDRESS, data) for _turn in range(2))
    assert (count(), second.status_code, second.url, told(second)) == (1, 302, first.url, AGAIN)


@pytest.mark.django_db
def test_another_text_and_a_page_opened_anew_are_sendings_of_their_own(form):
    by, data = form
    of(by).post(ADDRESS, data)
    of(by).post(ADDRESS, data | {"csrfmiddlewaretoken": "B" * 64})
    of(by).post(ADDRESS, data | {"language": "ru"})
    assert count() == 3


@pytest.mark.django_db
def test_what_came_back_with_mistakes_may_be_sent_again_as_it_is(form):
    by, data = form
    wrong = data | {"name": ""}
    assert [of(by).post(ADDRESS, wrong).status_code for _turn in range(2)] == [200, 200]


@pytest.mark.django_db
def test_a_link_that_is_shown_once_is_shown_to_both_clicks_and_made_once():
    initiative, by, _firm = draft()
    address = f"/en/initiatives/{initiative.pk}/invitations/"
    data = {"organisation_name": "Esil Creamery", "language": "en", "csrfmiddlewaretoken": "A" * 64}
    first, second = (of(by).post(address, data).content.decode() for _turn in range(2))
    assert first == second
    assert "Hand this link over now" in first
    assert Invitation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_same_moment_does_one_thing(form):
    by, data = form
    clients = [of(by) for _turn in range(4)]

    def send(client):
        try:
            return client.post(ADDRESS, data).url
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        places = set(threads.map(send, clients))
    assert (count(), len(places)) == (1, 1)


@pytest.mark.django_db
def test_without_the_cache_a_form_is_taken_as_ever(form, settings):
    by, data = form
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    with pytest.raises(redis.RedisError):
        cache.get("anything")
    assert of(by).post(ADDRESS, data).status_code == 302
    assert count() == 1
