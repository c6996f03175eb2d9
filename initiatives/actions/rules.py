import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from initiatives.models import RulePack
from initiatives.queries import rules
from initiatives.rules import DEFAULT_PACK, read, write

DEFAULT_NAME = "Portal default"


@transaction.atomic
def adopt(
    *,
    code: str,
    version: int,
    name: str,
    content: Mapping[str, Any],
    valid_from: dt.date,
    by: User | None,
    at: dt.datetime,
) -> RulePack:
    """Make this the pack for rounds that open from now on; open ones keep theirs."""
    pack = write(read(content))
    RulePack.objects.select_for_update().filter(is_active=True).update(is_active=False)
    adopted = RulePack.objects.create(
        code=code, version=version, name=name, content=pack, valid_from=valid_from, is_active=True
    )
    audit.record(verb="rules.adopted", target=adopted, by=by, at=at, name=name, version=version)
    return adopted


@transaction.atomic
def adopt_default(*, by: User | None = None, at: dt.datetime) -> RulePack:
    """The pack in force; where the ministry has adopted none, the portal's own becomes it."""
    return rules.active() or adopt(
        code="default",
        version=RulePack.objects.filter(code="default").count() + 1,
        name=DEFAULT_NAME,
        content=DEFAULT_PACK,
        valid_from=timezone.localdate(at),
        by=by,
        at=at,
    )
