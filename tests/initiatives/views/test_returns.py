import csv
import datetime as dt
import io

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.models import Campaign, Return, ReturnDraft
from tests.factories import returns as made
from tests.factories.approval import acting_for
from tests.factories.returns import HOUR, LATER, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return made.cluster(members=6)


@pytest.fixture
def asked(cluster):
    return cluster.requests(cluster.open())[0]


@pytest.fixture
def editor(cluster, asked):
    return signed_in(cluster.editors[asked.organisation_id])


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def to(name, pk):
    return reverse(name, kwargs={"pk": pk})


def read(client, name, pk):
    answer = client.get(to(name, pk))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_member_sends_its_return_with_grouped_numbers_and_empty_fields(editor, asked):
    typed = {"version": "0", "seen": "0", "jobs": "20", "turnover": "12\u00a0500,5", "exports": "0", "rnd": ""}
    answer = editor.post(to("return", asked.pk), typed)
    assert answer.url == to("return_history", asked.pk)
    sent = Return.objects.get()
    assert (str(sent.turnover), sent.exports, sent.rnd, sent.jobs) == ("12500.500", 0, None, 20)
    page = editor.get(answer.url).content.decode()
    assert "Thank you: the return for 2025 is sent." in page
    assert "12,500.5" in page


def test_what_stands_out_is_asked_and_confirmed_without_losing_a_word(editor, asked):
    typed = {"version": "0", "seen": "0", "jobs": "0", "turnover": "10", "land": "7"}
    answer = editor.post(to("return", asked.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is turnover, and nobody works for you." in page
    assert 'name="confirmed" value="zero:jobs=0"' in page
    assert 'value="7"' in page
    assert (
        editor.post(to("return", asked.pk), typed | {"turnover": "10", "confirmed": "zero:jobs=5"}).status_code == 422
    )
    assert editor.post(to("return", asked.pk), typed | {"confirmed": "zero:jobs=0"}).status_code == 302


def test_a_part_above_its_whole_is_said_at_its_field_beside_what_must_be_confirmed(editor, asked):
    typed = {"version": "0", "seen": "0", "jobs": "0", "turnover": "10", "exports": "14"}
    answer = editor.post(to("return", asked.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("“Exports” is more than “Turnover”, of which it is a part.") == 2
    assert ('value="zero:jobs=0"' in page, 'value="14"' in page) == (True, True)


def test_a_wrong_number_is_said_at_its_field_and_stays_there(editor, asked):
    answer = editor.post(to("return", asked.pk), {"jobs": "twelve", "turnover": "-5", "new_technology": "1.5"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="twelve"' in page
    for said in ("Write a number, for example 12.5.", "This is never less than 0.", "A whole number, please."):
        assert said in page
    assert ReturnDraft.objects.get().content["jobs"] == "twelve"
    assert 'value="twelve"' in editor.get(to("return", asked.pk)).content.decode()


def test_while_one_types_everything_is_kept_valid_or_not(editor, asked):
    typed = {"version": "0", "seen": "0", "jobs": "tw"}
    answer = editor.post(to("return_autosave", asked.pk), typed, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["version"]) == (200, "1")
    assert ReturnDraft.objects.get().content["jobs"] == "tw"


def test_a_colleague_who_wrote_meanwhile_is_shown_and_nothing_is_lost(cluster, editor, asked):
    other = signed_in(acting_for(asked.organisation, name="Colleague", signs=False))
    editor.post(to("return_autosave", asked.pk), {"version": "0", "seen": "0", "jobs": "20"})
    late = {"version": "0", "seen": "0", "jobs": "30", "turnover": "9"}
    assert other.post(to("return_autosave", asked.pk), late).status_code == 409
    answer = other.post(to("return", asked.pk), late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A colleague wrote here too" in page
    assert 'name="version" value="1"' in page
    assert 'value="30"' in page
    assert other.post(to("return", asked.pk), late | {"version": "1"}).status_code == 302


def test_a_return_that_a_colleague_sent_meanwhile_is_not_replaced_unseen(cluster, editor, asked):
    other = signed_in(acting_for(asked.organisation, name="Colleague", signs=False))
    first = cluster.send(asked)
    late = {"version": "0", "seen": "0", "jobs": "31"}
    answer = other.post(to("return", asked.pk), late)
    assert (answer.status_code, "A colleague was faster" in answer.content.decode()) == (409, True)
    again = late | {"version": "1", "seen": str(first.pk)}
    assert other.post(to("return", asked.pk), again).status_code == 302
    assert Return.objects.current().get().jobs == 31


def test_the_form_holds_last_years_answers_with_their_unit_and_who_sees_them(cluster):
    before = cluster.requests(cluster.open(YEAR - 1))[0]
    cluster.send(before, turnover=77)
    now = cluster.requests(cluster.open())[0]
    page = read(signed_in(cluster.editors[now.organisation_id]), "return", now.pk)
    assert 'value="77"' in page
    assert "Turnover, million tenge" in page
    assert "2024: 77. Only you see it, others see sums." in page
    assert "The fields hold your answers of 2024." in page


def test_nobody_else_sees_what_a_member_wrote(cluster, asked):
    cluster.send(asked, turnover=4321)
    for person in (cluster.manager, *cluster.officials.values(), list(cluster.editors.values())[1]):
        for name in ("return", "return_history", "return_sheet"):
            assert signed_in(person).get(to(name, asked.pk)).status_code == 404
    page = read(signed_in(cluster.manager), "returns", cluster.initiative.pk)
    assert ("1 of 6 have sent" in page, "4321" in page, "4,321" in page) == (True, False, False)


def test_the_own_years_come_as_a_sheet(cluster, editor, asked):
    cluster.send(asked, turnover=100)
    cluster.send(asked, turnover=120, at=LATER + HOUR)
    rows = list(csv.reader(io.StringIO(editor.get(to("return_sheet", asked.pk)).content.decode("utf-8-sig"))))
    turnovers = [(row[0], row[5], bool(row[2])) for row in rows if row[3] == "Turnover"]
    assert turnovers == [("2025", "120", False), ("2025", "100", True)]


def test_a_manager_asks_reminds_and_closes(cluster):
    client, pk = signed_in(cluster.manager), cluster.initiative.pk
    assert "No year has been asked for yet." in read(client, "returns", pk)
    today = timezone.localdate()
    told = {"year": today.year - 1, "due_on": today + dt.timedelta(days=20)}
    answer = client.post(to("campaign_open", pk), told, follow=True)
    assert "6 members have been asked." in answer.content.decode()
    opened = Campaign.objects.get()
    remind, close = to("campaign_remind", opened.pk), to("campaign_close", opened.pk)
    assert "6 members reminded." in client.post(remind, follow=True).content.decode()
    assert "once a day is enough" in client.post(remind, {"request": "x"}, follow=True).content.decode()
    assert "No member has sent its return" in client.post(close, follow=True).content.decode()
    assert mail.outbox == []


def test_four_returns_are_withheld_with_the_reason_on_every_page(cluster):
    opened = cluster.open()
    cluster.send_all(opened, [11, 22, 33, 44])
    cluster.close(opened)
    client, pk = signed_in(cluster.manager), cluster.initiative.pk
    for name in ("returns", "initiative", "profile"):
        page = read(client, name, pk)
        assert "4 returns only: withheld" in page, name
        assert "110" not in page, name
    rows = list(csv.reader(io.StringIO(Client().get(to("returns_sheet", pk)).content.decode("utf-8-sig"))))
    assert [row[3:6] for row in rows if row[0] == "members_turnover"] == [["", "mln KZT", "suppressed"]]


def test_the_home_shows_the_count_the_sums_and_a_reminder_beside_the_territory(cluster):
    before = cluster.open(YEAR - 1)
    cluster.send_all(before, [100] * 6)
    cluster.close(before)
    cluster.open()
    page = read(signed_in(cluster.manager), "initiative", cluster.initiative.pk)
    for said in ("The cluster itself", "<strong>0 of 6</strong>", "Remind who has not sent", "600", "never mixed"):
        assert said in page
    official = read(signed_in(cluster.officials["KZ"]), "initiative", cluster.initiative.pk)
    assert ("0 of 6" in official, "Remind who has not sent" in official) == (True, False)


def test_what_is_owed_stands_in_ones_work(cluster, editor, asked):
    page = editor.get(reverse("work")).content.decode()
    assert ("Returns to send" in page, to("return", asked.pk) in page) == (True, True)
    cluster.send(asked)
    assert "Returns to send" not in editor.get(reverse("work")).content.decode()


def test_a_correction_of_published_answers_asks_for_its_reason_at_its_field_and_keeps_it(cluster):
    campaign = cluster.open()
    cluster.send_all(campaign, [10, 20, 30, 20, 10, 10])
    cluster.close(campaign)
    asked = cluster.requests(campaign)[0]
    editor = signed_in(cluster.editors[asked.organisation_id])
    page = read(editor, "return", asked.pk)
    assert "Why the answers change" in page
    sent = Return.objects.get(organisation=asked.organisation_id)
    typed = {"version": "0", "seen": str(sent.pk), "turnover": "11", "exports": "0"}
    refused = editor.post(to("return", asked.pk), typed | {"confirmed": ["above:value_added=", "unit:turnover=11"]})
    assert refused.status_code == 422
    assert 'href="#id_reason"' in refused.content.decode()
    answer = editor.post(to("return", asked.pk), typed | {"reason": "An invoice of December was found"})
    assert answer.url == to("return_history", asked.pk)
    assert "An invoice of December was found" in read(editor, "return_history", asked.pk)
