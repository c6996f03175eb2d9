"""Under rules that recognise by call, what is handed in joins the call that is open."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.lifecycle import TransitionRefused
from initiatives.models import Call, CallEntry, Round
from initiatives.permissions.confirmation import ministry_names
from initiatives.queries import call as calls
from initiatives.queries.call_people import told_of_entry


def call_for(at: dt.datetime) -> Call | None:
    """The open call; None where authorities decide at any time. Refused where a call is needed and none is open."""
    on = timezone.localdate(at)
    if reason := calls.no_call(on=on):
        who = ministry_names(on)
        raise TransitionRefused(_("%(reason)s It can be announced by: %(who)s.") % {"reason": reason, "who": who})
    return calls.open_call(on=on) if calls.is_by_call(on=on) else None


def enter(*, call: Call, round_: Round, by: User, at: dt.datetime) -> CallEntry:
    """The key to the call waits for whoever is changing it; afterwards it must still be open."""
    entry = CallEntry.objects.create(call=call, round=round_, entered_at=at)
    call.refresh_from_db()
    if not call.is_open(timezone.localdate(at)):
        raise TransitionRefused(_("“%(call)s” is %(stage)s.") % {"call": call, "stage": call.stage_enum.label})
    told = {"call": call.title, "last": call.closes_on}
    audit.record(verb="call.entered", target=round_.initiative, by=by, at=at, **told)
    notices.notify(
        users=told_of_entry(call, on=timezone.localdate(at)),
        kind="call_entered",
        at=at,
        occasion=f"call-entry:{entry.pk}",
        url=call.get_absolute_url(),
        initiative=round_.initiative.told,
        call=call.title,
    )
    return entry
