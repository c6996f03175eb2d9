from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import cached
from accounts.models import User


@dataclass(frozen=True)
class Account:
    """One click on the demo's sign-in page: who it is, and what there is to do."""

    email: str
    role: str | Promise
    waits: str | Promise


ACCOUNTS = (
    Account("manager@demo.kz", _("Cluster manager"), _("Esil Dairy needs more members before it can be handed in.")),
    Account("region@demo.kz", _("Official, Turkistan region"), _("Has agreed to Syr Darya Irrigated Crops.")),
    Account("region2@demo.kz", _("Official, Kyzylorda region"), _("Syr Darya Irrigated Crops waits for a decision.")),
    Account("ministry@demo.kz", _("Official, ministry"), _("A region objects to Caspian Oilfield Services.")),
    Account("university@demo.kz", _("University"), _("Is invited to join Astana Engineering and Research Services.")),
    Account("firm@demo.kz", _("Firm"), _("Is invited to join Esil Dairy.")),
    Account("statistician@demo.kz", _("Statistician"), _("A release of 2025 has questions to answer.")),
    Account("admin@demo.kz", _("Administrator"), _("Sees everything, decides nothing.")),
)

KEPT_FOR = 60

_answers: list[Callable[[User], str]] = []


def say_what_waits(answer: Callable[[User], str]) -> None:
    """The app that knows a person's work says in one sentence what waits; an empty answer leaves the demo's own."""
    _answers.append(answer)


def present() -> list[Account]:
    """The demo's accounts that exist here, with what waits for each."""
    people = {user.email: user for user in User.objects.filter(email__in=[who.email for who in ACCOUNTS])}
    return [
        Account(who.email, who.role, _counted(people[who.email]) or who.waits)
        for who in ACCOUNTS
        if who.email in people and people[who.email].is_active
    ]


def find(email: str) -> User | None:
    if email not in {who.email for who in ACCOUNTS}:
        return None
    return User.objects.filter(email=email, is_active=True).first()


def _counted(user: User) -> str:
    """Counted for eight people on one page, so kept for a minute."""

    def count() -> str:
        return next((told for answer in _answers if (told := answer(user))), "")

    return cached.get_or_make(f"demo-waits:{user.pk}:{get_language()}", count, KEPT_FOR)
