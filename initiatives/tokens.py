"""The secret of a link: told once, kept as a digest only."""

import hashlib
import secrets

LENGTH = 24


def new() -> str:
    return secrets.token_urlsafe(LENGTH)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
