import pytest
from django.test import Client

from initiatives.models import Initiative, PaperList
from tests.factories.approval import MONDAY, acting_for, activity, authority, organisation, region
from tests.factories.document import PDF, upload
from tests.factories.member_list import numbers
from tests.factories.paper import HEAD, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    return acting_for(authority("Ministry of Industry", None))


@pytest.fixture
def client(ministry):
    client = Client()
    client.force_login(ministry, backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(firm, **more):
    return {
        "act": "Order",
        "act_number": "367",
        "act_on": "2020-05-06",
        "name": "Wool of the steppe",
        "language": "en",
        "number": firm.bin,
        "regions": [region().code],
        "activities": [activity().code],
    } | more


def test_one_is_recorded_on_a_page_with_its_scan_and_marked_wherever_it_is_shown(client):
    firm = organisation("Wool office", bin=numbers(1)[0])
    there = client.post("/en/papers/new/", said(firm, file=upload(PDF, "order.pdf")))["Location"]
    one = Initiative.objects.get()
    assert there == f"/en/initiatives/{one.pk}/profile/"
    assert "recorded from paper" in Client().get(there).content.decode()
    assert "recorded from paper" in Client().get("/en/initiatives/").content.decode()
    told = Client().get(f"/api/v1/initiatives/{one.pk}/").json()["recorded_from_paper"]
    assert told == {"title": "Order", "number": "367", "on": "2020-05-06"}
    assert one.documents.get().act == one.act


def test_a_second_record_of_an_act_is_told_at_its_number_and_nothing_typed_is_lost(client, ministry):
    firm = organisation("Wool office", bin=numbers(1)[0])
    recorded(firm, by=ministry, at=MONDAY, act_number="367")
    page = client.post("/en/papers/new/", said(firm, name="Again"))
    assert page.status_code == 422
    assert page.context["form"].errors["act_number"] == [
        f"This act is recorded already, for “Wool of the steppe”. {ministry.name} recorded it on 2 November 2026."
    ]
    assert "Again" in page.content.decode()


def test_an_organisation_that_is_not_here_is_told_at_its_number(client):
    page = client.post("/en/papers/new/", said(organisation("Wool", bin=numbers(2)[0]), number=numbers(2)[1]))
    assert "No organisation has this BIN here" in page.content.decode()


def test_a_sheet_shows_what_is_wrong_before_anything_is_recorded(client):
    firm = organisation("Wool office", bin=numbers(1)[0])
    what = activity("1310", "Wool")
    rows = f"Wool;Order;1;06.05.2020;{firm.bin};{region().code};{what.code};\nMilk;Order;2;;;;;\n"
    there = client.post("/en/papers/list/", {"file": upload((HEAD + rows).encode(), "papers.csv")})["Location"]
    page = client.get(there).content.decode()
    assert "A date that cannot be read" in page
    assert "1 initiative can be recorded" in page
    assert not Initiative.objects.exists()
    client.post(f"{there}record/", {"language": "ru"})
    assert Initiative.objects.get().name == "Wool"
    assert "1 initiative of this sheet stands in the register" in client.get(there).content.decode()


def test_a_sheet_is_thrown_away_and_a_letter_is_no_sheet(client):
    refused = client.post("/en/papers/list/", {"file": upload(PDF, "letter.pdf")})
    assert refused.status_code == 422
    there = client.post("/en/papers/list/", {"file": upload(f"{HEAD}A;B;1;;;;;\n".encode(), "papers.csv")})["Location"]
    client.post(f"{there}discard/")
    assert PaperList.objects.get().content == ""
    assert "Nothing was recorded" in client.get(there).content.decode()
