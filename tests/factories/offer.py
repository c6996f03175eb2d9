"""Offers and needs, for the small world and its crowd."""

import datetime as dt

from django.core.files.base import ContentFile

from accounts.models import User
from initiatives.actions import offer as deeds
from initiatives.models import Offer, Organisation
from tests.factories import approval
from tests.factories.document import PDF

TERM = dt.timedelta(days=90)


def entered(organisation: Organisation, *, by: User, at: dt.datetime, file: bytes = b"", **said) -> Offer:
    """A dairy's laboratory with free hours, unless it is said otherwise."""
    words = {
        "side": "offer",
        "kind": "laboratory",
        "sentence": "Milk laboratory, two free days a week",
        "language": "en",
        "ends_on": at.date() + TERM,
        "activities": (approval.activity(),),
    } | said
    paper = ContentFile(file, "laboratory.pdf") if file else None
    return deeds.enter(organisation=organisation, words=deeds.Words(**words), file=paper, by=by, at=at)


def in_world(world, side, at) -> None:
    editor = approval.acting_for(side.member, name=f"{side.word} member's head")
    stands = entered(side.member, by=editor, at=at, file=PDF)
    long_ago = at - dt.timedelta(days=400)
    ended = entered(
        side.member, by=editor, at=long_ago, sentence="Press that stood idle", ends_on=long_ago.date() + TERM
    )
    need = {"side": "need", "sentence": "Two days of a milk laboratory"}
    entered(side.office, by=side.manager, at=at, **need)
    side.things["offer"] = stands
    world.add("offer", side.word, pk=stands.pk)
    world.add("offer", f"{side.word} ended", pk=ended.pk)
    world.add("offer file", side.word, pk=stands.files.get().pk)


def questions_in_world(world, at) -> None:
    """Each side's offer is asked about by the other side."""
    for side, other in ((world.own, world.foreign), (world.foreign, world.own)):
        question = deeds.ask(
            offer=side.things["offer"], organisation=other.office, text="How much a day?", by=other.manager, at=at
        )
        world.add("offer question", side.word, pk=question.pk)


def in_crowd(world, at, many: int) -> None:
    member = world.own.member
    editor = world.people["editor"]
    for number in range(many):
        entered(member, by=editor, at=at, sentence=f"Laboratory {number}", file=PDF + str(number).encode())
        entered(world.own.office, by=world.own.manager, at=at, side="need", sentence=f"Hours {number}")
        of = {"offer": world.own.things["offer"], "organisation": world.foreign.office}
        deeds.ask(**of, text=f"Question {number}", by=world.foreign.manager, at=at)
