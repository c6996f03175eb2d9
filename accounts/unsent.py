"""Text that a form brought when it could not be taken: kept for who typed it, and given back to nobody else."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict

from accounts import secret
from accounts.models import Unsent, User

Pairs = list[tuple[str, str]]

# Where scripts run, the form's own page gives the text back.
KEPT_ON_DEVICE = "kept_here"
# Of the form and not of the person: the token, what it was given back as, and the way on.
NOT_TYPED = {"csrfmiddlewaretoken", "unsent", "next", KEPT_ON_DEVICE}
# There passwords and codes are typed, and nothing that took long.
NEVER_KEPT = ("/accounts/",)
SECRET_WORDS = ("password", "secret", "token")
LETTERS_AT_MOST = 300_000
AT_MOST = 10
KEPT_FOR = timedelta(days=30)
ADDRESS_LETTERS = 500


@dataclass(frozen=True)
class Entry:
    """One sending, as its page shows it."""

    kept: Unsent
    pairs: Pairs

    @property
    def words(self) -> list[str]:
        return words(self.pairs)


def typed(path: str, posted: QueryDict) -> Pairs:
    if path.startswith(NEVER_KEPT):
        return []
    return [(name, value) for name, values in posted.lists() if _is_kept(name) for value in values]


def words(pairs: Pairs) -> list[str]:
    """What a person wrote; choices and numbers come back with it, but say nothing when they stand alone."""
    return [value for _name, value in pairs if " " in value.strip() or not value.isascii()]


def is_typed(pairs: Pairs) -> bool:
    return any(value.strip() for _name, value in pairs)


def is_too_long(pairs: Pairs) -> bool:
    return sum(len(name) + len(value) for name, value in pairs) > LETTERS_AT_MOST


@transaction.atomic
def keep(*, request: HttpRequest, writer: int, page: str, at: datetime) -> Unsent | None:
    """Nothing is kept of what is too long; where it was kept before, it stands once."""
    pairs = typed(request.path, request.POST)
    if not is_typed(pairs) or is_too_long(pairs):
        return None
    person = User.objects.select_for_update().filter(pk=writer, is_active=True).first()
    if person is None:
        return None
    address = request.get_full_path()[:ADDRESS_LETTERS]
    for entry in of(person):
        if entry.kept.address == address and entry.pairs == pairs:
            return entry.kept
    kept = Unsent.objects.create(
        user=person,
        address=address,
        page=page[:ADDRESS_LETTERS],
        has_files=bool(request.FILES),
        encrypted=secret.encrypt(json.dumps(pairs)),
        kept_at=at,
    )
    person.unsent.exclude(pk__in=person.unsent.values("pk")[:AT_MOST]).delete()
    return kept


def of(person: User) -> list[Entry]:
    return [Entry(kept, _pairs(kept)) for kept in person.unsent.all()]


def forget(*, person: User, key: int) -> None:
    person.unsent.filter(pk=key).delete()


def forget_old(*, at: datetime) -> None:
    Unsent.objects.filter(kept_at__lt=at - KEPT_FOR).delete()


def _pairs(kept: Unsent) -> Pairs:
    found: list[Any] = json.loads(secret.decrypt(kept.encrypted))
    return [(name, value) for name, value in found]


def _is_kept(name: str) -> bool:
    return name not in NOT_TYPED and not any(word in name.lower() for word in SECRET_WORDS)
