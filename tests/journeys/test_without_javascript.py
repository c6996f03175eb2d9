"""Every core task once with scripts switched off: register, hand in, decide, upload a release, read a figure."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from indicators.models import Release
from initiatives.lifecycle import Stage
from initiatives.models import Answer, Organisation
from tests.factories import approval, deliveries
from tests.factories.accounts import UserFactory
from tests.factories.identity import bin_number
from tests.factories.world import FILE
from tests.live import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plain_page(open_page):
    """On a phone, as who has switched scripts off often has one."""

    def open_one(as_user):
        page = open_page(as_user=as_user, viewport=PHONE, java_script_enabled=False)
        page.set_default_timeout(30_000)
        return page

    return open_one


def test_an_organisation_is_registered(plain_page):
    approval.region("KZ-61", "Turkistan")
    page = plain_page(UserFactory())
    page.goto(reverse("organisation_new"))
    page.locator("input[name=kind][value=firm]").check()
    page.get_by_role("button", name="Go on").click()
    page.locator("input[name=number]").fill(bin_number(990_140_000_000))
    page.locator("input[name=name]").fill("Farm by the river")
    page.locator("select[name=region]").select_option(value="KZ-61")
    page.locator("input[name=position]").fill("Director")
    page.locator("input[name=signs_by][value=head]").check()
    page.get_by_role("button", name="Register it").click()
    page.get_by_role("heading", name="Farm by the river").wait_for()
    assert Organisation.objects.count() == 1


def test_an_initiative_is_handed_in_and_decided(plain_page):
    approval.rule_pack()
    officials = approval.country()
    initiative, manager, _firm = approval.drafted()
    page = plain_page(manager)
    page.goto(reverse("initiative_check", kwargs={"pk": initiative.pk}))
    page.get_by_role("button", name="Hand in").click()
    initiative.refresh_from_db()
    assert initiative.stage == Stage.UNDER_REVIEW
    official = plain_page(officials["KZ-61"])
    official.goto(reverse("inbox"))
    official.get_by_label("Waiting for your decision").get_by_role("link", name=initiative.name).click()
    official.get_by_role("link", name="Show the official figures as of handing in").wait_for()
    official.locator("#answer label", has_text="Return with all remarks").click()
    official.locator("#id_reasons").fill("Name the source of the water.")
    official.get_by_role("button", name="Sign", exact=True).click()
    official.get_by_text("Recorded: returned with remarks.").wait_for()
    assert [(one.decision, one.reasons) for one in Answer.objects.all()] == [
        ("returned", "Name the source of the water.")
    ]


def test_a_release_is_handed_in(plain_page):
    source = deliveries.small_country()
    page = plain_page(deliveries.statistician())
    page.goto(reverse("releases"))
    page.locator("select[name=source]").select_option(value=str(source.pk))
    content = deliveries.lines(*deliveries.year(2023))
    page.locator("input[type=file]").set_input_files({"name": "gva.csv", "mimeType": "text/csv", "buffer": content})
    page.locator("form:has(input[type=file])").get_by_role("button").last.click()
    page.get_by_role("heading", name="gva.csv").wait_for()
    assert Release.objects.get().filename == "gva.csv"


def test_a_figure_and_its_explanation_are_read(plain_page):
    call_command("load_classification")
    call_command("load_release", FILE, source="kaz_gva", publish=True)
    page = plain_page(None)
    page.goto(reverse("figure", kwargs={"indicator": "location_quotient", "subject": "KZ-23:B", "period": "2022"}))
    shown = page.locator("main").inner_text()
    assert "3.42" in shown
    assert "Formula" in shown
