import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from initiatives.models import Offer
from tests.factories.approval import acting_for, activity, organisation, region
from tests.factories.document import PNG, upload
from tests.factories.offer import entered

pytestmark = pytest.mark.django_db


def of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(**more):
    return {
        "side": "offer",
        "kind": "laboratory",
        "sentence": "Milk laboratory,\ntwo days",
        "activities": [activity().code],
        "region": region().code,
        "ends_on": (timezone.localdate() + dt.timedelta(days=30)).isoformat(),
        "language": "en",
    } | more


@pytest.fixture
def firm():
    return organisation("Esil Dairy", region=region())


def test_an_offer_is_entered_by_a_sentence_and_a_photo_and_seen_by_everybody(firm):
    photo = said(file=upload(PNG, "press.png"))
    there = of(acting_for(firm)).post(f"/en/organisations/{firm.pk}/offers/new/", photo)["Location"]
    page = Client().get(there)
    assert "Milk laboratory, two days" in page.content.decode()
    shown = Client().get(f"/en/offer-files/{Offer.objects.get().files.get().pk}/")
    assert (shown["Content-Type"], shown["Content-Security-Policy"]) == ("image/png", "sandbox; default-src 'none'")
    assert "attachment" not in shown["Content-Disposition"]


def test_what_is_missing_is_told_and_nothing_typed_is_lost(firm):
    client, address = of(acting_for(firm)), f"/en/organisations/{firm.pk}/offers/new/"
    page = client.post(address, said(activities=[], kind="technology"))
    assert page.status_code == 422
    assert "Say how ready the technology is" in page.content.decode()
    assert "Milk laboratory" in page.content.decode()
    found = client.post(address, said(search="activities", activities_query="food"))
    assert "Milk laboratory" in found.content.decode()
    assert not Offer.objects.exists()


def test_the_list_keeps_its_filters_in_the_address(firm):
    at = timezone.now()
    entered(firm, by=acting_for(firm), at=at)
    page = Client().get("/en/offers/", {"side": "offer", "kind": "laboratory", "activity": "10", "q": "milk"})
    assert [offer.sentence for offer in page.context["page"].rows] == ["Milk laboratory, two free days a week"]
    chosen = {
        group["name"]: [one["value"] for one in group["options"] if one["is_chosen"]]
        for group in page.context["groups"]
    }
    assert chosen == {"side": ["offer"], "kind": ["laboratory"], "activity": ["10"], "region": []}
    assert Client().get("/en/offers/", {"side": "need"}).context["page"].rows == []


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "٣", "\0"])
def test_a_page_after_nonsense_is_the_first_page(after):
    assert Client().get("/en/offers/", {"after": after, "initiative": after, "activity": after}).status_code == 200


def test_one_organisation_writes_and_the_other_answers_on_the_same_page(firm):
    editor = acting_for(firm, email="aigul@esil.example")
    offer = entered(firm, by=editor, at=timezone.now())
    mill = organisation("Flour mill")
    asker = of(acting_for(mill, email="marat@mill.example"))
    there = f"/en/offers/{offer.pk}/"
    assert asker.post(f"{there}write/", {"organisation": mill.pk, "text": "How much?"}).status_code == 302
    question = offer.questions.get()
    of(editor).post(f"/en/offer-questions/{question.pk}/answer/", {"text": "A hundred."})
    seen = asker.get(there).content.decode()
    assert "How much?" in seen
    assert "A hundred." in seen
    assert "aigul@esil.example" not in seen
    assert "How much?" not in Client().get(there).content.decode()
    assert "How much?" not in of(acting_for(organisation("Third"))).get(there).content.decode()


def test_an_ended_offer_is_prolonged_on_its_page_and_withdrawn_from_it(firm):
    editor = acting_for(firm)
    long_ago = timezone.now() - dt.timedelta(days=300)
    offer = entered(firm, by=editor, at=long_ago)
    client, there = of(editor), f"/en/offers/{offer.pk}/"
    assert Client().get(there).status_code == 302
    day = timezone.localdate() + dt.timedelta(days=9)
    client.post(f"{there}prolong/", {"ends_on": day.isoformat()})
    assert Client().get(there).status_code == 200
    client.post(f"{there}withdraw/")
    assert Client().get(there).status_code == 302
    assert Offer.objects.get().withdrawn_by == editor


def test_it_is_found_in_the_box_for_everything(firm):
    entered(firm, by=acting_for(firm), at=timezone.now())
    assert "Milk laboratory, two free days a week" in Client().get("/en/search/", {"q": "milk"}).content.decode()
