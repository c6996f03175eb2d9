"""Who sends from a page that needs no account: told apart for a day, by a digest that does not say who it is."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def sender(request: HttpRequest, *, topic: str, day: str) -> str:
    if request.user.is_authenticated:
        return f"user {request.user.pk}"
    address = get_adapter(request).get_client_ip(request)
    return salted_hmac(topic, f"{day} {address}", algorithm="sha256").hexdigest()
