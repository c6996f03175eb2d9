"""Lists as files and kept views, one's own and another's."""

import datetime as dt
from typing import Any

from django.http import QueryDict

from accounts.models import User
from clusterportal import saved
from clusterportal.exports import export as exports
from clusterportal.exports.lists import LISTS
from clusterportal.models import Export

OF_EVERYBODY = ("initiatives", "organisations", "regions", "activities", "measures", "indicators", "releases", "scan")


def asked(by: User, *, at: dt.datetime, name: str = "organisations", kind: str = "csv", query: str = "") -> Export:
    told = {"rows": 6000, "language": "en", "by": by, "at": at}
    return exports.ask(table=LISTS[name], query=QueryDict(query), kind=kind, **told)


def made(by: User, *, at: dt.datetime, **what: str) -> Export:
    export = asked(by, at=at, **what)
    while exports.produce(export=export, at=at):
        pass
    export.refresh_from_db()
    return export


def in_world(world: Any, at: dt.datetime) -> None:
    for word, owner in (("own", world.people["manager"]), ("foreign", world.people["nobody"])):
        kept = saved.keep(table=LISTS["organisations"], name="Farms", query=QueryDict("kind=firm"), by=owner, at=at)
        world.add("export", word, pk=made(owner, at=at, query="q=esil").pk)
        world.add("saved view", word, pk=kept.pk)
    for name in (*OF_EVERYBODY, "observations", "portfolio", "support", "inbox", "doubts", "my_year"):
        world.add("list", name, name=name, kind="csv")
    world.add("list", "workbook", name="organisations", kind="xlsx")
    world.add("list name", "any", name="organisations")
    for kind in ("svg", "png"):
        world.add("picture", kind, kind=kind)
    stages = ("draft", "findable", "under review", "returned", "registered")
    for side in (world.own, world.foreign):
        for stage in stages:
            for name in ("members", "projects"):
                _part(world, side, stage, name)
        for stage in ("draft", "registered"):
            _part(world, side, stage, "documents")
        _part(world, side, "shared", "issues")


def _part(world: Any, side: Any, stage: str, name: str) -> None:
    label = f"{side.word} {stage} {name}"
    world.add("part of list", label, name=name, thing=side.things[stage].pk, kind="csv")
