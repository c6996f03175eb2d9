"""Long lists as files: made in pieces by whoever may see them, complete, for one person, for some days."""

import csv
import datetime as dt
import hashlib
import io
from threading import Thread

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage
from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts import notices
from accounts.models import Notice
from clusterportal import tasks
from clusterportal.exports import export as deeds
from clusterportal.exports.lists import LISTS
from clusterportal.exports.table import Asked, Table, cell, chosen, tidy
from clusterportal.models import Export, ExportPiece
from initiatives.models import Organisation
from tests.factories import listed
from tests.factories.accounts import UserFactory
from tests.factories.approval import acting_for, organisation
from tests.live import wait_until

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def rows_of(export):
    with export.file.open("rb") as file:
        return list(csv.reader(io.StringIO(file.read().decode("utf-8-sig"))))


def firms(count):
    return [organisation(f"Firm {number:03}") for number in range(count)]


def test_pieces_make_the_whole_list_and_nothing_twice(monkeypatch):
    monkeypatch.setattr(deeds, "PIECE", 4)
    firms(11)
    export = listed.made(UserFactory(), at=AT)
    head, *rows = rows_of(export)
    assert head[:3] == ["Number", "Organisation", "BIN"]
    assert [row[1] for row in rows] == list(Organisation.objects.order_by("sort_name").values_list("name", flat=True))
    with export.file.open("rb") as file:
        content = file.read()
    assert (export.digest, export.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (export.state, export.done, export.row_count, export.expires_at) == ("ready", 11, 11, AT + deeds.KEPT)
    assert list(ExportPiece.objects.all()) == []


def test_a_workbook_has_the_same_rows_and_no_formula():
    organisation("=HYPERLINK(1)")
    export = listed.made(UserFactory(), at=AT, kind="xlsx")
    with export.file.open("rb") as file:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.read())).get_sheet_by_index(0).to_python()
    assert (sheet[0][1], sheet[1][1]) == ("Organisation", "=HYPERLINK(1)")
    assert [row[1] for row in rows_of(listed.made(UserFactory(), at=AT))] == ["Organisation", "'=HYPERLINK(1)"]


def test_rows_that_come_or_go_while_it_is_made_are_not_doubled_and_hidden_ones_are_left_out(monkeypatch):
    monkeypatch.setattr(deeds, "PIECE", 2)
    first, *_between, last = firms(5)
    export = listed.asked(UserFactory(), at=AT)
    deeds.produce(export=export, at=AT)
    organisation("A firm that came before all others")
    Organisation.objects.filter(pk=last.pk).update(is_public=False)
    while deeds.produce(export=export, at=AT):
        pass
    export.refresh_from_db()
    assert [row[1] for row in rows_of(export)] == ["Organisation", first.name, "Firm 001", "Firm 002", "Firm 003"]


def test_whoever_lost_the_right_gets_a_reason_and_no_file():
    official = acting_for(organisation("Akimat", "state_authority"), name="Official")
    export = listed.made(official, at=AT, name="portfolio")
    assert (export.state, export.file.name) == ("refused", "")
    assert export.refusal == "A portfolio of initiatives is held by the authorities of a region or of the country."
    assert Notice.objects.get(user=official).kind == "export_refused"


def test_the_same_list_is_made_once_at_a_time_and_five_at_most():
    user = UserFactory()
    first = listed.asked(user, at=AT, query="kind=firm&page=3&q=")
    assert listed.asked(user, at=AT, query="kind=firm") == first
    for number in range(4):
        listed.asked(user, at=AT, query=f"q={number}")
    with pytest.raises(deeds.ExportRefused, match="Five of your files"):
        listed.asked(user, at=AT, query="q=more")


def test_a_workbook_of_too_many_rows_is_refused_before_it_is_begun():
    told = {"language": "en", "by": UserFactory(), "at": AT, "query": QueryDict("")}
    with pytest.raises(deeds.ExportRefused, match="take CSV"):
        deeds.ask(table=LISTS["organisations"], kind="xlsx", rows=deeds.MOST_IN_WORKBOOK + 1, **told)


