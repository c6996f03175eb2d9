"""A browser without scripts: pages that were opened stay as they were, whatever happens to the sign-in."""

import re

from django.test import Client

from tests.factories.accounts import PASSWORD

OURS = {"origin": "http://testserver"}


def tab() -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False, headers=OURS)


def token(page) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]


def sign_in(client, user):
    """By the form, as people do; whoever was signed in before signs out."""
    client.post("/accounts/logout/", {"csrfmiddlewaretoken": token(client.get("/accounts/login/"))})
    page = client.get("/accounts/login/")
    data = {"login": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token(page)}
    return client.post("/accounts/login/", data)


def end_session(client):
    client.cookies.pop("sessionid")


def form_of(page, number=0) -> tuple[str, dict[str, str]]:
    """Where the button that sends again leads, and what it sends."""
    found = re.findall(
        r'<form method="post" action="([^"]+)" data-once>(.*?Send it now.*?)</form>', text(page), re.DOTALL
    )
    address, inside = found[number]
    pairs = re.findall(r'name="([^"]+)" value="([^"]*)"', inside)
    pairs += re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', inside, re.DOTALL)
    return address.replace("&amp;", "&"), dict(pairs)


def text(page) -> str:
    return page.content.decode()
