"""What the home of an initiative says where something went wrong while somebody wrote."""

import pytest
from django.urls import reverse

from initiatives.actions import initiative as deeds
from initiatives.actions.text import TextConflict
from tests.factories import approval
from tests.factories import initiatives as made
from tests.factories.approval import acting_for, working_hours

pytestmark = pytest.mark.django_db(transaction=True)


def home(initiative):
    return reverse("initiative", kwargs={"pk": initiative.pk})


def test_two_texts_of_one_section_are_told_with_the_time_and_lead_to_the_choice(client):
    initiative, first, firm = made.draft()
    second = acting_for(firm)
    approval.write(initiative, "vision", first, at=working_hours(0, 14, 1), vision="Cheese", goals="Ten farms")
    with pytest.raises(TextConflict):
        deeds.save_section(
            initiative=initiative,
            section="vision",
            content={"vision": "Butter", "goals": ""},
            seen_revision=0,
            by=second,
            at=working_hours(0, 14, 2),
        )
    told = "A colleague changed Vision at 14:01: both texts, choose."
    address = reverse("initiative_section_conflict", kwargs={"pk": initiative.pk, "section": "vision"})
    for person, is_told in ((second, True), (first, False)):
        client.force_login(person)
        page = client.get(home(initiative)).content.decode()
        assert (told in page, f'href="{address}"' in page) == (is_told, is_told)


def test_a_text_that_could_not_be_sent_is_named_on_the_home(open_page):
    initiative, by, _firm = made.draft()
    page = open_page(as_user=by)
    page.goto(reverse("initiative_section", kwargs={"pk": initiative.pk, "section": "vision"}))
    page.route("**/autosave/", lambda route: route.abort())
    page.get_by_label("Vision").fill("Typed in the steppe.")
    page.goto(home(initiative))
    line = page.locator("[data-kept-key]:visible", has_text="not yet sent.")
    line.wait_for()
    assert line.count() == 1
    line.get_by_role("link", name="Vision").click()
    page.locator("[data-autosave-status]", has_text="Put back what you typed").wait_for()
    assert page.get_by_label("Vision").input_value() == "Typed in the steppe."
