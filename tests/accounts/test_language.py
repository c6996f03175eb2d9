import pytest

from accounts import audit
from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def language_of(client, **headers):
    return client.get("/accounts/login/", headers=headers).headers["Content-Language"]


def test_without_a_language_in_the_address_the_person_comes_before_the_cookie_and_the_browser(client):
    assert language_of(client) == "en"
    assert language_of(client, accept_language="kk") == "kk"
    client.cookies["django_language"] = "ru"
    assert language_of(client, accept_language="kk") == "ru"
    client.force_login(UserFactory(language="kk"))
    assert language_of(client, accept_language="en") == "kk"


def test_the_address_comes_before_everything(client):
    client.force_login(UserFactory(language="kk"))
    assert client.get("/ru/notices/").headers["Content-Language"] == "ru"


def test_a_page_that_was_read_in_a_language_is_remembered_for_pages_without_one(client):
    client.get("/ru/notices/")
    assert language_of(client) == "ru"


@pytest.mark.parametrize(
    ("page", "same_page"),
    [
        ("/en/notices/?page=2", "/kk/notices/?page=2"),
        ("/accounts/login/", "/accounts/login/"),
        ("/en/", "/kk/"),
        ("https://evil.example/en/", "/"),
        ("", "/"),
    ],
)
def test_switching_leads_to_the_same_page_in_the_other_language(client, page, same_page):
    answer = client.post("/accounts/language/", {"language": "kk", "next": page})
    assert (answer.url, answer.cookies["django_language"].value) == (same_page, "kk")


def test_switching_is_kept_with_the_person(client):
    user = UserFactory(language="en")
    client.force_login(user)
    client.post("/accounts/language/", {"language": "ru", "next": "/en/notices/"})
    assert User.objects.get().language == "ru"


def test_an_unknown_language_changes_nothing(client):
    client.force_login(UserFactory(language="en"))
    client.post("/accounts/language/", {"language": "tlh", "next": "/en/notices/"})
    assert User.objects.get().language == "en"


def test_the_profile_changes_name_and_language_on_record(client):
    user = UserFactory(name="Aigul", language="en")
    client.force_login(user)
    assert client.post("/accounts/", {"name": "Aigul S.", "language": "ru"}).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.language) == ("Aigul S.", "ru")
    assert [entry.text for entry in audit.history(user)] == ["changed the account (language, name)"]


def test_a_profile_that_is_saved_unchanged_leaves_no_record(client):
    user = UserFactory(name="Aigul", language="en")
    client.force_login(user)
    client.post("/accounts/", {"name": "Aigul", "language": "en"})
    assert audit.history(user) == []
