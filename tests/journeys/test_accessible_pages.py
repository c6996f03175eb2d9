"""Every page, as somebody who may open it, in three languages, at a phone and at a desk: nothing found by axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from tests.factories.world import build
from tests.live import DESK, PHONE
from tests.rights.addresses import address
from tests.test_every_page import LANGUAGES, PARTS
from tests.test_query_counts import LEAST_FIRST, PAGES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

# The gallery has its own test; the documents of the API are drawn by their library.
ELSEWHERE = {
    "gallery",
    "release_marked",
    "api_docs",
    "api_schema",
    "robots",
    "share_card",
    "demo_mail",
    "calendar",
    "export_progress",
    *PARTS,
}
OURS = [
    (name, label, role)
    for name, label, role in PAGES
    if name not in ELSEWHERE
    and not name.startswith(("api-", "sdmx"))
    and not name.endswith(("_sheet", "_inputs", "_chart", "_csv", "_file"))
    and name != "regions_map"
]
AXE = Axe().axe_script
ALSO = ("account_login", "account_signup", "account_reset_password")


def found_by_axe(page, *, colours=True):
    """Colours do not depend on the language, and looking at them takes the most time."""
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}}
    page.evaluate(AXE)
    # Only what is wrong leaves the browser: all that passed is a megabyte a page.
    violations = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in violations]


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")


def visited(world, role):
    """Name and address of every page that this role is the least privileged to open, in the language of the moment."""
    pages = [(name, address(world, name, label)) for name, label, who in OURS if who == role]
    return pages + [(name, reverse(name)) for name in ALSO] if role == "anonymous" else pages


def looked_at(page, where, *, at_desk_too):
    """What is wrong on a phone and at a desk; the page is loaded once and its window made wider."""
    cache.clear()
    page.set_viewport_size(PHONE)
    page.goto(where)
    yield from found_by_axe(page, colours=at_desk_too)
    if is_too_wide(page):
        yield "wider than a phone"
    page.set_viewport_size(DESK)
    if is_too_wide(page):
        yield "wider than a desk"
    if at_desk_too:
        yield from found_by_axe(page)


def test_every_page_is_accessible_and_fits_its_window_in_three_languages(open_page):
    world = build()
    wrong = []
    for language in LANGUAGES:
        User.objects.update(language=language)
        for role in LEAST_FIRST:
            with override(language):
                pages = visited(world, role)
            page = open_page(as_user=world.people[role], viewport=PHONE, locale=language) if pages else None
            for name, where in pages:
                # What a wide window alone could break, colours and names, is the same in each language.
                found = looked_at(page, where, at_desk_too=language == "en")
                wrong += [f"{name} as {role} in {language}: {violation}" for violation in found]
            if page:
                page.context.close()
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
