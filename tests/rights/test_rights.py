"""Every address × every role × one's own and others' things, against a table that people have read and agreed to.

A cell is what the answer must be: a status, `sign-in` for the way to the sign-in page, `302` for any other way.
A new address needs its rows in expected.csv; who may see what stands in the design and is never computed here.
"""

import csv
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from tests.factories.world import ROLES
from tests.rights.addresses import KIND_OF, address, names
from tests.rights.deeds import sent

pytestmark = [pytest.mark.django_db, pytest.mark.long]

TABLE = Path(__file__).with_name("expected.csv")
# What reading a page may leave behind: the session, and that an official has looked at a file.
KEPT_BY_READING = (
    "account_emailaddress",
    "django_session",
    "initiatives_seat",
    "accounts_audit",
    "SAVEPOINT",
    "indicators_citation",
)


def read() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = defaultdict(list)
for line in read():
    ROWS[line["url"]].append(line)


def test_every_address_has_its_rows():
    missing = sorted(set(names()) - set(ROWS))
    assert missing == [], f"no row in {TABLE.name} says who may open: {', '.join(missing)}"


def test_every_row_has_its_address():
    assert sorted(set(ROWS) - set(names())) == []


def test_what_belongs_to_somebody_is_asked_as_own_and_as_foreign():
    lonely = {
        name
        for name, lines in ROWS.items()
        if name in KIND_OF and len({line["object"] for line in lines}) == 1 and lines[0]["object"] != "any"
    }
    assert lonely == set()


@pytest.mark.parametrize("name", ROWS)
def test_everybody_gets_the_answer_of_the_table(world, clients, name):
    wrong = []
    for line in ROWS[name]:
        cache.clear()
        for role in ROLES:
            answer = ask(world, clients[role], line)
            if said(answer) != line[role]:
                wrong.append(f"{line['method']} {line['object']} as {role}: {line[role]}, but was {said(answer)}")
            wrong += [f"{line['method']} {line['object']} as {role}: {word}" for word in unexplained(answer)]
    if wrong:
        pytest.fail(f"{name}\n" + "\n".join(wrong), pytrace=False)


def ask(world, client, line):
    where = address(world, line["url"], line["object"])
    data = sent(world, line["url"], line["object"]) if line["method"] == "POST" else {}
    written = []
    if line["method"] == "POST":
        # Every try counts as the first one.
        cache.clear()
    with transaction.atomic(), connection.execute_wrapper(watching(written)):
        answer = getattr(client, line["method"].lower())(where, data)
        transaction.set_rollback(True)
    answer.written = written if line["method"] == "GET" else []
    return answer


def watching(written):
    def watch(execute, sql, params, many, context):
        is_writing = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        if is_writing and not any(name in sql for name in KEPT_BY_READING):
            written.append(sql)
        return execute(sql, params, many, context)

    return watch


def said(answer):
    is_sign_in = urlsplit(answer.headers.get("Location", "")).path == reverse("account_login")
    return "sign-in" if answer.status_code == 302 and is_sign_in else str(answer.status_code)


def unexplained(answer):
    """A refusal says why and who can act; reading changes nothing."""
    if answer.status_code == 403 and "text/html" in answer.headers["Content-Type"]:
        refusal = answer.context and answer.context.get("refusal")
        if not (refusal and str(refusal.reason) and str(refusal.who)):
            yield f"refused without saying {'who can' if refusal else 'why'}"
    yield from (f"reading wrote {sql[:80]}" for sql in answer.written)
