"""Whose page a form was sent from: its token belongs to one sign-in, and a cookie knows whose that was."""

from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH

# Two people at one desk, each of whom signed in twice while a page stood open.
SIGN_INS = 4
COOKIE = "writers"
SALT = "accounts.writers"


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Pages that this answer carries were opened by who is signed in now."""
    secret, user = request.META.get("CSRF_COOKIE"), getattr(request, "user", None)
    if not secret or user is None or not user.is_authenticated:
        return
    here = [_name(secret), user.pk]
    known = _known(request)
    if here in known:
        return
    others = [each for each in known if each[0] != here[0]]
    response.set_cookie(
        COOKIE,
        signing.dumps([here, *others][:SIGN_INS], salt=SALT),
        max_age=settings.CSRF_COOKIE_AGE,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def of(request: HttpRequest) -> int | None:
    """Who opened the page that was sent; nobody where that cannot be told for certain."""
    secret = _secret(request.POST.get("csrfmiddlewaretoken", ""))
    return dict(_known(request)).get(_name(secret)) if secret else None


def is_own_page(request: HttpRequest) -> bool:
    """A page of ours sent it, and not one that pretends to."""
    ours = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return origin == ours or origin.startswith(f"{ours}/")


def _known(request: HttpRequest) -> list[list[object]]:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return []


def _name(secret: str) -> str:
    return sha256(f"{SALT}:{secret}".encode()).hexdigest()[:16]


def _secret(token: str) -> str:
    """What Django's token hides: its first half says how the second was shifted."""
    letters = CSRF_ALLOWED_CHARS
    if len(token) != CSRF_TOKEN_LENGTH or set(token) - set(letters):
        return ""
    shifts, shifted = token[:CSRF_SECRET_LENGTH], token[CSRF_SECRET_LENGTH:]
    return "".join(letters[letters.index(x) - letters.index(y)] for x, y in zip(shifted, shifts, strict=True))
