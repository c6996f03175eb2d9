import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.live import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])


@WIDTHS
@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "light"), ("en", "light"), ("en", "dark")])
def test_every_component_is_accessible(open_page, viewport, language, scheme):
    page = open_page(viewport=viewport, color_scheme=scheme)
    page.goto(f"/{language}/gallery/")
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]] == []


@WIDTHS
def test_no_page_is_wider_than_its_window(open_page, viewport):
    page = open_page(viewport=viewport)
    page.goto("/en/gallery/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(open_page):
    page = open_page()
    page.goto("/en/gallery/")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.get_by_role("link", name="Name of the initiative: This field is required.").last.click()
    assert page.evaluate("document.activeElement.name") == "name"


def test_a_ticked_option_moves_up_among_the_chosen(open_page):
    page = open_page()
    page.goto("/en/gallery/")
    frame = page.locator("#id_activities")
    frame.get_by_label("10.51 Milk, cheese and other dairy").check()
    assert frame.locator("[data-pick-chosen] input").evaluate_all("all => all.map(one => one.value)") == [
        "0111",
        "1051",
    ]
