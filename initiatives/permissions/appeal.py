"""Who appeals against a rejection, and who answers. A refusal says why, until when, and who can act."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.decisions import Outcome
from initiatives.models import Appeal, Round
from initiatives.permissions.approval import may_see_round
from initiatives.permissions.initiative import may_manage
from initiatives.queries import appeal as appeals
from initiatives.queries.initiative import runner
from initiatives.queries.organisation import Person, ministries, signed_by


def may_open_appeal(user: Person, round_: Round, on: dt.date | None = None) -> bool:
    if round_.outcome != Outcome.REJECTED:
        raise Refused(_("Only against a rejection can one appeal; this round has not ended so."))
    return may_see_round(user, round_, on)


def may_lodge(user: Person, round_: Round, on: dt.date | None = None) -> bool:
    """Whoever runs the initiative, until the last day; once."""
    on = on or timezone.localdate()
    may_open_appeal(user, round_, on)
    if not may_manage(user, round_.initiative, on):
        raise Refused(_("Only the people who run the initiative appeal."), runner(round_.initiative, on=on).name)
    if not appeals.may_still(round_, on=on):
        raise Refused(
            _("The appeal had to be lodged until %(day)s. You can change the application and hand it in again.")
            % {"day": appeals.until(round_).strftime("%d.%m.%Y")}
        )
    return True


def may_answer_appeal(user: Person, appeal: Appeal, on: dt.date | None = None) -> bool:
    """A signatory of the ministry who has not rejected himself and does not run the initiative."""
    on = on or timezone.localdate()
    bodies = ministries(on=on)
    judges = ", ".join(str(person) for person in appeals.judges(appeal.round, on=on).exclude(pk=user.pk)[:5])
    if not signed_by(user, on=on).filter(pk__in=bodies.values("pk")).exists():
        raise Refused(_("The ministry answers an appeal."), judges or ", ".join(str(body) for body in bodies))
    if appeals.has_rejected(user, appeal.round):
        raise Refused(_("You have rejected it yourself; another signatory of the ministry answers the appeal."), judges)
    if user.pk == appeal.lodged_by_id or may_manage(user, appeal.round.initiative, on):
        raise Refused(_("You run this initiative; another signatory of the ministry answers the appeal."), judges)
    if appeal.answer:
        raise Refused(_("This appeal has been answered: %(answer)s.") % {"answer": appeal.get_answer_display()})
    return True
