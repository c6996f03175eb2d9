"""Who declares relations of control, and whose word makes them count."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import Control, Organisation
from initiatives.permissions.confirmation import is_of_ministry, ministry_names
from initiatives.queries import control as controls
from initiatives.queries.organisation import Person, administered_by, represented_by


def may_enter_control(user: Person, organisation: Organisation, on: dt.date | None = None) -> bool:
    """The register of one organisation: its administrators, and the ministry."""
    if administered_by(user).contains(organisation) or is_of_ministry(user, on):
        return True
    raise Refused(
        _("Who controls %(organisation)s is entered by its administrators or by the ministry.")
        % {"organisation": organisation},
        organisation.called,
    )


def may_declare_control(user: Person, control: Control, on: dt.date | None = None) -> bool:
    """Everybody declares what ties himself, or the authority that he answers for."""
    return controls.is_about(user, control, on=on or timezone.localdate()) or may_enter_control(
        user, control.organisation, on
    )


def counts_at_once(user: Person, control: Control, on: dt.date | None = None) -> bool:
    """A conflict of one's own is believed, and so is the ministry; anybody else only declares."""
    return controls.is_about(user, control, on=on or timezone.localdate()) or _speaks_for_ministry(user, control, on)


def may_confirm_control(user: Person, control: Control, on: dt.date | None = None) -> bool:
    if counts_at_once(user, control, on):
        return True
    # Without the name: the address must not tell a stranger whom a relation names.
    raise Refused(
        _("A declared relation is confirmed by the ministry or by the one whom it names."), ministry_names(on)
    )


def may_settle_control(user: Person, control: Control, on: dt.date | None = None) -> bool:
    """Says that a declared relation is not so, or that one in effect has ended: the ministry alone."""
    if _speaks_for_ministry(user, control, on):
        return True
    raise Refused(_("Only the ministry takes a relation out of effect."), ministry_names(on))


def may_end_control(user: Person, control: Control, on: dt.date | None = None) -> bool:
    """What only waits, its organisation's people end as well: it has barred nobody."""
    return (control.is_waiting and may_enter_control(user, control.organisation, on)) or may_settle_control(
        user, control, on
    )


def _speaks_for_ministry(user: Person, control: Control, on: dt.date | None) -> bool:
    """Nobody of the ministry speaks for it about an organisation that he acts for himself."""
    is_ministry = is_of_ministry(user, on)
    return is_ministry and not represented_by(user).contains(control.organisation)
