import pytest
from django.urls import reverse

from initiatives.queries import initiative as initiatives
from tests.factories import approval
from tests.factories import initiatives as made
from tests.factories.approval import acting_for
from tests.live import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def section(initiative, name):
    return reverse("initiative_section", kwargs={"pk": initiative.pk, "section": name})


def vision(initiative):
    return initiatives.content(initiative, "vision")["vision"]


def test_typing_is_saved_without_a_button(open_page):
    initiative, by, _firm = made.draft()
    page = open_page(as_user=by)
    page.goto(section(initiative, "vision"))
    page.get_by_label("Vision").fill("Cheese for three countries")
    wait_until(lambda: vision(initiative) == "Cheese for three countries", seconds=10)
    page.get_by_label("Vision").fill("Cheese for four countries")
    wait_until(lambda: vision(initiative) == "Cheese for four countries", seconds=10)
    assert page.locator("input[name=version]").input_value() == "3"


def test_the_second_of_two_who_type_is_led_to_both_texts(open_page):
    initiative, first, firm = made.draft()
    page = open_page(as_user=acting_for(firm))
    page.goto(section(initiative, "vision"))
    approval.write(initiative, "vision", first, vision="Cheese", goals="Ten farms")
    page.get_by_label("Vision").fill("Butter")
    page.get_by_role("link", name="See both texts and choose").click()
    assert page.get_by_text("Cheese").is_visible()
    page.get_by_role("button", name="Use my text").click()
    page.wait_for_url(f"**{section(initiative, 'vision')}")
    assert vision(initiative) == "Butter"


def test_a_region_is_picked_by_typing_its_name(open_page):
    initiative, by, _firm = made.blank()
    approval.region("KZ-39", "Kostanay")
    page = open_page(as_user=by)
    page.goto(section(initiative, "place"))
    page.locator("#id_regions_query").press_sequentially("kosta")
    page.get_by_label("Kostanay").first.check()
    wait_until(lambda: initiative.parts.filter(code__code="KZ-39", is_lead=True).exists(), seconds=10)
