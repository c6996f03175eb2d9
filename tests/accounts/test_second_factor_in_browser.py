import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def code_of(secret):
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def sign_in(page, user):
    page.goto("/accounts/login/?next=/en/notices/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm_password(page):
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def add_security_chip(page):
    """A passkey in the machine, as Chromium plays it for tests."""
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_person_sets_up_an_app_and_signs_in_with_its_code(open_page):
    user, page = UserFactory(), open_page()
    sign_in(page, user)
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Set up the app").click()
    confirm_password(page)
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert Authenticator.objects.filter(user=user, type="totp").count() == 1

    page.context.clear_cookies()
    sign_in(page, user)
    page.wait_for_url("**/accounts/2fa/authenticate/**")
    recovery = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(recovery)
    page.get_by_role("button", name="Sign In").click()
    page.wait_for_url("**/en/notices/")


def test_a_person_adds_a_passkey_and_signs_in_without_a_password(open_page):
    user, page = UserFactory(), open_page()
    add_security_chip(page)
    sign_in(page, user)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/en/notices/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/en/notices/")
