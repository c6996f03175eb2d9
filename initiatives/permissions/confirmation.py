"""Who says that an authority and its people are real: the ministry; for the first ministry an administrator."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import Organisation, Representative
from initiatives.queries.organisation import Person, edited_by, ministries


def may_see_confirmations(user: Person, on: dt.date | None = None) -> bool:
    """People of the ministry, and administrators, who confirm the first ministry."""
    if user.is_authenticated and (user.is_staff or is_of_ministry(user, on)):
        return True
    raise Refused(_("The ministry confirms authorities and their people."), ministry_names(on))


def may_confirm(user: Person, organisation: Organisation, on: dt.date | None = None) -> bool:
    may_see_confirmations(user, on)
    if not organisation.is_authority:
        raise Refused(_("Only authorities are confirmed by the ministry."), ministry_names(on))
    if organisation.registered_by_id == user.pk and not user.is_staff:
        raise Refused(_("You registered it yourself: a colleague confirms it."), ministry_names(on))
    return True


def may_confirm_person(user: Person, representative: Representative, on: dt.date | None = None) -> bool:
    may_see_confirmations(user, on)
    if not representative.organisation.is_authority:
        raise Refused(_("An organisation's own administrators confirm its people."), representative.organisation.called)
    if representative.user_id == user.pk:
        raise Refused(_("Nobody confirms himself: a colleague does."), ministry_names(on))
    return True


def is_of_ministry(user: Person, on: dt.date | None = None) -> bool:
    return ministries(on=on or timezone.localdate()).filter(pk__in=edited_by(user).values("pk")).exists()


def ministry_names(on: dt.date | None = None) -> str:
    names = ", ".join(ministries(on=on or timezone.localdate()).values_list("name", flat=True))
    return names or _("the portal's administrator")
