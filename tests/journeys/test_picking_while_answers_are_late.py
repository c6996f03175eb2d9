"""A search answer that comes late never takes away what somebody chooses."""

import pytest
from django.urls import reverse

from tests.factories import approval
from tests.factories import initiatives as made

pytestmark = pytest.mark.django_db(transaction=True)

TURKISTAN, KOSTANAY = "Turkistan", "Kostanay"


@pytest.fixture
def place(open_page):
    """The page on which regions are picked; regions are found by name."""
    initiative, by, _firm = made.blank()
    approval.region("KZ-61", TURKISTAN)
    approval.region("KZ-39", KOSTANAY)
    page = open_page(as_user=by)
    page.goto(reverse("initiative_section", kwargs={"pk": initiative.pk, "section": "place"}))
    return page


def held_back(page, words):
    """Requests for `words` wait here until the test lets them go."""
    held = []

    def hold(route):
        held.append(route)

    page.route(f"**regions_query={words}*", hold)
    return held


def found(page, name):
    return page.locator("#id_regions_found label", has_text=name)


def chosen(page):
    return page.locator("#id_regions [data-pick-chosen]")


def ask(page, words):
    page.locator("#id_regions_query").fill(words)


def asked_for(page, held):
    for _ in range(100):
        if held:
            return
        page.wait_for_timeout(50)
    pytest.fail("the search was never sent")


def test_an_answer_that_comes_while_the_pointer_is_down_leaves_the_list_alone(place):
    ask(place, "turk")
    found(place, TURKISTAN).wait_for()
    held = held_back(place, "kost")
    ask(place, "kost")
    asked_for(place, held)
    found(place, TURKISTAN).hover()
    place.mouse.down()
    for route in held:
        route.continue_()
    place.wait_for_timeout(300)
    place.mouse.up()
    chosen(place).get_by_text(TURKISTAN).wait_for()


def test_the_search_that_waits_for_the_typing_to_rest_is_not_sent_while_one_chooses(place):
    ask(place, "turk")
    found(place, TURKISTAN).wait_for()
    ask(place, "kost")
    found(place, TURKISTAN).hover()
    place.mouse.down()
    place.wait_for_timeout(600)
    place.mouse.up()
    chosen(place).get_by_text(TURKISTAN).wait_for()


def test_after_a_choice_the_next_words_are_searched_as_before(place):
    for words, name in (("turk", TURKISTAN), ("kost", KOSTANAY)):
        ask(place, words)
        found(place, name).click()
        chosen(place).get_by_text(name).wait_for()


def test_with_the_keyboard_the_list_stands_still_too(place):
    ask(place, "turk")
    found(place, TURKISTAN).wait_for()
    held = held_back(place, "kost")
    ask(place, "kost")
    asked_for(place, held)
    place.keyboard.press("ArrowDown")
    for route in held:
        route.continue_()
    place.wait_for_timeout(300)
    place.keyboard.press("Space")
    chosen(place).get_by_text(TURKISTAN).wait_for()
