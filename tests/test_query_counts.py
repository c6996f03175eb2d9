"""A page asks the database as often for many rows as for one, and not more often than its kind may."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from tests.factories import crowd
from tests.factories.world import build
from tests.rights.addresses import KIND_OF, address, names
from tests.rights.test_rights import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.long]

LIST, SCREEN, DETAIL = 10, 20, 20
LISTS = {
    "catalogue",
    "search",
    "organisations",
    "releases",
    "notices",
    "regions",
    "figures",
    "indexes",
    "doubts",
    "scan",
    "list_file",
    "part_file",
    "exports",
    "saved_views",
    "scan_gaps",
    "api-region-list",
    "api-activity-list",
    "api-measure-list",
    "api-indicator-list",
    "api-release-list",
    "api-initiative-list",
    "api-organisation-list",
    "api-offer-list",
    "api-support-list",
    "offers",
    "calls",
    "api-call-list",
    "investors",
    "organisation_search",
    "code_search",
    "members",
    "invite",
    "organisation_people",
}
# The pages of the screens that carry whole cases: own home, case page, release, why this number, invitation.
SCREENS = {"initiative", "seat", "release", "figure", "invitation"}
# From the least privileged role to the most.
LEAST_FIRST = (
    "anonymous",
    "nobody",
    "viewer",
    "editor",
    "manager",
    "official",
    "other official",
    "ministry",
    "statistician",
    "administrator",
)
PREFERRED = ("own draft", "own registered", "own region", "own open", "own office", "published", "own", "any", "")
# Pages of a library, whose queries are its own affair; and files and measures of the machine.
FILES = ("export_file", "release_file", "document_file", "offer_file", "printout_file", "release_sample")
NOT_ASKED = ("account_", "mfa_", "usersessions", "admin:", "health", "api_", *FILES)


def opened():
    """Every page that answers 200 to somebody, as the least privileged who may open it."""
    for name in names():
        rows = [row for row in ROWS[name] if row["method"] == "GET" and "200" in row.values()]
        if name.startswith(NOT_ASKED) or not rows:
            continue
        row = min(rows, key=lambda row: PREFERRED.index(row["object"]) if row["object"] in PREFERRED else 99)
        yield name, row["object"], next(role for role in LEAST_FIRST if row[role] == "200")


PAGES = list(opened())
# The home again where it tells more: in force, and shared between regions.
HOMES = [("initiative", label, "manager") for label in ("own registered", "own shared")]
# What is in force has plan, ladder, projects and returns on one page; not more than it asks today.
IN_FORCE = 22


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """{page and its thing: queries with few rows, queries with many}"""
    with django_db_blocker.unblock(), transaction.atomic(), override("en"):
        world = build()
        world.add("initiative", "own shared", pk=world.own.things["shared"].pk)
        few = {page: ask(world, *page) for page in (*PAGES, *HOMES)}
        crowd.grow(world, at=timezone.now())
        yield {page: (asked, ask(world, *page)) for page, asked in few.items()}
        transaction.set_rollback(True)


def ask(world, name, label, role):
    client = Client()
    if world.people[role]:
        client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    where = address(world, name, label)
    cache.clear()
    # The first visit fills what is kept between visits; whether it may be opened is asked by the table of rights.
    client.get(where)
    with CaptureQueriesContext(connection) as queries:
        client.get(where)
    return [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


each_page = pytest.mark.parametrize("page", [*PAGES, *HOMES], ids=" ".join)


@each_page
def test_many_rows_cost_as_many_queries_as_few(counted, page):
    few, many = counted[page]
    assert len(many) <= len(few), "\n".join(sorted(set(shapes(many)) & repeated(many)))


@each_page
def test_no_page_asks_more_often_than_its_kind_may(counted, page):
    name = page[0]
    limit = LIST if name in LISTS else SCREEN if name in SCREENS else DETAIL
    limit = IN_FORCE if page in HOMES and page[1] == "own registered" else limit
    asked = counted[page][1]
    assert len(asked) <= limit, f"{len(asked)} queries, at most {limit}: " + "\n".join(sql[:150] for sql in asked)


def shapes(queries):
    return [sql.split("WHERE")[0][:140] for sql in queries]


def repeated(queries):
    asked = shapes(queries)
    return {shape for shape in asked if asked.count(shape) > 1}


def test_every_page_with_an_own_object_is_counted():
    assert {name for name, label, _role in PAGES if name in KIND_OF and not label} == set()
