"""From a name to a registered initiative: a real browser, a real worker, two regions, the ministry, and one return."""

from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from indicators.models import Code
from initiatives.actions import rules
from initiatives.lifecycle import Stage
from initiatives.models import Answer, Initiative, Membership, Organisation, Round
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import acting_for, authority, organisation
from tests.factories.identity import bin_number
from tests.factories.world import FILE

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Syr Darya Crops"


@pytest.fixture
def open_patiently(open_page):
    """A journey of many pages meets a slow minute of the machine now and then."""

    def open_one(**how):
        page = open_page(**how)
        page.set_default_timeout(30_000)
        return page

    return open_one


@dataclass
class Country:
    manager: User
    firm: Organisation
    university: User
    farmer: User
    turkistan: User
    kyzylorda: User
    ministry: User


@pytest.fixture
def country(transactional_db):
    call_command("load_classification")
    rules.adopt_default(at=timezone.now())
    places = {code: Code.objects.regions().get(code=code) for code in ("KZ-61", "KZ-43")}
    firm = organisation("Crops of the South", region=places["KZ-61"])
    university = organisation("University of the South", Organisation.Kind.UNIVERSITY, region=places["KZ-61"])
    return Country(
        manager=acting_for(firm, name="Aliya Manager", role="administrator"),
        firm=firm,
        university=acting_for(university, name="Rector of the South"),
        farmer=UserFactory(name="Farmer"),
        turkistan=acting_for(authority("Akimat of Turkistan", places["KZ-61"]), name="Official of Turkistan"),
        kyzylorda=acting_for(authority("Akimat of Kyzylorda", places["KZ-43"]), name="Official of Kyzylorda"),
        ministry=acting_for(authority("Ministry of Industry", None), name="Official of the ministry"),
    )


def test_a_manager_opens_hands_in_answers_remarks_and_is_registered(worker, country, open_patiently):
    open_page = open_patiently
    call_command("load_release", FILE, source="kaz_gva", publish=True)
    manager = open_page(as_user=country.manager)
    initiative = draft(manager)
    say_where(manager, initiative)
    write(manager, initiative, "about", summary="Rice and vegetables together.", why="Water.", products="Rice.")
    write(manager, initiative, "vision", vision="A garden in the steppe.", goals="Less water.\nMore rice.")
    appoint(manager, initiative)
    lead(manager, initiative)
    join(manager, open_page(as_user=country.university), initiative, name="University of the South")
    join_as_newcomer(manager, open_page(as_user=country.farmer), initiative)
    made.members(initiative, by=country.manager, firms=12, universities=1)
    hand_in(manager, initiative)
    assert Membership.objects.committed().filter(initiative=initiative).count() == 15

    officials = {who: open_page(as_user=who) for who in (country.turkistan, country.kyzylorda, country.ministry)}
    sign(officials[country.turkistan], initiative, "Agree")
    sign(officials[country.kyzylorda], initiative, "Return with all remarks", remark="How much less water?")
    sign(officials[country.ministry], initiative, "Agree")
    initiative.refresh_from_db()
    assert initiative.stage == Stage.NASCENT

    answer_remark(manager, initiative)
    hand_in(manager, initiative)
    for page in officials.values():
        sign(page, initiative, "Agree")
    initiative.refresh_from_db()
    assert initiative.stage == Stage.REGISTERED
    assert Round.objects.filter(initiative=initiative).count() == 2
    public_profile(open_page(), initiative)


def test_without_javascript_a_draft_is_opened_filled_in_and_shown(country, open_page):
    page = open_page(as_user=country.manager, java_script_enabled=False)
    initiative = draft(page)
    page.goto(section(initiative, "place"))
    for name, words, label in (("regions", "Kyzylorda", "Kyzylorda"), ("activities", "cheese", "cheese")):
        page.locator(f"#id_{name}_query").fill(words)
        page.locator(f"#id_{name} [data-pick-button]").click()
        page.locator(f"#id_{name}_found label", has_text=label).first.locator("input").check()
    page.get_by_role("button", name="Save and go on").click()
    write(page, initiative, "vision", vision="Cheese for the region.", goals="One dairy.")
    page.goto(reverse("initiative_check", kwargs={"pk": initiative.pk}))
    shown = page.locator("main").inner_text()
    assert "Kyzylorda" in shown
    assert "Cheese for the region." in shown
    assert "Not yet possible" in shown


def test_a_session_that_ends_while_typing_gives_the_words_back_after_signing_in(country, open_page):
    page = open_page(as_user=country.manager)
    initiative = draft(page)
    page.goto(section(initiative, "vision"))
    page.context.clear_cookies()
    page.get_by_label("Vision").first.fill("Typed after the session ended.")
    page.locator("[data-autosave-status]", has_text="your session ended").wait_for()
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_label("Email").first.fill(country.manager.email)
    page.locator("input[type=password]").fill("demo-portal-2026")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/sections/vision/")
    page.locator("[data-autosave-status]", has_text="Put back what you typed").wait_for()
    assert page.get_by_label("Vision").first.input_value() == "Typed after the session ended."


def section(initiative, key):
    return reverse("initiative_section", kwargs={"pk": initiative.pk, "section": key})


def draft(page):
    page.goto(reverse("initiative_new"))
    page.get_by_label("Name of the initiative").fill(NAME)
    page.get_by_role("button", name="Open the draft").click()
    page.get_by_text("Only a name so far.").wait_for()
    return Initiative.objects.get(name=NAME)


