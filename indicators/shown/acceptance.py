"""The second person of a release, as its page shows it."""

from typing import Any

from accounts.models import User
from indicators.models import Release
from indicators.queries import acceptance


def second(release: Release, user: User) -> dict[str, Any]:
    """Why another person must accept, and who may; nothing where one is enough."""
    if not release.awaits_second:
        return {}
    return {
        "turned": release.turned_verdicts,
        "line": acceptance.line(),
        "first": release.accepted_by,
        "is_first": release.accepted_by_id == user.pk,
        "people": [person.name for person in acceptance.seconds(release)],
    }
