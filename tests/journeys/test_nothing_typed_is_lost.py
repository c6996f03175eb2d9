"""What somebody types stays, whatever happens to the session, the network or the page."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from initiatives.models import SectionText
from tests.factories import initiatives as made
from tests.live import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def typing(open_page):
    initiative, manager, _body = made.draft()
    page = open_page(as_user=manager)
    page.goto(reverse("initiative_section", kwargs={"pk": initiative.pk, "section": "vision"}))
    return page


def area(page):
    return page.locator("main textarea").first


def says(page, words):
    page.locator("[data-autosave-status]", has_text=words).wait_for()


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('autosave:')).length")


def test_typing_is_saved_when_it_rests(typing):
    area(typing).fill("Milk that stays in the region.")
    assert kept(typing) == 1
    wait_until(lambda: kept(typing) == 0)
    says(typing, "Saved")
    assert "Milk that stays in the region." in str([text.content for text in SectionText.objects.all()])


def test_without_a_network_the_text_stays_on_the_device_and_is_sent_when_it_is_back(typing):
    typing.context.set_offline(True)
    area(typing).fill("Typed in the steppe.")
    says(typing, "Kept on this device")
    assert kept(typing) == 1
    typing.context.set_offline(False)
    says(typing, "Saved")


def test_the_back_button_brings_back_what_was_not_sent(typing):
    typing.route("**/autosave/", lambda route: route.abort())
    area(typing).fill("Typed and left.")
    address = typing.url
    typing.goto(reverse("work"))
    typing.goto(address)
    says(typing, "Put back what you typed")
    assert area(typing).input_value() == "Typed and left."


def test_a_session_that_ends_while_typing_loses_no_word(typing):
    Session.objects.all().delete()
    area(typing).fill("Typed after the session ended.")
    says(typing, "your session ended")
    assert typing.get_by_role("link", name="Sign in again").get_attribute("href").startswith("/accounts/login/?next=")
    assert kept(typing) == 1
