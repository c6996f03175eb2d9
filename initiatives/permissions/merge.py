"""Who says that two organisations are one: the ministry."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import Organisation
from initiatives.permissions.confirmation import ministry_names
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries.organisation import Person, represented_by


def may_merge(user: Person, on: dt.date | None = None) -> bool:
    if user.is_authenticated and is_of_ministry(user, on):
        return True
    raise Refused(_("The ministry merges organisations that are here twice."), ministry_names(on))


def own_refusal(user: Person, two: Collection[Organisation]) -> str:
    """Why not by this person. Authorities apart: who else than the ministry would merge two rows of the ministry?"""
    own = represented_by(user).filter(pk__in=[one.pk for one in two]).exclude(kind__in=Organisation.AUTHORITY_KINDS)
    return _("You act for one of the two yourself: a colleague of the ministry merges them.") if own.exists() else ""
