import pytest
from django.test import Client
from django.utils import timezone

from initiatives.models import InvestmentOffer, InvestorContact
from tests.factories import portfolio
from tests.factories.approval import acting_for
from tests.factories.investment import named

pytestmark = pytest.mark.django_db

PLAN = {"source": "Plan", "on": "2026-01-05"}


def of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(**facts):
    sourced = {f"{name}_{end}": value for name in facts for end, value in PLAN.items()}
    return facts | sourced | {"is_open": "on", "revision": "0"}


@pytest.fixture
def world():
    return portfolio.registered()


@pytest.fixture
def mill(world):
    return world.idea("Mill", is_public=True)


def test_the_manager_opens_a_project_to_the_world_and_confirms_it_later(world, mill):
    client = of(world.manager)
    sent = client.post(f"/en/projects/{mill.pk}/invest/", said(amount="900 000 000", share="40", stage="permitted"))
    assert sent.status_code == 302
    offer = InvestmentOffer.objects.get()
    assert (offer.is_open, offer.amount, offer.confirmed_on) == (True, 900_000_000, timezone.localdate())
    page = Client().get("/en/investors/").content.decode()
    assert [text in page for text in ("Mill", "900.0 mln tenge", "up to 40 %", "1 open project")] == [True] * 4
    InvestmentOffer.objects.update(confirmed_on="2020-01-05")
    assert "unconfirmed since 6 July 2020" in Client().get("/en/investors/").content.decode()
    client.post(f"/en/projects/{mill.pk}/invest/confirm/")
    assert InvestmentOffer.objects.get().confirmed_on == timezone.localdate()


def test_what_lacks_its_source_is_told_beside_it_and_nothing_typed_is_lost(world, mill):
    typed = said(amount="900000000", share="40", stage="permitted", land="8 ha") | {"land_source": "", "share": "140"}
    page = of(world.manager).post(f"/en/projects/{mill.pk}/invest/", typed)
    text = page.content.decode()
    assert (page.status_code, InvestmentOffer.objects.exists()) == (422, False)
    assert [told in text for told in ("Say where this comes from.", "8 ha", "100")] == [True] * 3


def test_a_page_that_is_old_is_told_so_and_keeps_what_was_typed(world, mill):
    client, typed = of(world.manager), said(amount="900000000", share="40", stage="permitted")
    client.post(f"/en/projects/{mill.pk}/invest/", typed)
    page = client.post(f"/en/projects/{mill.pk}/invest/", typed | {"amount": "1000000000"})
    assert page.status_code == 409
    assert "since you opened this page" in page.content.decode()
    assert InvestmentOffer.objects.get().amount == 900_000_000


def test_who_is_named_says_yes_on_a_page_of_his_own(world):
    colleague = acting_for(world.runner, name="Dana Seit")
    contact = named(world.initiative, colleague, **world.told())
    address = f"/en/contacts/{contact.pk}/answer/"
    assert of(world.manager).get(address).status_code == 404
    assert "May your name stand here?" in of(colleague).get(address).content.decode()
    of(colleague).post(address, {"answer": "yes"})
    assert InvestorContact.objects.get().consented_at is not None


def test_the_picture_to_pass_on_is_drawn_here(client, world):
    address = f"/en/initiatives/{world.initiative.pk}/card"
    png = client.get(f"{address}.png")
    assert (png["Content-Type"], png.content[:4]) == ("image/png", b"\x89PNG")
    assert [client.get(f"{address}.{other}").status_code for other in ("svg", "gif")] == [404, 404]
