import pytest
from django.urls import reverse

from accounts import audit
from initiatives.actions import membership as memberships
from initiatives.actions import unit as deeds
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def university():
    return organisation("University", "university")


@pytest.fixture
def rector(university):
    return acting_for(university, role="administrator")


def test_a_unit_is_added_once_and_renamed(university, rector):
    unit = deeds.add(organisation=university, name="Faculty of food", by=rector, at=MONDAY)
    assert deeds.add(organisation=university, name="Faculty of food", by=rector, at=MONDAY) == unit
    deeds.rename(unit=unit, name="Faculty of food and water", by=rector, at=MONDAY)
    assert [each.name for each in university.units.all()] == ["Faculty of food and water"]
    verbs = [entry.verb for entry in audit.history(university)]
    assert verbs == ["organisation.unit_renamed", "organisation.unit_added"]


def test_two_units_never_share_a_name_and_strangers_name_none(university, rector):
    deeds.add(organisation=university, name="Laboratory", by=rector, at=MONDAY)
    other = deeds.add(organisation=university, name="Branch", by=rector, at=MONDAY)
    with pytest.raises(deeds.UnitRefused, match="already"):
        deeds.rename(unit=other, name="Laboratory", by=rector, at=MONDAY)
    with pytest.raises(deeds.UnitRefused, match="Only the people of University"):
        deeds.add(organisation=university, name="Museum", by=acting_for(organisation("Other")), at=MONDAY)


def test_a_unit_joins_on_behalf_of_its_own_organisation_only(university, rector):
    initiative, _manager, firm = made.draft()
    stranger = deeds.add(organisation=firm, name="Plant", by=acting_for(firm), at=MONDAY)
    initiative.is_findable = True
    initiative.save()
    told = {"initiative": initiative, "organisation": university, "by": rector, "at": MONDAY}
    with pytest.raises(memberships.MembershipRefused, match="another organisation"):
        memberships.apply(**told, unit=stranger)
    own = deeds.add(organisation=university, name="Laboratory", by=rector, at=MONDAY)
    assert memberships.apply(**told, unit=own).unit == own


def test_the_page_adds_and_renames_and_the_members_page_names_the_unit(client, university, rector):
    client.force_login(rector)
    page = reverse("organisation_units", kwargs={"pk": university.pk})
    client.post(page, {"name": "Faculty of food"})
    unit = university.units.get()
    client.post(page, {"name": "Faculty of water", "unit": unit.pk})
    assert 'value="Faculty of water"' in client.get(page).content.decode()
    assert client.post(page, {"name": ""}).status_code == 422
    initiative, manager, _firm = made.draft()
    initiative.is_findable = True
    initiative.save()
    apply = reverse("membership_apply", kwargs={"pk": initiative.pk})
    client.post(apply, {"organisation": university.pk, "unit": unit.pk, "role": "knowledge"})
    memberships.admit(membership=initiative.memberships.get(), by=manager, at=MONDAY)
    client.force_login(manager)
    assert "Faculty of water" in client.get(reverse("members", kwargs={"pk": initiative.pk})).content.decode()
