"""Who enters relations of control: the organisation's administrators and the ministry."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import Organisation
from initiatives.queries.approval import of_ministry
from initiatives.queries.organisation import Person, administered_by


def may_enter_control(user: Person, organisation: Organisation, on: dt.date | None = None) -> bool:
    if administered_by(user).contains(organisation) or of_ministry(user, on=on or timezone.localdate()):
        return True
    raise Refused(
        _("Who controls %(organisation)s is entered by its administrators or by the ministry.")
        % {"organisation": organisation},
        organisation.name,
    )
