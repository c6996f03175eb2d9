import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session

from accounts import audit, demo
from accounts.models import KeptMail, User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client, user, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": user.email, "password": password} | more)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_person_signs_in_by_email_in_any_case_and_out_again(client):
    user = UserFactory(email="aigul@example.kz")
    answer = client.post("/accounts/login/", {"login": "Aigul@Example.kz", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/en/work/")
    assert client.session["_auth_user_id"] == str(user.pk)

    assert client.post("/accounts/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_says_so_in_one_sentence_and_keeps_the_email(client):
    user = UserFactory()
    page = sign_in(client, user, "wrong")
    assert page.status_code == 200
    assert "The email address and/or password you specified are not correct." in text_of(page)
    assert f'value="{user.email}"' in page.content.decode()


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client):
    user = UserFactory()
    for _turn in range(5):
        sign_in(client, user, "wrong")
    assert "Too many failed login attempts. Try again later." in text_of(sign_in(client, user))
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_told_so_and_who_can_help(client):
    page = client.get(sign_in(client, UserFactory(is_active=False)).url)
    assert "The administrator of the portal can open it again." in text_of(page)
    assert "_auth_user_id" not in client.session


def test_an_account_closed_meanwhile_ends_its_session(client):
    user = UserFactory()
    sign_in(client, user)
    User.objects.update(is_active=False)
    assert client.get("/en/notices/").url == "/accounts/login/?next=%2Fen%2Fnotices%2F"


def test_an_expired_session_comes_back_to_the_page_it_was_on(client):
    user = UserFactory()
    sign_in(client, user)
    Session.objects.all().delete()
    asked = client.get("/en/notices/?page=2").url
    assert asked == "/accounts/login/?next=%2Fen%2Fnotices%2F%3Fpage%3D2"
    assert sign_in(client, user, next="/en/notices/?page=2").url == "/en/notices/?page=2"


def test_sign_in_never_leads_away_from_the_portal(client):
    assert sign_in(client, UserFactory(), next="https://evil.example/").url == "/en/work/"


def test_after_signing_in_the_pages_are_in_the_persons_language(client, settings):
    settings.LOGIN_REDIRECT_URL = "notices"
    assert sign_in(client, UserFactory(language="kk")).url == "/kk/notices/"


def test_too_many_requests_are_answered_by_a_page_of_the_portal(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client.post("/accounts/password/reset/", {"email": "a@example.kz"})
    page = client.post("/accounts/password/reset/", {"email": "a@example.kz"})
    assert page.status_code == 429
    assert "Try again in a few minutes" in text_of(page)


def test_a_new_person_gives_name_and_language_and_is_on_record(client):
    answer = client.post(
        "/accounts/signup/",
        {"email": "new@example.kz", "password1": "a-long-new-password", "name": "Aigul", "language": "kk"},
    )
    assert answer.status_code == 302
    user = User.objects.get(email="new@example.kz")
    assert (user.name, user.language) == ("Aigul", "kk")
    assert [(entry.actor, entry.verb) for entry in audit.history(user)] == [("Aigul", "person.signed_up")]


def test_a_weak_password_and_a_missing_name_are_named_beside_their_fields(client):
    page = client.post("/accounts/signup/", {"email": "new@example.kz", "password1": "1234", "language": "en"})
    assert set(page.context["form"].errors) == {"name", "password1"}
    assert not User.objects.exists()


def test_a_forgotten_password_is_reset_by_a_kept_mail_in_the_demo(client, settings):
    settings.EMAIL_BACKEND = "accounts.mail.KeepingBackend"
    user = UserFactory()
    assert client.post("/accounts/password/reset/", {"email": user.email}).status_code == 302
    assert "password/reset/key" in KeptMail.objects.get().body

    shown = client.get("/demo/mail/").content.decode()
    link = re.search(r'href="http://[^/]+(/accounts/password/reset/key/[^"]+)"', shown).group(1)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "a-long-new-password", "password2": "a-long-new-password"})

    user.refresh_from_db()
    assert user.check_password("a-long-new-password")


def test_a_portal_without_mail_says_so_and_who_helps_with_a_password(client, settings):
    settings.DEMO = settings.MAIL_IS_ON = False
    for page in (
        client.get("/accounts/password/reset/"),
        client.post("/accounts/password/reset/", {"email": "a@b.kz"}),
    ):
        assert "This portal sends no mail" in text_of(page)
        assert "Ask the administrator of the portal" in text_of(page)


def test_the_demos_sign_in_page_lists_the_accounts_that_exist_with_what_waits(client):
    UserFactory(email="ministry@demo.kz"), UserFactory(email="firm@demo.kz", is_active=False)
    page = client.get("/accounts/login/")
    assert page.context["demo_accounts"] == [next(a for a in demo.ACCOUNTS if a.email == "ministry@demo.kz")]
    assert "A region objects to Caspian Oilfield Services." in text_of(page)


def test_what_waits_is_said_by_the_app_that_knows(monkeypatch):
    user = UserFactory(email="ministry@demo.kz")
    monkeypatch.setattr(demo, "_answers", [lambda _user: "", lambda who: f"3 files wait for {who.email}."])
    assert [account.waits for account in demo.present()] == [f"3 files wait for {user.email}."]


def test_one_click_signs_in_to_a_demo_account_also_from_another_one(client):
    ministry, firm = UserFactory(email="ministry@demo.kz"), UserFactory(email="firm@demo.kz")
    assert client.post("/accounts/demo/", {"email": firm.email}).url == "/en/work/"
    assert client.get("/accounts/login/").status_code == 200
    assert client.post("/accounts/demo/", {"email": ministry.email, "next": "/en/notices/"}).url == "/en/notices/"
    assert client.session["_auth_user_id"] == str(ministry.pk)


def test_only_demo_accounts_open_by_a_click_and_only_in_the_demo(client, settings):
    UserFactory(email="ministry@demo.kz"), UserFactory(email="real@example.kz")
    assert client.post("/accounts/demo/", {"email": "real@example.kz"}).status_code == 404
    settings.DEMO = False
    assert client.post("/accounts/demo/", {"email": "ministry@demo.kz"}).status_code == 404
    assert client.get("/demo/mail/").status_code == 404
    assert client.get("/accounts/login/").context["demo_accounts"] == []


def test_the_one_click_form_needs_its_token(client):
    client.handler.enforce_csrf_checks = True
    UserFactory(email="ministry@demo.kz")
    assert client.post("/accounts/demo/", {"email": "ministry@demo.kz"}).status_code == 403


def test_a_second_factor_is_asked_after_the_password(client):
    user, secret = UserFactory(), generate_totp_secret()
    TOTP.activate(user, secret)
    assert secret not in Authenticator.objects.get().data["secret"]

    assert sign_in(client, user).url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session


@pytest.fixture
def official(settings):
    settings.DEMO = False
    return UserFactory(is_superuser=True)


def test_an_official_sets_up_a_second_factor_before_anything_else(client, official):
    client.force_login(official)
    assert client.get("/en/notices/").url == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200
    TOTP.activate(official, generate_totp_secret())
    assert client.get("/en/notices/").status_code == 200


def test_an_official_keeps_at_least_one_second_factor(client, official):
    TOTP.activate(official, generate_totp_secret())
    client.force_login(official)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.post("/accounts/2fa/totp/deactivate/")

    assert "You cannot deactivate two-factor authentication." in text_of(page)
    assert Authenticator.objects.filter(user=official, type="totp").count() == 1


def test_in_the_demo_the_second_factor_is_a_free_choice(client):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/en/notices/").status_code == 200


def test_who_is_no_official_needs_no_second_factor(client, settings):
    settings.DEMO = False
    client.force_login(UserFactory())
    assert client.get("/en/notices/").status_code == 200
