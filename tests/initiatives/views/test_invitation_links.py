import datetime as dt
import logging

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.actions import invitation as deeds
from initiatives.secret_links import WithoutTokens, without_token
from tests.factories import initiatives as made
from tests.initiatives.views.inviting import invited, link, of, page

pytestmark = pytest.mark.django_db

BIN, OTHER_BIN = "941240000193", "941240000505"


def test_guessing_is_slowed_down():
    one, guesser = invited(), of()
    answers = [guesser.get(f"/i/{number:024d}").status_code for number in range(22)]
    assert answers == [404] * 20 + [429] * 2
    assert guesser.get(link(one)).status_code == 200


def test_the_link_is_passed_on_by_no_header_and_no_log(caplog):
    one = invited(at=timezone.now() - dt.timedelta(days=31))
    caplog.handler.addFilter(WithoutTokens())
    with caplog.at_level(logging.WARNING):
        answer = of().get(link(one))
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Gone: /i/…" in caplog.text
    assert one.token not in caplog.text
    assert without_token("next=%2Fi%2Fabcdefghijkl%2Fjoin") == "next=%2Fi%2F…%2Fjoin"


def test_the_portal_itself_logs_without_tokens(settings):
    console = settings.LOGGING["handlers"]["console"]
    named = settings.LOGGING["filters"]
    assert [named[name]["()"] for name in console["filters"]] == ["initiatives.secret_links.WithoutTokens"]


def test_the_link_is_sent_to_a_director_three_times_a_day_at_most(settings):
    settings.MAIL_IS_ON = True
    one = invited()
    codes = [of().post(link(one, "forward"), {"email": "boss@esil.example"}).status_code for _each in range(4)]
    assert codes == [302, 302, 302, 429]
    assert len(mail.outbox) == 3
    assert of().post(link(one, "forward"), {"email": "nobody"}).status_code == 422


def test_the_list_and_the_page_need_the_same_number_of_queries_for_1_and_20():
    one = invited()
    initiative, manager = one.invitation.initiative, one.invitation.invited_by

    def queries(user, address):
        client = of(user)
        client.get(address)
        with CaptureQueriesContext(connection) as counted:
            client.get(address)
        return len(counted)

    asked = ((manager, page("invite", initiative)), (None, link(one)))
    made.members(initiative, by=manager, firms=1, universities=0)
    before = [queries(*each) for each in asked]
    for number in range(20):
        deeds.invite(
            initiative=initiative, organisation_name=f"Firm {number}", language="en", by=manager, at=timezone.now()
        )
        made.member(initiative, by=manager)
    assert [queries(*each) for each in asked] == before
    assert max(before) <= 14
