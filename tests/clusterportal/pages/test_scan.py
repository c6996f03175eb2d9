"""The scan beside the initiatives: gaps, and the way from a cell to a draft."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, Notice
from indicators.models import Code
from initiatives.models import Initiative, InitiativePart, OrganisationActivity, ScanInvitation
from tests.factories.approval import acting_for, authority, organisation
from tests.factories.initiatives import blank

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]
CELL = {"region": "KZ-63", "activity": "C"}


def text(page):
    return page.content.decode()


def place(code):
    return Code.objects.get(code=code)


def works_in_cell(name="Altai Foundry", activity="24"):
    body = organisation(name, region=place("KZ-63"))
    OrganisationActivity.objects.create(organisation=body, activity=place(activity), is_main=True)
    return body, acting_for(body, name=f"Editor of {name}")


def official(region="KZ-63"):
    return acting_for(authority(f"Akimat of {region}", place(region)), name="Official")


def registered(name, *codes):
    initiative, _user, _firm = blank(name=name)
    initiative.parts.all().delete()
    InitiativePart.objects.bulk_create(InitiativePart(initiative=initiative, code=place(code)) for code in codes)
    Initiative.objects.filter(pk=initiative.pk).update(stage="suspended")
    return initiative


def gaps(client):
    page = text(client.get(reverse("scan_gaps"), {"rules": "quotient"}))
    lonely, baseless = page.split('id="lonely"')[1].split('id="baseless"')
    return lonely, baseless


def address(**cell):
    return f"/scan/{cell['region']}/{cell['activity']}/"


def test_a_strong_cell_without_an_initiative_stands_in_the_gap_list_until_one_works_there(client):
    assert address(**CELL) in gaps(client)[0]
    registered("Altai Metals", "KZ-63", "24")
    lonely, baseless = gaps(client)
    assert address(**CELL) not in lonely
    assert "Altai Metals" not in baseless


def test_an_initiative_without_a_strong_cell_stands_beside(client):
    registered("Mangystau Mills", "KZ-47", "10")
    registered("Hotels of the Lake", "KZ-11", "55")
    _lonely, baseless = gaps(client)
    assert "Mangystau Mills" in baseless
    assert "not among the traded sections" in baseless


def test_a_draft_of_others_is_not_told_in_public(client):
    blank(name="Secret Draft")
    assert "Secret Draft" not in "".join(gaps(client))


def test_an_official_asks_the_organisations_of_a_cell_once_and_they_find_the_way(client):
    body, editor = works_in_cell()
    client.force_login(official())
    assert "Altai Foundry" in text(client.get(reverse("scan_cell", kwargs=CELL)))
    for _twice in range(2):
        assert client.post(reverse("scan_invite", kwargs=CELL), {"organisations": [body.pk]}).status_code == 302
    assert [one.organisation for one in ScanInvitation.objects.all()] == [body]
    notice = Notice.objects.get(user=editor)
    assert notice.url.endswith("/initiatives/new/?region=KZ-63&activity=C")
    assert AuditEvent.objects.filter(verb="scan.invited").count() == 1
    client.force_login(editor)
    assert "East Kazakhstan" in text(client.get(notice.url))
    client.post(notice.url, {"name": "Altai Metals", "initiator": body.pk, "language": "en"})
    drafted = Initiative.objects.get(name="Altai Metals")
    parts = drafted.parts.order_by("code__code").values_list("code__code", "is_lead")
    assert list(parts) == [("C", False), ("KZ-63", True)]


def test_only_organisations_of_the_cell_are_asked(client):
    stranger, _editor = works_in_cell("Milk of the Hills", "01")
    client.force_login(official())
    client.post(reverse("scan_invite", kwargs=CELL), {"organisations": [stranger.pk]})
    assert ScanInvitation.objects.count() == 0


def test_the_authority_of_another_region_invites_nobody(client):
    body, _editor = works_in_cell()
    client.force_login(official("KZ-47"))
    assert "Altai Foundry" not in text(client.get(reverse("scan_cell", kwargs=CELL)))
    assert client.post(reverse("scan_invite", kwargs=CELL), {"organisations": [body.pk]}).status_code == 403


def test_whoever_may_draft_opens_an_initiative_from_the_cell(client):
    _body, editor = works_in_cell()
    client.force_login(editor)
    assert "/initiatives/new/?region=KZ-63&amp;activity=C" in text(client.get(reverse("scan_cell", kwargs=CELL)))


def test_codes_that_do_not_exist_leave_the_form_as_it_is(client):
    _body, editor = works_in_cell()
    client.force_login(editor)
    page = client.get(reverse("initiative_new"), {"region": "KZ-99", "activity": "C"})
    assert (page.status_code, "The draft begins with" in text(page)) == (200, False)