def test_a_file_whose_last_step_never_ends_in_time_is_given_up_with_a_reason(monkeypatch):
    def endless(*_args):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(deeds, "_finish", endless)
    organisation("Firm")
    export = listed.asked(UserFactory(), at=AT)
    assert deeds.produce(export=export, at=AT)
    for _minute in range(deeds.MOST_ATTEMPTS):
        with pytest.raises(SoftTimeLimitExceeded):
            deeds.produce(export=export, at=AT)
    assert not deeds.produce(export=export, at=AT)
    export.refresh_from_db()
    assert (export.state, export.refusal) == (
        "refused",
        "5 attempts to make the file have failed; it is probably too large. Ask for less of it.",
    )
    assert (Notice.objects.get(user=export.user).kind, ExportPiece.objects.count()) == ("export_refused", 0)


def test_a_piece_that_is_made_in_the_end_makes_good_for_what_failed_before():
    organisation("Firm")
    export = listed.asked(UserFactory(), at=AT)
    Export.objects.update(attempts=deeds.MOST_ATTEMPTS - 1)
    assert deeds.produce(export=export, at=AT)
    export.refresh_from_db()
    assert (export.state, export.done, export.attempts) == ("waiting", 1, 0)


@pytest.mark.django_db(transaction=True)
def test_its_owner_goes_on_working_while_a_piece_is_made(monkeypatch):
    export, told = listed.asked(UserFactory(), at=AT), []

    def tell_beside():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
        notices.notify(users=[export.user], kind="export_ready", at=AT, occasion="another", list="Firms")
        told.append(True)
        connection.close()

    def piece(*_args):
        beside = Thread(target=tell_beside)
        beside.start()
        beside.join()
        return False

    monkeypatch.setattr(deeds, "_next", piece)
    deeds.produce(export=export, at=AT)
    assert told == [True]


def test_filters_that_are_too_long_to_be_kept_are_refused_with_the_reason():
    with pytest.raises(deeds.ExportRefused, match="too long to be kept"):
        listed.asked(UserFactory(), at=AT, query="q=" + "ж" * 400)


def test_the_headings_speak_the_language_that_was_asked_for_and_codes_are_for_programs():
    organisation("Firm")
    user = UserFactory()
    told = {"rows": 1, "by": user, "at": AT, "kind": "csv", "table": LISTS["organisations"]}
    russian = deeds.ask(query=QueryDict(""), language="ru", **told)
    coded = deeds.ask(query=QueryDict("heads=codes"), language="en", **told)
    for each in (russian, coded):
        while deeds.produce(export=each, at=AT):
            pass
        each.refresh_from_db()
    assert rows_of(russian)[0][1] == "Организация"
    assert rows_of(coded)[0] == [column.key for column in LISTS["organisations"].columns]


def test_files_whose_days_are_over_are_deleted_and_the_row_says_so():
    export = listed.made(UserFactory(), at=AT)
    name = export.file.name
    assert deeds.drop_expired(at=AT + deeds.KEPT - dt.timedelta(seconds=1)) == 0
    assert deeds.drop_expired(at=AT + deeds.KEPT) == 1
    export.refresh_from_db()
    assert (export.state, export.file.name, default_storage.exists(name)) == ("gone", "", False)


def test_what_an_address_says_is_kept_in_one_order_without_the_place_on_the_page():
    assert tidy(QueryDict("region=KZ-61&page=4&kind=firm&q=&after=12")) == "kind=firm&region=KZ-61"


def test_cells_keep_numbers_and_a_missing_value_is_empty():
    assert [cell(value) for value in (None, 0, 1.5, True, dt.date(2026, 1, 2))] == ["", 0, 1.5, "yes", "2026-01-02"]


