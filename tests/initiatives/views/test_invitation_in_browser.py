"""An invitation as it is answered: on a phone, with and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import invitation as deeds
from initiatives.models import Invitation, Membership
from tests.factories import initiatives as made
from tests.factories.accounts import PASSWORD
from tests.factories.approval import acting_for, activity, organisation, region
from tests.live import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def invited(**told):
    initiative, manager, _firm = made.draft()
    made.members(initiative, by=manager, firms=3, universities=1)
    told = {"organisation_name": "Esil Creamery", "language": "en"} | told
    return deeds.invite(initiative=initiative, **told, by=manager, at=timezone.now())


def link(one):
    return reverse("invitation", kwargs={"token": one.token})


def assert_good(page):
    """Nothing that a checker of accessibility finds, and nothing wider than the screen."""
    assert [(found["id"], found["nodes"][0]["html"]) for found in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_not_now_on_a_phone_without_scripts_and_without_an_account(open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(link(invited()))
    page.get_by_role("button", name="Not now").click()
    assert "You answered “Not now”." in page.content()
    assert Invitation.objects.get().answer == "not_now"


def test_from_the_link_to_the_membership_on_a_phone(open_page):
    region("KZ-59", "North Kazakhstan")
    activity("105", "Dairy")
    page = open_page(viewport=PHONE)
    page.goto(link(invited(message="You buy our milk.")))
    assert_good(page)
    page.get_by_role("link", name="Join").click()
    page.fill("#id_email", "boss@esil.example")
    page.fill("#id_name", "Aigul Sadykova")
    page.fill("#id_password1", PASSWORD)
    page.get_by_role("button", name="Register").click()
    page.get_by_label("firm", exact=True).check()
    assert_good(page)
    page.get_by_role("button", name="Go on").click()
    page.fill("#id_number", "941240000194")
    page.select_option("#id_region", "KZ-59")
    page.fill("#id_position", "Director")
    page.get_by_label("Yes, I am its head").check()
    page.get_by_role("button", name="Register it and join").click()
    page.get_by_text("Number looks mistyped, check the last digits.").first.wait_for()
    assert_good(page)
    page.fill("#id_number", "941240000193")
    page.get_by_role("button", name="Register it and join").click()
    page.get_by_text("Esil Creamery has joined.").wait_for()
    assert_good(page)
    joined = Membership.objects.get(organisation__bin="941240000193")
    assert (joined.committed_by.email, joined.organisation.name) == ("boss@esil.example", "Esil Creamery")


def test_an_organisation_is_found_while_one_types_and_its_link_is_shown_as_a_picture(open_page):
    # A number above a thousand is written without any mark between its digits.
    creamery = organisation("Esil Creamery", pk=1_234_567)
    initiative, manager, _firm = made.draft()
    page = open_page(as_user=manager, viewport=DESK)
    page.goto(reverse("invite", kwargs={"pk": initiative.pk}))
    page.locator("#id_organisation_query").press_sequentially("cream")
    page.wait_for_load_state("networkidle")
    page.get_by_label("Esil Creamery").check()
    page.get_by_role("button", name="Make the invitation").click()
    page.get_by_role("heading", name="Invitation for Esil Creamery").wait_for()
    assert page.locator(".qr svg").bounding_box()["width"] > 200
    assert_good(page)
    assert Invitation.objects.get().organisation == creamery


@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_the_other_pages_are_good_at_both_widths(open_page, viewport):
    one = invited()
    initiative, manager = one.invitation.initiative, one.invitation.invited_by
    firm = organisation("Esil Creamery", region=region("KZ-59", "North Kazakhstan"))
    head = acting_for(firm, role="administrator")
    waiting = made.member(initiative, by=manager, organisation=firm, admitted=False)
    made.member(initiative, by=manager, admitted=False, committed=False)
    pages = {
        manager: [
            reverse("members", kwargs={"pk": initiative.pk}),
            reverse("invite", kwargs={"pk": initiative.pk}),
            reverse("membership", kwargs={"pk": waiting.pk}),
        ],
        head: [
            reverse("membership", kwargs={"pk": waiting.pk}),
            reverse("organisation", kwargs={"pk": firm.pk}),
            reverse("organisation_edit", kwargs={"pk": firm.pk}),
            reverse("organisation_people", kwargs={"pk": firm.pk}),
            reverse("organisation_new"),
            reverse("organisation_new") + "?kind=firm",
            reverse("organisations"),
        ],
    }
    for user, addresses in pages.items():
        page = open_page(as_user=user, viewport=viewport)
        for address in addresses:
            page.goto(address)
            assert_good(page)
