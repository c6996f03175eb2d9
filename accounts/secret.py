from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    return _keys().decrypt(text.encode()).decode()


def _keys() -> MultiFernet:
    # The newest key encrypts; what an older key encrypted can still be read.
    return MultiFernet(Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def _key(secret: str) -> bytes:
    return urlsafe_b64encode(sha256(f"accounts.secret:{secret}".encode()).digest())
