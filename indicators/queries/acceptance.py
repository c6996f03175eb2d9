"""Whether one person is enough to let a release count, and who may be the second one."""

from django.db.models import QuerySet

from accounts.models import User
from indicators import reference
from indicators.models import Release
from indicators.queries import outlook
from indicators.queries.keeper import keepers


def turned(release: Release) -> int:
    """How many verdicts the release turns, as its dry run reports them."""
    return len(outlook.outlook(release).turns)


def line() -> int:
    """How many verdicts one person alone may turn."""
    return int(reference.document("acceptance_rules")["verdicts_that_one_person_may_turn"])


def seconds(release: Release) -> QuerySet[User]:
    """Everybody who may accept as the second person."""
    return keepers().exclude(pk=release.accepted_by_id)
