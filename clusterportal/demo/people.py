"""The people of the demo country; the eight with a password are listed on the sign-in page."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import User

PASSWORD = "demo-portal-2026"  # noqa: S105 published on the sign-in page of the demo


@dataclass(frozen=True)
class Account:
    email: str
    name: str
    is_staff: bool = False


ACCOUNTS = (
    Account("manager@demo.kz", "Aigerim Seitkali"),
    Account("region@demo.kz", "Daniyar Ospanov"),
    Account("region2@demo.kz", "Gulnara Abenova"),
    Account("ministry@demo.kz", "Yerlan Tulegenov"),
    Account("university@demo.kz", "Saule Iskakova"),
    Account("firm@demo.kz", "Viktor Kim"),
    Account("statistician@demo.kz", "Marzhan Bekova"),
    Account("admin@demo.kz", "Timur Akhmetov", is_staff=True),
)


RECTOR = next(account for account in ACCOUNTS if account.email == "university@demo.kz")


def open_accounts() -> None:
    # One password for all and published, so a salt of its own would protect nobody.
    hashed = make_password(PASSWORD)
    for account in ACCOUNTS:
        user = person(account.email, account.name)
        if not user.has_usable_password():
            user.is_staff = user.is_superuser = account.is_staff
            user.password = hashed
            user.save()


def person(email: str, name: str) -> User:
    """Somebody who exists; without a password nobody can sign in as him."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User(email=email, name=name, language="en")
        user.set_unusable_password()
        user.save()
    return user