def test_every_list_gives_as_many_cells_as_headings_and_has_its_page():
    organisation("Firm")
    for table in LISTS.values():
        assert len({column.key for column in table.columns}) == len(table.columns)
        assert table.address(QueryDict("thing=1&kind=a" if table.of else "kind=a")).endswith("?kind=a")
    found = chosen(LISTS["organisations"], Asked(UserFactory(), QueryDict(""), timezone.now()))
    (line,) = found.piece(found.keys)
    assert len(line) == len(LISTS["organisations"].head())


def test_a_worker_makes_the_file_and_its_owner_is_told(worker):
    firms(3)
    export = listed.asked(UserFactory(), at=timezone.now())
    tasks.produce_waiting_exports.delay()
    wait_until(lambda: Export.objects.get(pk=export.pk).state == Export.State.READY)
    assert Notice.objects.filter(kind="export_ready", user=export.user).count() == 1


def stored():
    found, folders = [], ["exports"]
    for folder in folders:
        if default_storage.exists(folder):
            inner, files = default_storage.listdir(folder)
            folders += [f"{folder}/{name}" for name in inner]
            found += [f"{folder}/{name}" for name in files]
    return found


def test_a_file_whose_attempt_is_broken_off_behind_it_is_not_left_beside_the_one_that_is_ready(monkeypatch):
    organisation("Firm")
    export, before = listed.asked(UserFactory(), at=AT), set(stored())
    assert deeds.produce(export=export, at=AT)

    def killed(*_args):
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as broken:
        broken.setattr(deeds, "_tell", killed)
        for _attempt in range(2):
            with pytest.raises(SoftTimeLimitExceeded):
                deeds.produce(export=export, at=AT)
    deeds.produce(export=export, at=AT)
    export.refresh_from_db()
    assert set(stored()) - before == {export.file.name}


def test_what_is_given_up_leaves_no_file(monkeypatch):
    organisation("Firm")
    export, before = listed.asked(UserFactory(), at=AT), set(stored())
    assert deeds.produce(export=export, at=AT)
    with monkeypatch.context() as broken:
        broken.setattr(deeds, "_tell", lambda *_args: 1 / 0)
        for _attempt in range(deeds.MOST_ATTEMPTS):
            with pytest.raises(ZeroDivisionError):
                deeds.produce(export=export, at=AT)
    assert not deeds.produce(export=export, at=AT)
    export.refresh_from_db()
    assert (export.state, set(stored()) - before) == ("refused", set())


def test_a_list_that_the_portal_has_no_more_is_refused_with_a_reason(client):
    export = listed.asked(UserFactory(), at=AT)
    Export.objects.update(list_name="former")
    deeds.produce(export=export, at=AT)
    export.refresh_from_db()
    assert (export.state, export.refusal) == ("refused", "The portal does not keep this list any more.")
    assert Notice.objects.get(user=export.user).kind == "export_refused"
    client.force_login(export.user)
    for address in ("/en/exports/", f"/en/exports/{export.pk}/"):
        assert client.get(address).status_code == 200


def test_a_list_that_is_put_together_anew_is_taken_in_one_go_and_never_mixed(monkeypatch):
    monkeypatch.setattr(deeds, "PIECE", 2)
    rows = [[f"row {number}"] for number in range(5)]
    table = Table(name="moving", title="Moving", page="work", columns=[], rows=lambda _asked: list(rows))
    monkeypatch.setattr(Table, "lines", lambda _self, taken: taken)
    monkeypatch.setitem(LISTS, "moving", table)
    export = Export.objects.create(user=UserFactory(), list_name="moving", kind="csv", language="en", asked_at=AT)
    assert deeds.produce(export=export, at=AT)
    rows.insert(0, ["came meanwhile"])
    deeds.produce(export=export, at=AT)
    export.refresh_from_db()
    assert [row[0] for row in rows_of(export) if row] == [f"row {number}" for number in range(5)]
