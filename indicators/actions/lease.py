"""One worker at a time reads a release; who died loses it, and who wakes late finds out before it writes."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from indicators.models import Release

LEASE = dt.timedelta(seconds=90)

# The database's clock, because a long reading outlives the moment at which it began.
RENEW = """
    UPDATE indicators_release SET leased_until = clock_timestamp() + %(length)s,
        rows_read = coalesce(%(line)s, rows_read)
    WHERE id = %(release)s AND leased_until = %(mine)s RETURNING leased_until
"""
END = "UPDATE indicators_release SET leased_until = NULL WHERE id = %(release)s AND leased_until = %(mine)s RETURNING 1"


class Lost(Exception):
    """The lease ran out, and another worker has taken it or a person has changed the release."""


@dataclass
class Lease:
    release_id: int
    until: dt.datetime

    def renew(self, *, line: int | None = None) -> None:
        """Live on, and say how far the reading is."""
        self.until = self._write(RENEW, line=line)

    def end(self) -> None:
        self._write(END)

    def _write(self, statement: str, line: int | None = None) -> dt.datetime:
        values = {"length": LEASE, "release": self.release_id, "mine": self.until, "line": line}
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            found = cursor.fetchone()
        if found is None:
            raise Lost
        return found[0]


def taken(release: Release, at: dt.datetime) -> Lease | None:
    """The lease of a release that waits to be read; nothing where another worker holds it."""
    until = at + LEASE
    is_mine = Release.objects.waiting(at).filter(pk=release.pk).update(leased_until=until)
    return Lease(release.pk, until) if is_mine else None
