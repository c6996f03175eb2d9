"""Views that people keep of lists: once for the same filters, once under a name, for themselves alone."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clusterportal import saved
from clusterportal.exports.lists import LISTS
from clusterportal.models import SavedView
from tests.factories.accounts import UserFactory
from tests.factories.approval import organisation

pytestmark = pytest.mark.django_db


def keep(user, name, query):
    return saved.keep(table=LISTS["organisations"], name=name, query=QueryDict(query), by=user, at=timezone.now())


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_same_filters_are_kept_once_under_the_newest_name():
    user = UserFactory()
    keep(user, "Firms", "kind=firm&page=2")
    keep(user, "All firms", "page=7&kind=firm")
    assert list(SavedView.objects.values_list("name", "query")) == [("All firms", "kind=firm")]


def test_a_name_stands_once_per_list_whatever_its_capitals():
    user = UserFactory()
    keep(user, "Firms", "kind=firm")
    with pytest.raises(saved.SavedViewRefused, match="has the name"):
        keep(user, "FIRMS", "kind=university")
    keep(UserFactory(), "Firms", "kind=firm")


def test_a_view_is_kept_found_renamed_and_deleted_without_a_script():
    organisation("Esil Dairy")
    client = signed_in(UserFactory())
    page = reverse("organisations")
    shown = client.get(page, {"kind": "firm"}).content.decode()
    assert ("Keep these filters" in shown, 'value="kind=firm"' in shown) == (True, True)
    kept = client.post(
        reverse("saved_view_keep", kwargs={"name": "organisations"}), {"name": "Mine", "query": "kind=firm"}
    )
    assert kept.url == f"{page}?kind=firm"
    view = SavedView.objects.get()
    assert f'href="{page}?kind=firm" aria-current="true">Mine' in client.get(kept.url).content.decode()
    assert ">Mine</a>" in client.get(reverse("work")).content.decode()
    client.post(reverse("saved_view", kwargs={"pk": view.pk}), {"name": "Ours"})
    assert ">Ours</a>" in client.get(reverse("saved_views")).content.decode()
    client.post(reverse("saved_view_drop", kwargs={"pk": view.pk}))
    assert list(SavedView.objects.all()) == []


def test_filters_that_are_too_long_are_not_kept_and_the_list_says_so():
    client = signed_in(UserFactory())
    asked = {"name": "Mine", "query": "q=" + "ж" * 900}
    answer = client.post(reverse("saved_view_keep", kwargs={"name": "organisations"}), asked, follow=True)
    assert "The filters are too long to be kept." in answer.content.decode()
    assert list(SavedView.objects.all()) == []


@pytest.mark.parametrize(
    ("name", "query"),
    [("members", "role=supplier"), ("members", "thing=one"), ("members", "thing=٣"), ("organisations", "thing=1")],
)
def test_a_view_that_would_lead_nowhere_is_not_kept(name, query):
    client = signed_in(UserFactory())
    answer = client.post(reverse("saved_view_keep", kwargs={"name": name}), {"name": "Mine", "query": query})
    assert (answer.status_code, list(SavedView.objects.all())) == (404, [])
    assert client.get(reverse("saved_views")).status_code == 200


def test_an_address_that_names_a_thing_the_list_does_not_belong_to_still_offers_its_files(client):
    organisation("Esil Dairy")
    shown = client.get(reverse("organisations"), {"thing": "one", "kind": "firm"}).content.decode()
    assert "/en/exports/organisations/csv/?kind=firm" in shown


def test_a_list_without_filters_offers_no_view_and_strangers_see_only_the_files(client):
    organisation("Esil Dairy")
    plain = client.get(reverse("organisations")).content.decode()
    filtered = client.get(reverse("organisations"), {"kind": "firm"}).content.decode()
    assert ["Keep these filters" in page for page in (plain, filtered)] == [False, False]
    assert "/en/exports/organisations/csv/?kind=firm" in filtered
