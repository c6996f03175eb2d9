"""Two people have one thing open: the second sees both texts, and what he sends then is meant."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import milestone, risk
from tests.factories import portfolio
from tests.factories.approval import acting_for, organisation, region
from tests.factories.offer import entered
from tests.factories.succession import proposed
from tests.factories.support import drafted

pytestmark = pytest.mark.django_db


def of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sent(page, **more):
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in said.items() if value not in (None, "")} | more


def both_save(person, address, field, *, theirs="Cheese of the hills", mine="Butter of the plain"):
    """What the second is told, and what he sends after it."""
    first, second = of(person), of(person)
    page = second.get(address)
    assert first.post(address, sent(first.get(address), **{field: theirs})).status_code == 302
    met = second.post(address, sent(page, **{field: mine}))
    assert met.status_code == 409
    text = met.content.decode()
    assert "As it stands now" in text
    assert all(said in text for said in (theirs, mine))
    assert second.post(address, sent(met)).status_code == 302


@pytest.fixture
def firm():
    return organisation("Esil Dairy", region=region())


def test_an_offer(firm):
    by = acting_for(firm)
    offer = entered(firm, by=by, at=timezone.now())
    both_save(by, reverse("offer_edit", kwargs={"pk": offer.pk}), "sentence")
    offer.refresh_from_db()
    assert offer.sentence == "Butter of the plain"


def test_what_an_organisation_says_of_itself(firm):
    both_save(acting_for(firm), reverse("organisation_edit", kwargs={"pk": firm.pk}), "about")
    firm.refresh_from_db()
    assert firm.about == "Butter of the plain"


def test_a_project_and_its_money():
    world = portfolio.registered()
    project = world.idea()
    both_save(world.manager, reverse("project_edit", kwargs={"pk": project.pk}), "summary")
    money = reverse("project_money", kwargs={"pk": project.pk})
    both_save(world.manager, money, "total", theirs="12 000 000", mine="13 000 000")
    project.refresh_from_db()
    assert (project.summary, project.total) == ("Butter of the plain", 13_000_000)


def test_a_milestone_and_a_risk():
    world = portfolio.registered()
    project = world.idea()
    land = milestone.add(project=project, title="Land", due_on=dt.date(2027, 3, 1), **world.told())
    flood = risk.add(project=project, title="Flood", likelihood=2, impact=2, **world.told())
    both_save(world.manager, reverse("milestone", kwargs={"pk": land.pk}), "evidence")
    both_save(world.manager, reverse("risk", kwargs={"pk": flood.pk}), "response")
    land.refresh_from_db()
    flood.refresh_from_db()
    assert (land.evidence, flood.response) == ("Butter of the plain", "Butter of the plain")


def test_a_request_for_support():
    asked = drafted()
    both_save(asked.case.manager, reverse("support_edit", kwargs={"pk": asked.request.pk}), "grounds")
    asked.request.refresh_from_db()
    assert asked.request.grounds == "Butter of the plain"


def test_the_terms_of_a_successor():
    changing = proposed()
    address = reverse("appointment_change", kwargs={"pk": changing.appointment.pk})
    both_save(changing.case.manager, address, "mandate")
    changing.appointment.refresh_from_db()
    assert changing.appointment.mandate == "Butter of the plain"
