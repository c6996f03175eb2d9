"""Every page, as somebody who may open it, at the widths of a phone and of a desk: no violation found by axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.urls import reverse

from tests.factories.world import build
from tests.live import DESK, PHONE
from tests.rights.addresses import address
from tests.test_every_page import PARTS
from tests.test_query_counts import LEAST_FIRST, PAGES

pytestmark = pytest.mark.django_db(transaction=True)

# The gallery has its own test; the documents of the API are drawn by their library.
ELSEWHERE = {"gallery", "release_marked", "api_docs", "api_schema", "robots", "demo_mail", *PARTS}
OURS = [
    (name, label, role)
    for name, label, role in PAGES
    if name not in ELSEWHERE
    and not name.startswith("api-")
    and not name.endswith(("_sheet", "_inputs", "_chart", "_csv"))
]
ALSO = ("account_login", "account_signup", "account_reset_password")


def found_by_axe(page):
    violations = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in violations]


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_accessible_and_fits_its_window(open_page, viewport):
    world = build()
    wrong = []
    for role in LEAST_FIRST:
        pages = [(name, address(world, name, label)) for name, label, who in OURS if who == role]
        if role == "anonymous":
            pages += [(name, reverse(name)) for name in ALSO]
        if not pages:
            continue
        page = open_page(as_user=world.people[role], viewport=viewport)
        for name, where in pages:
            cache.clear()
            page.goto(where)
            wrong += [f"{name} as {role}: {violation}" for violation in found_by_axe(page)]
            wrong += [f"{name} as {role}: wider than its window"] if is_too_wide(page) else []
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
