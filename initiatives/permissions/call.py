"""Who announces a call, who reads its entries, who scores them, and who gives the operator's opinion."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.call import CallStage
from initiatives.models import Call, CallEntry
from initiatives.permissions.confirmation import ministry_names
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries import call as calls
from initiatives.queries.organisation import Person, edited_by


def may_keep_calls(user: Person, on: dt.date | None = None) -> bool:
    if user.is_authenticated and is_of_ministry(user, on):
        return True
    raise Refused(_("The ministry announces calls and closes them with their ranking."), ministry_names(on))


def may_read(_user: Person, _found: Call | CallEntry) -> bool:
    """Whatever the look for calls and entries has found for him."""
    return True


def may_keep(user: Person, _call: Call, on: dt.date | None = None) -> bool:
    return may_keep_calls(user, on)


def may_change(user: Person, call: Call, on: dt.date | None = None) -> bool:
    may_keep_calls(user, on)
    if call.stage != CallStage.DRAFT:
        raise Refused(_("What is announced stands as it is; a call can only be cancelled."), ministry_names(on))
    return True


def may_recuse(user: Person, entry: CallEntry, on: dt.date | None = None) -> bool:
    """Keeps out of an entry: any member of the commission, also who is barred by what the portal knows."""
    if calls.seat_of(user, entry.call) is None:
        raise Refused(_("Only the commission of the call scores its entries."), ministry_names(on))
    _check_scoring(entry, on)
    return True


def may_score(user: Person, entry: CallEntry, on: dt.date | None = None) -> bool:
    may_recuse(user, entry, on)
    if reason := calls.tie(user, entry, on=on or timezone.localdate()):
        raise Refused(reason, _("The other members of the commission score this entry."))
    return True


def may_opine(user: Person, entry: CallEntry, on: dt.date | None = None) -> bool:
    if not edited_by(user).contains(entry.call.operator):
        told = _("Only the people of %(operator)s give the operator's opinion.")
        raise Refused(told % {"operator": entry.call.operator}, entry.call.operator.name)
    _check_scoring(entry, on)
    if reason := calls.tie(user, entry, on=on or timezone.localdate()):
        raise Refused(reason, entry.call.operator.name)
    return True


def _check_scoring(entry: CallEntry, on: dt.date | None) -> None:
    if entry.call.stage != CallStage.SCORING:
        raise Refused(
            _("This call is %(stage)s; entries are scored while it is being scored.")
            % {"stage": entry.call.stage_enum.label},
            ministry_names(on),
        )
    if entry.round.closed_at:
        raise Refused(_("This entry was taken back."), entry.initiative.initiator.name)
