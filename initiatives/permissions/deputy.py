"""Who names deputies: the head of the authority, or whoever signs for it."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import Organisation
from initiatives.queries.organisation import Person, administered_by, signed_by


def may_name_deputy(user: Person, authority: Organisation, on: dt.date | None = None) -> bool:
    heads = administered_by(user) | signed_by(user, on=on or timezone.localdate())
    if authority.is_authority and heads.contains(authority):
        return True
    raise Refused(
        _("Deputies are named by the head of %(authority)s or by those who sign for it.") % {"authority": authority},
        authority.called,
    )
