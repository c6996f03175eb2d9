"""Pages of the account, which a package draws for the most part, speak the language of the reader alone."""

import re
from html.parser import HTMLParser

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

OPEN_TO_ALL = ("login/", "signup/", "password/reset/", "password/reset/done/", "inactive/")
OF_ONES_OWN = (
    "email/",
    "password/change/",
    "logout/",
    "reauthenticate/",
    "sessions/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
)
WITH_AN_APP = (
    "2fa/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/reauthenticate/",
)
# Names, signs of programs, and the languages of the switch.
NAMES = {"IP", "QR", "PIN", "URL", "API", "JavaScript", "OpenAPI", "cookie", "English", "Python", "Chromium", "ODbL"}
NAMES |= {"CSV", "BIN", "OpenStreetMap"}


class Words(HTMLParser):
    """Words in Latin letters that a person reads, or is read aloud, outside of code."""

    SILENT = {"script", "style", "code", "svg"}
    READ = {"alt", "aria-label", "placeholder", "title"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in self.SILENT
        for name, value in attrs:
            if name in self.READ and value:
                self.collect(value)

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT and self.silent > 0

    def handle_data(self, data):
        if not self.silent:
            self.collect(data)

    def collect(self, text):
        text = re.sub(r"\S+@\S+|https?://\S+|\b[A-Z2-7]{32}\b", " ", text)
        self.found |= set(re.findall(r"[A-Za-z]{2,}", text)) - NAMES


def foreign_words(response, *known):
    reader = Words()
    text = response.content.decode()
    for said in known:
        text = text.replace(said, "")
    reader.feed(text)
    return reader.found


def read_in(client, language, pages, *known):
    client.cookies["django_language"] = language
    answers = {page: client.get(f"/accounts/{page}") for page in pages}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    return {page: words for page, answer in answers.items() if (words := foreign_words(answer, *known))}


def confirmed(client, language):
    user = UserFactory(email="aigul@example.kz", name="Айгүл Серікова", language=language)
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return user


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_pages_before_sign_in_have_no_english_word(client, language):
    assert read_in(client, language, OPEN_TO_ALL) == {}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_refusals_of_sign_in_have_no_english_word(client, language):
    client.cookies["django_language"] = language
    UserFactory(email="aigul@example.kz")
    refused = [
        client.post("/accounts/login/", {"login": "aigul@example.kz", "password": "wrong"}),
        client.post("/accounts/login/", {}),
        client.post("/accounts/signup/", {"email": "no address", "password1": "12345"}),
        client.post("/accounts/password/reset/", {"email": "no address"}),
    ]
    assert [foreign_words(page, "no address") for page in refused] == [set()] * len(refused)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_pages_of_ones_own_account_have_no_english_word(client, language):
    confirmed(client, language)
    assert read_in(client, language, OF_ONES_OWN) == {}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_pages_of_the_second_factor_have_no_english_word(client, language):
    user = confirmed(client, language)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    assert read_in(client, language, WITH_AN_APP) == {}
