import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions.governance import GovernanceRefused, locked
from initiatives.models import Remark


@transaction.atomic
def settle(*, remark: Remark, reply: str = "", by: User, at: dt.datetime) -> Remark:
    """The initiative's people say that a remark is answered, and how; the next round shows both."""
    initiative = locked(remark.answer.round.initiative, by, at)
    remark = Remark.objects.select_for_update(no_key=True, of=("self",)).get(pk=remark.pk)
    if remark.answer.round.closed_at is None:
        raise GovernanceRefused(_("The round is still open: its remarks may change."))
    if remark.settled_at is None:
        remark.reply, remark.settled_at, remark.settled_by = reply.strip(), at, by
        remark.save(update_fields=["reply", "settled_at", "settled_by"])
        audit.record(verb="remark.settled", target=initiative, by=by, at=at, section=remark.section)
    return remark
