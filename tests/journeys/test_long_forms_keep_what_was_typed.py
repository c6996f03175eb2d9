"""Forms that are saved only when they are sent lose no word to a session that ends, to leaving, or to sending twice."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from indicators.models import Code
from initiatives.actions import invitation
from initiatives.models import Leader, Organisation
from tests.factories import approval
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.identity import bin_number
from tests.live import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "demo-portal-2026"
NUMBER = bin_number(990_140_000_001)


@pytest.fixture
def person():
    approval.region("KZ-61", "Turkistan")
    approval.activity("105", "Dairy products")
    return UserFactory(name="Farmer")


def fill(page):
    page.locator("input[name=number]").fill(NUMBER)
    page.locator("input[name=name]").fill("Farm by the river")
    page.locator("select[name=region]").select_option(value="KZ-61")
    page.locator("#id_activities_query").fill("105")
    page.locator("#id_activities_found label").first.click()
    page.locator("#id_activities [data-pick-chosen] li").wait_for()
    page.locator("textarea[name=about]").fill("Milk from forty cows.")
    page.locator("input[name=position]").fill("Director")
    page.locator("input[name=signs_by][value=head]").check()


def sign_in_again(page, user):
    page.get_by_label("Email").first.fill(user.email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def test_registering_an_organisation_survives_a_session_that_ends(open_page, person):
    page = open_page(as_user=person)
    page.goto(f"{reverse('organisation_new')}?kind=firm")
    fill(page)
    Session.objects.all().delete()
    page.get_by_role("button", name="Register it").click()
    page.wait_for_url("**/accounts/login/**")
    sign_in_again(page, person)
    page.wait_for_url("**/organisations/new/?kind=firm")
    page.locator("[data-autosave-status]", has_text="Put back what you typed").wait_for()
    page.get_by_role("button", name="Register it").dblclick()
    page.get_by_role("heading", name="Farm by the river").wait_for()
    one = Organisation.objects.get()
    assert (one.bin, one.about) == (NUMBER, "Milk from forty cows.")
    assert list(Code.objects.filter(pk__in=one.activities.values("activity")).values_list("code", flat=True)) == ["105"]
    page.wait_for_function("Object.keys(localStorage).length === 0")
    page.go_back()
    fill(page)
    page.get_by_role("button", name="Register it").click()
    page.get_by_role("heading", name="Farm by the river").wait_for()
    assert Organisation.objects.count() == 1


def test_a_personal_number_is_not_left_on_the_device(open_page, person):
    page = open_page(as_user=person)
    page.goto(f"{reverse('organisation_new')}?kind=peasant_farm")
    page.locator("input[name=number]").fill("900101300017")
    page.locator("input[name=name]").fill("Farm")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "Farm" in kept
    assert "900101300017" not in kept


def test_a_leader_that_was_typed_and_left_is_put_back_and_one_that_was_named_is_not(open_page):
    initiative, manager, _firm = made.draft()
    page = open_page(as_user=manager)
    leaders = reverse("initiative_leaders", kwargs={"pk": initiative.pk})
    page.goto(leaders)
    page.get_by_label("Name", exact=True).fill("Professor Water")
    page.goto(reverse("work"))
    page.goto(leaders)
    page.locator("[data-autosave-status]", has_text="Put back what you typed").wait_for()
    assert page.get_by_label("Name", exact=True).input_value() == "Professor Water"
    page.locator("input[name=origin][value=science]").check()
    page.get_by_role("button", name="Name", exact=True).click()
    page.locator("main li", has_text="Professor Water").wait_for()
    assert page.get_by_label("Name", exact=True).input_value() == ""
    assert Leader.objects.count() == 1


def test_without_a_network_joining_is_kept_on_the_phone(open_page, person):
    initiative, manager, _firm = made.draft()
    one = invitation.invite(
        initiative=initiative, organisation_name="Farm by the river", language="en", by=manager, at=timezone.now()
    )
    page = open_page(as_user=person, viewport=PHONE)
    page.goto(reverse("invitation_join", kwargs={"token": one.token}) + "?kind=firm")
    page.locator("input[name=position]").fill("Director")
    page.context.set_offline(True)
    page.get_by_role("button", name="Register it and join").click()
    page.locator("[data-autosave-status]", has_text="No network: kept on this phone.").wait_for()
    assert one.token not in page.evaluate("Object.keys(localStorage).join()")
    page.context.set_offline(False)
    page.reload()
    page.locator("[data-autosave-status]", has_text="Put back what you typed").wait_for()
    assert page.locator("input[name=position]").input_value() == "Director"
