"""Ask for a second person where a release turns many verdicts."""

import datetime as dt

from django.urls import reverse

from accounts import notices
from indicators.models import Release
from indicators.queries import acceptance


def ask(*, release: Release, at: dt.datetime) -> None:
    """Tell those who may be the second person that a release waits for one of them."""
    if not release.awaits_second:
        return
    notices.notify(
        users=acceptance.seconds(release),
        kind="release_needs_second",
        at=at,
        occasion=f"release_needs_second {release.pk}",
        url=reverse("release", kwargs={"pk": release.pk}),
        filename=release.filename,
        turned=release.turned_verdicts,
    )
