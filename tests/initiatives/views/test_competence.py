import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from initiatives.actions import competence
from initiatives.models import Competence, Organisation
from tests.factories.approval import MONDAY, SINCE, acting_for, activity, country, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    activity("0111", "Grain")
    return country()["KZ"]


@pytest.fixture
def agriculture():
    return organisation("Ministry of Agriculture", Organisation.Kind.STATE_AUTHORITY)


def client_of(person=None):
    client = Client()
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(person, **said):
    return client_of(person).post(reverse("competences_keep"), said)


def read(person=None):
    return client_of(person).get(reverse("competences")).content.decode()


def enter(ministry, body, code):
    return competence.enter(
        authority=body, activity=activity(code), capacity="advises", starts_on=SINCE.date(), by=ministry, at=MONDAY
    )


def test_the_ministry_enters_a_body_and_everybody_reads_it(ministry, agriculture):
    said = {"activity": " 01.11", "authority": agriculture.pk, "capacity": "advises", "starts_on": "2024-01-09"}
    assert send(ministry, **said).status_code == 302
    row = Competence.objects.get()
    assert (row.authority, row.activity.code, row.capacity, row.article) == (agriculture, "0111", "advises", "")
    shown = read()
    assert ("Ministry of Agriculture" in shown, "portal default, no legal basis" in shown) == (True, True)
    assert ("Enter a body" in shown, 'name="end"' in shown) == (False, False)
    assert "Enter a body" in read(ministry)


def test_a_second_word_for_the_same_activity_is_refused_on_the_page(ministry, agriculture):
    enter(ministry, agriculture, "0111")
    said = {"activity": "0111", "authority": agriculture.pk, "capacity": "decides", "starts_on": "2024-06-01"}
    answer = send(ministry, **said)
    assert answer.status_code == 409
    assert "end that first" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"activity": "9999999"},
        {"activity": "0\x001"},
        {"authority": "1000000"},
        {"starts_on": "soon"},
        {"capacity": "x"},
    ],
)
def test_what_is_no_row_comes_back_with_its_field_and_what_was_typed(ministry, agriculture, wrong):
    said = {"activity": "0111", "authority": agriculture.pk, "capacity": "advises", "starts_on": "2024-01-09"}
    answer = send(ministry, **said | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(wrong)


def test_ending_a_row_keeps_it_as_past(ministry, agriculture):
    row = enter(ministry, agriculture, "0111")
    assert send(ministry, end=row.pk).status_code == 302
    row.refresh_from_db()
    assert row.valid.upper is not None
    assert 'name="end"' not in read(ministry)
    assert send(ministry, end="7" * 30).status_code == 404


def test_one_row_and_six_ask_the_database_as_often(ministry, agriculture):
    client = client_of(ministry)
    enter(ministry, agriculture, "0111")
    client.get(reverse("competences"))
    counts = []
    for codes in ((), ("01", "10", "105", "13", "14")):
        for code in codes:
            enter(ministry, agriculture, code)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("competences"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_nobody_but_the_ministry_keeps_the_table(ministry, agriculture):
    row = enter(ministry, agriculture, "0111")
    assert send(None, end=row.pk)["Location"].startswith("/accounts/login/")
    answer = send(acting_for(agriculture), end=row.pk)
    assert answer.status_code == 403
    assert "Ministry of Industry" in answer.content.decode()
    row.refresh_from_db()
    assert row.valid.upper is None


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_everybody_reads_it_in_three_languages_with_one_heading(ministry, agriculture, language):
    enter(ministry, agriculture, "0111")
    with override(language):
        shown = read()
    assert (shown.count("<h1"), f'<html lang="{language}"' in shown, "<script>" in shown) == (1, True, False)
