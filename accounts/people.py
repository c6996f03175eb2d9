from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import User


@transaction.atomic
def change(*, user: User, name: str, language: str, by: User, at: datetime) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    wanted = {"name": name, "language": language}
    changed = sorted(field for field, value in wanted.items() if getattr(user, field) != value)
    if changed:
        user.name, user.language = name, language
        user.save(update_fields=changed)
        audit.record(verb="person.changed", target=user, by=by, at=at, fields=", ".join(changed))
    return user


def choose_language(*, user: User, language: str) -> None:
    User.objects.filter(pk=user.pk).update(language=language)
