"""The rule sets of the scan as they ship, and cells that are set aside."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from indicators import reference, scan
from indicators.models import Code, Dismissal, ScanRules


class ScanRefused(Exception):
    """The cell cannot be set aside or taken back; the message says why."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def adopt(*, by: User | None, at: dt.datetime) -> list[str]:
    """Bring the shipped rule sets into force; the codes of those that changed."""
    shipped = reference.document("scan_rules")["sets"]
    return [row["code"] for place, row in enumerate(shipped) if _adopt(row, place, by=by, at=at)]


def _adopt(row: dict[str, Any], position: int, *, by: User | None, at: dt.datetime) -> bool:
    scan.read(row)
    known = ScanRules.objects.select_for_update().filter(code=row["code"]).order_by("-number").first()
    if known and known.content == row:
        ScanRules.objects.filter(pk=known.pk).update(position=position)
        return False
    if known:
        known.superseded_at = at
        known.save(update_fields=["superseded_at"])
    adopted = ScanRules.objects.create(
        code=row["code"],
        number=known.number + 1 if known else 1,
        position=position,
        content=row,
        adopted_at=at,
    )
    audit.record(verb="scan.rules_adopted", target=adopted, by=by, at=at, code=adopted.code, number=adopted.number)
    return True


@transaction.atomic
def dismiss(*, region: Code, activity: Code, reason: str, language: str, by: User, at: dt.datetime) -> Dismissal:
    # The region is the lock, so that of two people only one sets the cell aside.
    Code.objects.select_for_update(no_key=True).get(pk=region.pk)
    if not reason.strip():
        raise ScanRefused(_("Write why this cell does not count."), "reason")
    if Dismissal.objects.standing().filter(region=region, activity=activity).exists():
        raise ScanRefused(_("A colleague has set this cell aside already. The reason stands on its page."))
    made = Dismissal.objects.create(
        region=region, activity=activity, reason=reason.strip(), language=language, dismissed_by=by, dismissed_at=at
    )
    audit.record(verb="scan.cell_dismissed", target=made, by=by, at=at, cell=f"{region.code}:{activity.code}")
    return made


@transaction.atomic
def restore(*, dismissal: Dismissal, by: User, at: dt.datetime) -> Dismissal:
    dismissal = (
        Dismissal.objects.select_for_update(of=("self",)).select_related("region", "activity").get(pk=dismissal.pk)
    )
    if dismissal.restored_at is None:
        dismissal.restored_by, dismissal.restored_at = by, at
        dismissal.save(update_fields=["restored_by", "restored_at"])
        cell = f"{dismissal.region.code}:{dismissal.activity.code}"
        audit.record(verb="scan.cell_restored", target=dismissal, by=by, at=at, cell=cell)
    return dismissal
