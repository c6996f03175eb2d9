"""A person's number (IIN) at rest: encrypted for the one who must read it, a keyed digest to find it again."""

import hashlib
import hmac

from django.conf import settings

from accounts import secret
from initiatives import identifiers


def digest(number: str) -> str:
    """The same for the same number; without the key nobody can try all numbers."""
    return hmac.new(settings.PERSONAL_NUMBER_KEY.encode(), number.encode(), hashlib.sha256).hexdigest()


def encrypted(number: str) -> bytes:
    return secret.encrypt(number).encode()


def shown(stored: bytes) -> str:
    """The number as it may be shown: masked but for its last two digits."""
    return identifiers.masked(secret.decrypt(bytes(stored).decode()))
