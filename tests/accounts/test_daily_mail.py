"""How a person is told: at once, once a day, or on the portal only."""

import datetime as dt
from threading import Thread

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import audit, letters, notices, tasks
from accounts.models import DailyMail, Delivery, Notice, NoticeChoice
from tests.factories.accounts import UserFactory

ALMATY = timezone.get_default_timezone()
EVENING = dt.datetime(2026, 3, 2, 19, 30, tzinfo=ALMATY)
NIGHT = dt.datetime(2026, 3, 3, 7, 59, tzinfo=ALMATY)
MORNING = dt.datetime(2026, 3, 3, 8, 0, tzinfo=ALMATY)


@pytest.fixture(autouse=True)
def _two_kinds(monkeypatch):
    """One that can wait and one that cannot; gone after the test, so that no page elsewhere asks about them."""
    for name in ("KINDS", "GROUPS", "_group_of"):
        monkeypatch.setattr(notices, name, dict(getattr(notices, name)))
    notices.register({"leaf_falls": notices.Kind("A leaf falls in %(place)s"), "tree_falls": notices.Kind("A tree")})
    notices.arrange("leaves", ["leaf_falls"], notices.Group("Leaves", "What falls."))
    notices.arrange("trees", ["tree_falls"], notices.Group("Trees", "What stood.", Delivery.AT_ONCE))


def leaf(*users, at=EVENING, occasion="leaf:1", place="the yard"):
    notices.notify(users=users, kind="leaf_falls", at=at, occasion=occasion, url="/en/leaves/", place=place)


def tree(*users, at=EVENING, occasion="tree:1"):
    notices.notify(users=users, kind="tree_falls", at=at, occasion=occasion)


def sent_daily(at):
    while letters.send_next_daily(at=at):
        pass
    return [(mail.to, mail.subject) for mail in outbox.outbox]


@pytest.mark.django_db
def test_what_can_wait_comes_in_one_mail_in_the_morning_and_never_twice_a_day():
    reader = UserFactory(name="Aigul", email="aigul@example.kz", language="en")
    leaf(reader)
    leaf(reader, occasion="leaf:2", place="the street")
    assert not letters.send_next(at=EVENING)
    assert sent_daily(NIGHT) == []
    assert sent_daily(MORNING) == [(["aigul@example.kz"], "Cluster portal: 2 notices from the portal")]
    told = outbox.outbox[0].body
    assert "• A leaf falls in the yard\n  http" in told
    assert "• A leaf falls in the street\n  http" in told
    assert told.index("the yard") < told.index("the street")
    assert "/accounts/notices/" in told

    leaf(reader, at=MORNING + dt.timedelta(hours=2), occasion="leaf:3")
    assert len(sent_daily(MORNING + dt.timedelta(hours=3))) == 1
    assert len(sent_daily(MORNING + dt.timedelta(days=1))) == 2
    days = DailyMail.objects.order_by("day").values_list("day", "notices")
    assert list(days) == [(MORNING.date(), 2), (MORNING.date() + dt.timedelta(days=1), 1)]


@pytest.mark.django_db
def test_the_task_of_the_day_run_twice_does_nothing_more(monkeypatch):
    monkeypatch.setattr(letters, "MORNING", dt.time(0))
    leaf(UserFactory(), UserFactory(), at=timezone.now())
    tasks.send_daily_mail()
    tasks.send_daily_mail()
    assert (len(outbox.outbox), DailyMail.objects.count(), Notice.objects.unsent().count()) == (2, 2, 0)


@pytest.mark.django_db
def test_a_day_has_no_second_mail_whatever_the_code_does():
    reader = UserFactory()
    DailyMail.objects.create(user=reader, day=MORNING.date(), notices=1, sent_at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        DailyMail.objects.create(user=reader, day=MORNING.date(), notices=1, sent_at=MORNING)


@pytest.mark.django_db
def test_each_is_told_as_he_has_chosen():
    eager, calm, silent = (UserFactory(email=f"{name}@example.kz") for name in ("eager", "calm", "silent"))
    for reader, delivery in ((eager, Delivery.AT_ONCE), (silent, Delivery.PORTAL)):
        notices.choose(user=reader, chosen={"leaves": delivery}, by=reader, at=EVENING)
    leaf(eager, calm, silent)
    while letters.send_next(at=EVENING):
        pass
    assert [mail.to for mail in outbox.outbox] == [["eager@example.kz"]]
    assert [to for to, _subject in sent_daily(MORNING)] == [["eager@example.kz"], ["calm@example.kz"]]
    assert list(Notice.objects.unsent().values_list("user", flat=True)) == [silent.pk]


@pytest.mark.django_db
def test_what_decides_about_a_file_of_ones_own_comes_at_once():
    reader = UserFactory(email="aigul@example.kz")
    tree(reader)
    assert letters.send_next(at=EVENING)
    assert [mail.to for mail in outbox.outbox] == [["aigul@example.kz"]]
    at_once = {key for key, group in notices.groups().items() if group.delivery == Delivery.AT_ONCE}
    assert at_once == {"decisions", "hearings", "investors", "invitations", "trees"}
    decisive = ("round_registered", "round_returned", "round_rejected", "hearing_opened", "managing_asked")
    assert {notices.group_of(kind) for kind in decisive} == {"decisions", "hearings", "invitations"}


@pytest.mark.django_db
def test_a_choice_is_kept_once_recorded_and_takes_what_still_waits_with_it():
    reader = UserFactory()
    leaf(reader)
    for _turn in range(2):
        notices.choose(
            user=reader, chosen={"leaves": Delivery.PORTAL, "trees": Delivery.AT_ONCE}, by=reader, at=EVENING
        )
    assert list(NoticeChoice.objects.values_list("user", "group", "delivery")) == [(reader.pk, "leaves", "portal")]
    assert Notice.objects.get().delivery == Delivery.PORTAL
    assert [entry.text for entry in audit.history(reader)] == ["chose how to be told of: leaves"]


@pytest.mark.django_db
def test_the_page_asks_for_each_group_and_keeps_the_answer(client):
    reader = UserFactory()
    client.force_login(reader)
    form = client.get("/accounts/notices/").context["form"]
    asked = {name: form[name].value() for name in form.fields}
    assert asked == {key: group.delivery for key, group in notices.groups().items()}
    assert list(asked)[-1] == "other"
    answer = client.post("/accounts/notices/", asked | {"leaves": "portal"})
    assert (answer.status_code, answer.url) == (302, "/accounts/notices/")
    assert notices.choices(reader)["leaves"] == Delivery.PORTAL
    assert client.post("/accounts/notices/", asked | {"leaves": "by pigeon"}).status_code == 200


def test_a_kind_stands_in_one_group_and_the_group_is_known():
    with pytest.raises(notices.GroupRefused):
        notices.arrange("trees", ["leaf_falls"])
    with pytest.raises(notices.GroupRefused):
        notices.arrange("bushes", ["leaf_falls"])


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_person_one_mail():
    people = UserFactory.create_batch(8)
    leaf(*people)

    def work():
        while letters.send_next_daily(at=MORNING):
            pass
        connection.close()

    threads = [Thread(target=work) for _turn in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mail.to[0] for mail in outbox.outbox) == sorted(person.email for person in people)


def test_every_group_that_the_page_asks_about_has_kinds():
    assert {notices.group_of(kind) for kind in notices.KINDS} == {*notices.GROUPS, notices.OTHER}
