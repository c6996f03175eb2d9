"""Documents handed in and documents printed, for the small world and its crowd."""

from clusterportal.printing import parts
from initiatives.actions import printout
from initiatives.models import Document, Initiative, Printout, Round
from tests.factories import document as made


def printed(initiative: Initiative, kind: str, *, at, by=None, round_: Round | None = None, **how) -> Printout:
    said = {"kind": kind, "language": "en", "title": initiative.name, "subject": initiative.name, "eyebrow": kind}
    content = parts.document(**said, summary=[("Initiative", initiative.name)], **({"blocks": []} | how))
    return printout.issue(initiative=initiative, content=content, by=by, at=at, round_=round_)


def in_world(world, side, at) -> None:
    registered = side.things["registered"]
    member = registered.memberships.order_by("pk").first()
    paper = made.handed_in(registered, member, kind="membership", by=side.manager, at=at)
    world.add("document", side.word, pk=paper.pk)
    world.add("document version", side.word, pk=paper.versions.get().pk)
    for kind in ("passport", "register"):
        world.add("code", f"{side.word} {kind}", code=printed(registered, kind, at=at).code)
        for stage in ("draft", "registered"):
            world.add("print", f"{side.word} {stage} {kind}", pk=side.things[stage].pk, kind=kind)
    returned = Round.objects.get(pk=world.things["round"][f"{side.word} returned"]["pk"])
    letter = printed(returned.initiative, "letter", at=at, round_=returned)
    world.add("code", f"{side.word} letter", code=letter.code)


def in_crowd(world, at, many: int) -> None:
    registered = world.own.things["registered"]
    member = registered.memberships.order_by("pk").first()
    for number in range(many):
        content = made.PDF + str(number).encode()
        made.handed_in(
            registered, member, kind="membership", by=world.own.manager, at=at, content=content, title=f"Paper {number}"
        )
        printed(registered, "passport", at=at, blocks=[parts.note(str(number))])
    assert Document.objects.filter(initiative=registered).count() > many