def say_where(page, initiative):
    page.goto(section(initiative, "place"))
    for name, words, label in (
        ("regions", "Turkistan", "Turkistan"),
        ("regions", "Kyzylorda", "Kyzylorda"),
        ("activities", "flour", "10.6"),
    ):
        page.locator(f"#id_{name}_query").press_sequentially(words)
        page.locator(f"#id_{name}_found label", has_text=label).first.click()
        page.locator(f"#id_{name} [data-pick-chosen]", has_text=label).wait_for()
    page.get_by_label("Lead region").select_option(value="KZ-61")
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/sections/#place")
    assert set(initiative.parts.values_list("code__code", flat=True)) >= {"KZ-61", "KZ-43"}


def write(page, initiative, key, **texts):
    page.goto(section(initiative, key))
    for name, text in texts.items():
        page.locator(f"main [name={name}]").fill(text)
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/sections/**")


def appoint(page, initiative):
    page.goto(reverse("initiative_managing", kwargs={"pk": initiative.pk}))
    page.get_by_label("Full-time equivalents").fill("0.5")
    page.get_by_label("Cluster manager").fill("Aliya Manager")
    page.get_by_role("button", name="Ask this organisation").click()
    page.get_by_role("link", name="Answer for your organisation").click()
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("runs the initiative.").wait_for()


def lead(page, initiative):
    page.goto(reverse("initiative_leaders", kwargs={"pk": initiative.pk}))
    for name, origin in (("Aigul Farmer", "business"), ("Professor Water", "science")):
        page.get_by_label("Name", exact=True).fill(name)
        page.locator(f"input[name=origin][value={origin}]").check()
        page.get_by_role("button", name="Name", exact=True).click()
        nominee = page.locator("main li", has_text=name)
        nominee.locator("form[action*=confirm] button").click()
        nominee.get_by_text("confirmed").wait_for()


def invite(page, initiative, *, fill):
    page.goto(reverse("invite", kwargs={"pk": initiative.pk}))
    fill(page)
    page.get_by_role("button", name="Make the invitation").click()
    return page.get_by_label("Link to hand over").input_value()


def join(manager, guest, initiative, *, name):
    def pick(page):
        page.locator("#id_organisation_query").press_sequentially(name[:10])
        page.locator("#id_organisation_found label", has_text=name).first.click()
        page.locator("#id_organisation [data-pick-chosen]", has_text=name).wait_for()

    guest.goto(invite(manager, initiative, fill=pick))
    guest.get_by_role("link", name="Join", exact=True).click()
    guest.get_by_role("button", name="Join with it").click()
    guest.get_by_text(f"{name} has joined.").wait_for()


def join_as_newcomer(manager, guest, initiative):
    guest.goto(
        invite(manager, initiative, fill=lambda page: page.get_by_label("Or its name").fill("Farm by the river"))
    )
    guest.get_by_role("link", name="Join", exact=True).click()
    guest.locator("input[name=kind][value=firm]").check()
    guest.get_by_role("button", name="Go on").click()
    guest.locator("input[name=number]").fill(bin_number(990_140_000_000))
    guest.locator("select[name=region]").select_option(value="KZ-43")
    guest.locator("input[name=position]").fill("Director")
    guest.locator("input[name=signs_by][value=head]").check()
    guest.get_by_role("button", name="Register it and join").click()
    guest.get_by_text("Farm by the river has joined.").wait_for()


def hand_in(page, initiative):
    page.goto(reverse("initiative_check", kwargs={"pk": initiative.pk}))
    rounds = Round.objects.filter(initiative=initiative).count()
    page.get_by_role("button", name="Hand in").dblclick()
    page.get_by_text("under review").first.wait_for()
    assert Round.objects.filter(initiative=initiative).count() == rounds + 1


def sign(page, initiative, label, *, remark=""):
    """An official signs with a double click; where his agreement still stands, nothing waits for him."""
    page.goto(reverse("inbox"))
    waiting = page.get_by_label("Waiting for your decision").get_by_role("link", name=NAME)
    if not waiting.count():
        return
    waiting.click()
    if remark:
        page.locator("#section-vision summary", has_text="Remark: Vision").click()
        page.get_by_label("Remark: Vision", exact=True).fill(remark)
    page.locator("#answer label", has_text=label).click()
    before = Answer.objects.filter(round__initiative=initiative).count()
    page.get_by_role("button", name="Sign", exact=True).dblclick()
    page.get_by_text("Recorded:").first.wait_for()
    assert Answer.objects.filter(round__initiative=initiative).count() == before + 1


def answer_remark(page, initiative):
    page.goto(reverse("initiative", kwargs={"pk": initiative.pk}))
    page.get_by_text("How much less water?").wait_for()
    page.locator("#remarks").get_by_role("link", name="Vision: Vision").click()
    page.locator("main [name=vision]").fill("A garden in the steppe, with a third less water.")
    page.get_by_role("button", name="Save and go on").click()
    page.goto(reverse("initiative", kwargs={"pk": initiative.pk}))
    page.get_by_role("button", name="Mark as answered").click()
    page.locator("#remarks").get_by_text("answered", exact=True).wait_for()


def public_profile(page, initiative):
    page.goto(reverse("profile", kwargs={"pk": initiative.pk}))
    page.get_by_role("heading", name=NAME).first.wait_for()
    shown = page.locator("main").inner_text()
    assert "University of the South" in shown
    assert page.locator("main .figure").count() > 0
