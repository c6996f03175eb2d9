import pytest
from django.urls import reverse

from initiatives.models import Organisation
from tests.factories.approval import acting_for, authority, organisation, represent

pytestmark = pytest.mark.django_db


def test_the_preview_says_that_ones_own_firm_is_merged_by_a_colleague(client):
    ministry = acting_for(authority("Ministry of Industry", None))
    firm, twin = organisation("LLP “Esil Dairy”"), organisation("Esil dairy")
    represent(ministry, firm)
    client.force_login(ministry)
    address = reverse("organisation_merge", kwargs={"pk": firm.pk, "merged": twin.pk})
    page = client.get(address).content.decode()
    told = "You act for one of the two yourself: a colleague of the ministry merges them."
    assert (told in page, "Merge them" in page) == (True, False)
    assert (client.post(address, {"seen": ""}).status_code, Organisation.objects.get(pk=twin.pk).merged_into) == (
        409,
        None,
    )
