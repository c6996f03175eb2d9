import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives.models import Organisation
from tests.factories import initiatives as made
from tests.factories.approval import acting_for, organisation, region

pytestmark = pytest.mark.django_db

BIN, OTHER_BIN, IIN = "941240000193", "941240000505", "880101300017"
Kind = Organisation.Kind


def of(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def page(route, thing, **kwargs):
    return reverse(route, kwargs={"pk": thing.pk, **kwargs})


def test_the_register_is_searched_by_a_part_of_a_name_and_by_a_mistyped_one():
    for name in ("Костанайский мукомольный комбинат", "Esil Creamery", "Almaty Software"):
        organisation(name)

    def names(query):
        return [row.name for row in of().get(reverse("organisations"), {"q": query}).context["page"].rows]

    assert names("мукомольный") == ["Костанайский мукомольный комбинат"]
    assert names("esil cream") == ["Esil Creamery"]
    assert names("мукомолный") == ["Костанайский мукомольный комбинат"]
    assert names("\0") == ["Almaty Software", "Esil Creamery", "Костанайский мукомольный комбинат"]


def test_the_register_goes_on_after_a_row_without_losing_or_doubling_any():
    for number in range(60):
        organisation(f"Firm {number % 7}")
    seen, after = [], ""
    while after is not None:
        found = of().get(reverse("organisations"), {"after": after} if after else {}).context["page"]
        seen += [row.pk for row in found.rows]
        after = found.after
    assert sorted(seen) == sorted(Organisation.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("after", ["x", "999999999999999999999", "-1", "٣"])
def test_a_page_after_nonsense_is_the_first_page(after):
    organisation("Dairy")
    assert of().get(reverse("organisations"), {"after": after}).status_code == 200


def test_unconfirmed_and_hidden_organisations_are_in_nobodys_list():
    organisation("Waiting", confirmed_at=None)
    organisation("Hidden", is_public=False)
    assert of().get(reverse("organisations")).context["page"].rows == []


def test_pages_need_the_same_number_of_queries_for_1_and_20_rows():
    firm = organisation("Dairy")
    chief = acting_for(firm, role="administrator")
    addresses = [reverse("organisations"), page("organisation", firm), page("organisation_people", firm)]
    client = of(chief)

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as counted:
            client.get(address)
        return len(counted)

    before = [queries(address) for address in addresses]
    for number in range(20):
        organisation(f"Firm {number}", region=region())
        acting_for(firm, role="viewer")
        initiative, by, _firm = made.draft(name=f"Initiative {number}")
        made.member(initiative, by=by, organisation=firm)
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 12
