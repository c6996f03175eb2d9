"""An amendment on the way: Southern Textiles says more of its dyeing house while its approved text stays in force."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from initiatives.actions import amendment, lifecycle
from initiatives.models import Amendment, Initiative, Seat
from initiatives.queries.approval import signatories
from initiatives.queries.initiative import people

TEXTILES = "Southern Textiles"
VISION = {
    "vision": "Every second metre of local cotton is sewn here, and a third of it is dyed here.",
    "goals": "A dyeing house for all by 2028\nTraining of 600 seamstresses a year\nCommon purchase of dyes",
}
# Shymkent, at home, has yet to answer.
HAVE_AGREED = ("KZ-61", None)


def play_all() -> None:
    initiative = Initiative.objects.filter(name=TEXTILES, is_synthetic=True, stage="registered").first()
    if initiative and not Amendment.objects.filter(initiative=initiative).exists():
        with transaction.atomic():
            _play(initiative)


def _play(initiative: Initiative) -> None:
    manager = people(initiative, on=timezone.localdate()).earliest("pk")
    made = amendment.draft(initiative=initiative, by=manager, at=_ago(20))
    amendment.save_section(amendment=made, section="vision", content=VISION, seen_revision=1, by=manager, at=_ago(19))
    round_ = amendment.hand_in(amendment=made, by=manager, at=_ago(6))
    for seat in Seat.objects.filter(round=round_, capacity="decides").select_related("region", "authority"):
        code = seat.region.code if seat.region else None
        if code in HAVE_AGREED and seat.authority:
            by = signatories(seat.authority, on=timezone.localdate()).earliest("pk")
            lifecycle.decide(seat=seat, decision="agreed", seen_digest=round_.digest, by=by, at=_ago(4))


def _ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)
