"""What a person has to do until when: as a page, and as his calendar program reads it."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts import audit
from initiatives.actions import agenda as deeds
from initiatives.actions import inquiry
from initiatives.models import CalendarFeed, CouncilMeeting, Inquiry
from initiatives.queries.agenda import agenda
from initiatives.secret_links import without_token
from initiatives.views.agenda import written
from tests.factories import approval, coordination, returns
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, working_hours

pytestmark = pytest.mark.django_db


def told(user, at):
    return [(entry.title, entry.about, entry.day.isoformat()) for entry in agenda(user, at=at)]


def test_an_official_finds_his_file_and_the_applicant_what_he_is_asked():
    case = approval.handed_in()
    at = working_hours(1)
    assert told(case.officials["KZ-61"], at) == [("Decide", "Syr Darya Crops", "2026-11-23")]
    assert told(case.manager, at) == []
    asked = {"seat": case.seat("KZ-61"), "kind": Inquiry.Kind.HEARING, "text": "Too dry."}
    inquiry.ask(**asked, by=case.officials["KZ-61"], at=at)
    assert [title for title, _about, _day in told(case.manager, at)] == ["Answer in the hearing"]
    case.decide("KZ-43")
    assert told(case.officials["KZ-43"], at) == []


def test_a_hearing_is_the_first_thing_on_the_applicants_page(client):
    case = approval.handed_in(at=timezone.now())
    asked = {"seat": case.seat("KZ-61"), "kind": Inquiry.Kind.HEARING, "text": "Too dry."}
    inquiry.ask(**asked, by=case.officials["KZ-61"], at=timezone.now())
    client.force_login(case.manager)
    shown = client.get("/en/work/").context
    assert (shown["first"].title, shown["work"].waits) == ("Answer in the hearing", 1)
    assert shown["first"].href == f"/en/rounds/{case.round.pk}/"


def test_a_member_finds_its_return_until_it_is_sent():
    cluster = returns.cluster(members=1)
    campaign = cluster.open()
    editor = next(iter(cluster.editors.values()))
    due = returns.DUE.isoformat()
    assert ("Send your return", "Esil Dairy", due) in told(editor, MONDAY)
    cluster.send(cluster.requests(campaign)[0])
    assert told(editor, MONDAY + dt.timedelta(days=2)) == []


@pytest.fixture
def council():
    return coordination.seated()


def test_a_cancelled_meeting_stays_in_the_calendar_as_cancelled(council):
    called = coordination.called(council, starts=working_hours(9, hour=15))
    feed = CalendarFeed(user=council.official("KZ-61"))
    assert "STATUS:CONFIRMED" in meeting_lines(feed)
    assert "DTSTART:20261111T100000Z" in meeting_lines(feed)
    assert f"LOCATION:{called.place}" in meeting_lines(feed)
    CouncilMeeting.objects.filter(pk=called.pk).update(cancelled_at=working_hours(2), cancelled_because="Floods.")
    assert "STATUS:CANCELLED" in meeting_lines(feed)


def meeting_lines(feed):
    events = written(feed, at=working_hours(3)).split("BEGIN:VEVENT")
    return next(event for event in events if "UID:meeting-" in event).split("\r\n")


def test_the_calendar_speaks_its_owners_language_and_keeps_its_keys(council):
    reader = council.official("KZ-61")
    english = written(CalendarFeed(user=reader), at=working_hours(3))
    reader.language = "kk"
    with override("ru"):
        kazakh = written(CalendarFeed(user=reader), at=working_hours(3))
    assert "/kk/" in kazakh
    assert "/en/" in english
    keys = [[line for line in text.split("\r\n") if line.startswith("UID:")] for text in (english, kazakh)]
    assert keys[0] == keys[1]


def test_the_address_is_told_once_answers_without_a_session_and_a_new_one_ends_it(client):
    reader = UserFactory()
    client.force_login(reader)
    first = client.post("/en/work/dates/address/").context["address"]
    assert CalendarFeed.objects.get().digest not in first
    assert client.get("/en/work/dates/").context["address"] == ""
    client.logout()

    answer = client.get(first)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.cookies == {}
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")

    client.force_login(reader)
    second = client.post("/en/work/dates/address/").context["address"]
    assert [client.get(address).status_code for address in (first, second)] == [404, 200]
    assert client.post("/en/work/dates/address/revoke/").url == "/en/work/dates/"
    assert client.get(second).status_code == 404
    verbs = [entry.verb for feed in CalendarFeed.objects.order_by("pk") for entry in audit.history(feed)]
    assert verbs == ["calendar.opened", "calendar.revoked", "calendar.opened"]


def test_who_has_left_has_no_calendar_and_guesses_are_slowed_down(client):
    reader = UserFactory()
    token = deeds.open_feed(user=reader, at=timezone.now())
    type(reader).objects.filter(pk=reader.pk).update(is_active=False)
    answers = [client.get(f"/calendar/{token}.ics").status_code for _turn in range(22)]
    assert (answers[0], answers[-1]) == (404, 429)


def test_a_secret_address_is_not_written_to_the_log():
    token = "abcdefgh12345678"
    assert token not in without_token(f'"GET /calendar/{token}.ics HTTP/1.1" 200')
