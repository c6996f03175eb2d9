"""The ministry drafts the next version of the rules: more members, fewer leaders, a mandate on file."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from initiatives.actions import rules
from initiatives.lifecycle import Need
from initiatives.models import RulePack
from initiatives.queries.rules import in_force
from initiatives.rules import read, write

NAME = "Portal default"
GATES = {Need.MEMBERS: "17", Need.LEADERS: "1", Need.MANDATE: "1"}


@transaction.atomic
def play_all() -> None:
    at, standing = timezone.now(), in_force()
    if standing is None or RulePack.objects.drafts().filter(code=standing.code).exists():
        return
    ministry = User.objects.get(email="ministry@demo.kz")
    draft = rules.draft(of=standing, by=ministry, at=at)
    content = write(read(draft.content))
    gates = {gate["need"]: gate for gate in content["gates"]}
    for need, threshold in GATES.items():
        gates[need.value] = {"need": need.value, "threshold": threshold, "article": ""}
    content |= {"gates": list(gates.values()), "hearing_days": 5}
    rules.save(pack=draft, name=NAME, content=content, seen_revision=draft.revision, by=ministry, at=at)
