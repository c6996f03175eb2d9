"""Who appoints assessors, who assesses, and who reads what came out."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import Assessment, Assessor, Initiative
from initiatives.permissions.confirmation import ministry_names
from initiatives.permissions.initiative import may_open_home
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.permissions.returns import COLLECTING
from initiatives.queries import assessment as assessments
from initiatives.queries.initiative import runner
from initiatives.queries.organisation import Person


def may_follow(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Whoever may open its home sees when it was assessed and what came out."""
    return may_open_home(user, initiative, on)


def may_appoint(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    if not (user.is_authenticated and is_of_ministry(user, on)):
        raise Refused(_("The ministry appoints the assessors."), ministry_names(on))
    if initiative.stage not in COLLECTING:
        raise Refused(
            _("Only a registered initiative is assessed."), runner(initiative, on=on or timezone.localdate()).name
        )
    return True


def may_read(user: Person, assessment: Assessment, on: dt.date | None = None) -> bool:
    """Its two assessors, and whoever may open the home of the initiative; single levels are another question."""
    return assessments.seat_of(user, assessment) is not None or may_open_home(user, assessment.initiative, on)


def may_read_levels(user: Person, assessment: Assessment, on: dt.date | None = None) -> bool:
    """Blind until both have handed in; then the assessors and the ministry, and all who follow it when it is final."""
    if assessment.finished_at:
        return may_read(user, assessment, on)
    is_concerned = assessments.seat_of(user, assessment) is not None or is_of_ministry(user, on)
    return is_concerned and assessments.both_are_in(assessment)


def may_read_names(user: Person, assessment: Assessment, on: dt.date | None = None) -> bool:
    """Who assesses is known to the assessors and the ministry; to nobody who could speak to them about it."""
    return assessments.seat_of(user, assessment) is not None or is_of_ministry(user, on)


def may_fill(user: Person, assessor: Assessor) -> bool:
    if assessor.person_id != user.pk:
        raise Refused(_("Only the assessor himself writes in his form."), ministry_names())
    return True


def may_settle(user: Person, assessment: Assessment) -> bool:
    if assessments.seat_of(user, assessment) is None:
        raise Refused(_("The two assessors settle what they see differently."), ministry_names())
    return True


def may_run(user: Person, assessment: Assessment, on: dt.date | None = None) -> bool:
    """Withdraws it, and makes it final."""
    return may_appoint(user, assessment.initiative, on)
