"""What a person is to an initiative where its stage is concerned."""

import datetime as dt

from django.utils import timezone

from indicators.queries import held
from initiatives.lifecycle import Actor
from initiatives.models import Initiative
from initiatives.permissions.initiative import may_manage
from initiatives.queries.organisation import Person, edited_by, ministries


def actors(user: Person | None, initiative: Initiative, on: dt.date | None = None) -> set[Actor]:
    """Everything that `user` is to `initiative`; nobody is the portal itself."""
    if user is None:
        return {Actor.SYSTEM}
    on = on or timezone.localdate()
    return {
        actor
        for actor, is_one in (
            (Actor.MANAGER, may_manage(user, initiative, on)),
            (Actor.MINISTRY, is_of_ministry(user, on)),
        )
        if is_one
    }


def is_of_ministry(user: Person, on: dt.date | None = None) -> bool:
    on = on or timezone.localdate()
    mine = ministries(on=on).filter(pk__in=edited_by(user).values("pk"))
    return held.once(_of_ministry(user, on), mine.exists)


def know_of_ministry(user: Person, on: dt.date, *, answer: bool) -> None:
    """The look that found the page's thing has told it."""
    held.know(_of_ministry(user, on), answer)


def _of_ministry(user: Person, on: dt.date) -> tuple[str, int | None, dt.date]:
    return "edits for the ministry", user.pk, on
