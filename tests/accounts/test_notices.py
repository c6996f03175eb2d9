from datetime import UTC, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from threading import Barrier, Thread

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts import notices, tasks
from accounts.models import KeptMail, Notice
from tests.factories.accounts import UserFactory

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
REGION = {"kk": "Атырау облысы", "ru": "Атырауская область", "en": "Atyrau region"}

notices.register({"tree_waits": notices.Kind(subject=_("A tree waits in %(region)s"))})
notices.arrange("decisions", ["tree_waits"])


def tell(*users, at=AT, occasion="tree:1"):
    notices.notify(users=users, kind="tree_waits", at=at, occasion=occasion, url="/en/trees/1/", region=REGION)


@pytest.mark.django_db
def test_everyone_active_is_told_once_about_an_occasion():
    aigul, bulat, gone = UserFactory(), UserFactory(), UserFactory(is_active=False)
    tell(aigul, bulat, gone, aigul)
    tell(aigul, at=AT + timedelta(hours=1))
    tell(aigul, occasion="tree:2")

    told = Notice.objects.order_by("occasion", "user").values_list("user", "kind", "occasion", "created_at", "url")
    assert list(told) == [
        (aigul.pk, "tree_waits", "tree:1", AT, "/en/trees/1/"),
        (bulat.pk, "tree_waits", "tree:1", AT, "/en/trees/1/"),
        (aigul.pk, "tree_waits", "tree:2", AT, "/en/trees/1/"),
    ]


@pytest.mark.django_db
def test_an_unknown_kind_is_refused():
    with pytest.raises(notices.KindRefused):
        notices.notify(users=[], kind="tree_fell", at=AT, occasion="x")


@pytest.mark.django_db(transaction=True)
def test_two_threads_that_tell_the_same_people_make_one_notice_each():
    people, start = UserFactory.create_batch(5), Barrier(2)

    def tell_all(in_order):
        for turn in range(20):
            start.wait(10)
            tell(*in_order, occasion=f"tree:{turn}")
        connection.close()

    threads = [Thread(target=tell_all, args=(order,)) for order in (people, people[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Notice.objects.count() == 100


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "text", "address"),
    [
        ("en", "A tree waits in Atyrau region", "/en/trees/1/"),
        ("ru", "A tree waits in Атырауская область", "/ru/trees/1/"),
        ("kk", "A tree waits in Атырау облысы", "/kk/trees/1/"),
    ],
)
def test_a_notice_speaks_the_readers_language(language, text, address):
    tell(UserFactory())
    with override(language):
        notice = Notice.objects.get()
        assert (notices.text(notice), notices.address(notice, language)) == (text, address)


@pytest.mark.django_db
def test_unsent_notices_are_mailed_once_in_the_readers_language(settings):
    settings.EMAIL_BACKEND, settings.PORTAL_URL = "accounts.mail.KeepingBackend", "https://clusters.example.kz"
    reader = UserFactory(name="Aigul", language="ru")
    tell(reader, at=timezone.now())
    tasks.send_notices()
    tasks.send_notices()

    kept = KeptMail.objects.get()
    assert (kept.to, kept.subject) == ([reader.email], "A tree waits in Атырауская область")
    assert kept.body.splitlines()[:4] == [
        "Aigul,",
        "",
        "A tree waits in Атырауская область.",
        "",
    ]
    assert "https://clusters.example.kz/ru/trees/1/" in kept.body
    assert not Notice.objects.unsent().exists()


@pytest.mark.django_db
def test_a_portal_without_mail_leaves_the_notice_on_its_page_and_marks_nothing(settings):
    settings.DEMO = settings.MAIL_IS_ON = False
    tell(UserFactory(), at=timezone.now())
    tasks.send_notices()
    assert (Notice.objects.unsent().count(), outbox.outbox) == (1, [])


@pytest.mark.django_db
def test_old_notices_are_not_mailed_when_mail_comes_later():
    tell(UserFactory(), at=timezone.now() - timedelta(days=4))
    tasks.send_notices()
    assert outbox.outbox == []


class RefusingBackend(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["nobody@example.kz"]:
            raise SMTPRecipientsRefused({})
        if messages[0].to == ["full@example.kz"]:
            raise SMTPDataError(552, b"Mailbox full")
        return super().send_messages(messages)


@pytest.mark.django_db
@pytest.mark.parametrize("refused", ["nobody@example.kz", "full@example.kz"])
def test_one_wrong_mailbox_does_not_keep_the_others_waiting(settings, refused):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    tell(UserFactory(email=refused), UserFactory(email="aigul@example.kz"), at=timezone.now())
    tasks.send_notices()
    assert [mail.to for mail in outbox.outbox] == [["aigul@example.kz"]]


@pytest.mark.django_db(transaction=True)
def test_two_workers_mail_each_notice_once():
    people = UserFactory.create_batch(12)
    tell(*people, at=timezone.now())

    def work():
        tasks.send_notices()
        connection.close()

    threads = [Thread(target=work) for _turn in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(mail.to[0] for mail in outbox.outbox) == sorted(person.email for person in people)


@pytest.mark.django_db
def test_the_page_shows_ones_own_notices_and_marks_them_read(client):
    reader, other = UserFactory(), UserFactory()
    tell(reader)
    tell(other)
    client.force_login(reader)
    own, foreign = Notice.objects.get(user=reader), Notice.objects.get(user=other)

    page = client.get("/en/notices/")
    assert [(notice.pk, text) for notice, text in page.context["told"]] == [(own.pk, "A tree waits in Atyrau region")]
    assert page.context["notice_count"] == 1
    assert client.post(f"/en/notices/{foreign.pk}/").status_code == 404
    opened = client.post(f"/ru/notices/{own.pk}/")
    assert (opened.status_code, opened.url) == (302, "/ru/trees/1/")
    assert Notice.objects.unread().values_list("user", flat=True)[::1] == [other.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 20])
def test_the_page_of_notices_asks_the_database_the_same_for_one_and_for_twenty(
    client, count, django_assert_num_queries
):
    reader = UserFactory()
    for number in range(count):
        tell(reader, occasion=f"tree:{number}")
    client.force_login(reader)
    client.get("/en/notices/")
    # Session, person, number of notices, notices, number of unread ones.
    with django_assert_num_queries(5):
        client.get("/en/notices/")


@pytest.mark.django_db
def test_the_header_asks_the_database_nothing_for_people_who_have_not_signed_in(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/accounts/password/reset/")


@pytest.mark.django_db
def test_all_can_be_marked_as_read_and_only_ones_own(client):
    reader, other = UserFactory(), UserFactory()
    tell(reader, other)
    client.force_login(reader)
    assert client.post("/en/notices/read/").url == "/en/notices/"
    assert list(Notice.objects.unread().values_list("user", flat=True)) == [other.pk]


@pytest.mark.django_db
def test_notices_are_for_people_who_have_signed_in(client):
    assert client.get("/en/notices/").url == "/accounts/login/?next=%2Fen%2Fnotices%2F"
