"""The managing organisation of a registered initiative changes when the authorities have agreed to its successor."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from accounts import audit
from accounts.models import User
from initiatives.actions import approval as approvals
from initiatives.actions import collision, governance
from initiatives.actions.governance import GovernanceRefused
from initiatives.decisions import Outcome
from initiatives.matters import SUCCESSION
from initiatives.models import Appointment, Initiative, Round
from initiatives.queries import succession
from initiatives.queries.initiative import runner


@dataclass(frozen=True)
class Mandate:
    """What is proposed to the successor, besides its name."""

    starts_on: dt.date
    ends_on: dt.date
    staff: Decimal
    manager_name: str
    mandate: str


@transaction.atomic
def change(*, appointment: Appointment, to: Mandate, seen: str | None = None, by: User, at: dt.datetime) -> Appointment:
    """Propose other terms; who had agreed to the former ones is asked anew. The page that showed `seen` may be old."""
    initiative, appointment = _proposed(appointment, by, at)
    collision.check(seen, succession.said(appointment))
    _check_not_decided_now(appointment)
    standing = (appointment.term.lower, appointment.term.upper, appointment.staff, appointment.manager_name)
    if (*standing, appointment.mandate) == (to.starts_on, to.ends_on, to.staff, to.manager_name, to.mandate):
        return appointment
    governance.check_term(initiative, to.starts_on, to.ends_on, timezone.localdate(at))
    if to.manager_name != appointment.manager_name:
        appointment.manager = None
    appointment.term, appointment.staff = DateRange(to.starts_on, to.ends_on), to.staff
    appointment.manager_name, appointment.mandate = to.manager_name, to.mandate
    appointment.consented_at = appointment.consented_by = None
    appointment.save()
    audit.record(verb="succession.changed", target=initiative, by=by, at=at, organisation=appointment.organisation.told)
    governance.ask(appointment, initiative, at)
    return appointment


@transaction.atomic
def hand_in(*, appointment: Appointment, by: User, at: dt.datetime) -> Round:
    """Freeze the proposal and ask the authorities; whoever is in office goes on meanwhile."""
    initiative, appointment = _proposed(appointment, by, at)
    on = timezone.localdate(at)
    if standing := succession.open_round(appointment):
        if standing.handed_in_by_id == by.pk:
            return standing
        raise GovernanceRefused(_("A colleague has handed it in already."))
    if not succession.is_decided(initiative, appointment.organisation, on=on):
        raise GovernanceRefused(_("This needs no decision of the authorities: the organisation accepts by itself."))
    if lacks := succession.lacking(initiative, appointment, on=on):
        raise GovernanceRefused(_("Not yet. %(missing)s") % {"missing": " ".join(lacks)})
    try:
        round_ = approvals.open_round(initiative=initiative, matter=SUCCESSION, thing=appointment, by=by, at=at)
    except approvals.Refused as refusal:
        raise GovernanceRefused(refusal.reason) from refusal
    organisation = appointment.organisation.told
    audit.record(verb="succession.handed_in", target=initiative, by=by, at=at, organisation=organisation)
    return round_


@transaction.atomic
def withdraw(*, appointment: Appointment, reason: str, by: User, at: dt.datetime) -> Round:
    """Take the change back before the authorities have decided; the proposal stays."""
    initiative, appointment = _proposed(appointment, by, at)
    round_ = succession.open_round(appointment)
    if round_ is None:
        raise GovernanceRefused(_("It is not before the authorities."))
    if not reason.strip():
        raise GovernanceRefused(_("Say why: the reason is kept and shown."), "reason")
    round_ = approvals.withdraw(round_=round_, by=by, at=at, reason=reason)
    organisation = appointment.organisation.told
    audit.record(verb="succession.withdrawn", target=initiative, by=by, at=at, organisation=organisation)
    return round_


@transaction.atomic
def conclude(*, round_: Round, at: dt.datetime) -> None:
    """Approved, the successor takes over in this transaction; returned or rejected, nobody's rights change."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=round_.initiative_id)
    appointment = _locked(round_.appointment_id, initiative)
    told = {"target": initiative, "by": None, "at": at, "organisation": appointment.organisation.told}
    if round_.outcome != Outcome.APPROVED:
        verb = {Outcome.RETURNED: "succession.returned", Outcome.REJECTED: "succession.rejected"}
        audit.record(verb=verb[Outcome(round_.outcome)], **told)
    elif appointment.term.upper <= timezone.localdate(at):
        appointment.ended_at = at
        appointment.save(update_fields=["ended_at"])
        audit.record(verb="succession.too_late", **told)
    else:
        _pass_over(initiative, appointment, told, at)


def _pass_over(initiative: Initiative, appointment: Appointment, told: dict[str, object], at: dt.datetime) -> None:
    before = runner(initiative, on=timezone.localdate(at))
    starts_on = governance.take_over(appointment, by=appointment.consented_by, at=at)
    audit.record(verb="succession.approved", **told, before=before.told, starts_on=starts_on)
    governance.tell_answer(appointment, "managing_changed", before, at, starts_on=starts_on)


def _proposed(appointment: Appointment, by: User, at: dt.datetime) -> tuple[Initiative, Appointment]:
    """The proposal, held until the deed is done, where `by` may change who runs the initiative."""
    initiative = governance.locked(appointment.initiative, by, at)
    appointment = _locked(appointment.pk, initiative)
    if appointment.accepted_at or appointment.declined_at or appointment.ended_at:
        raise GovernanceRefused(_("The proposal is no longer open."))
    return initiative, appointment


def _locked(number: int, initiative: Initiative) -> Appointment:
    chosen = Appointment.objects.select_for_update(no_key=True, of=("self",))
    appointment = chosen.select_related("organisation", "consented_by", "manager").get(pk=number)
    appointment.initiative = initiative
    return appointment


def _check_not_decided_now(appointment: Appointment) -> None:
    if succession.open_round(appointment):
        raise GovernanceRefused(_("It is before the authorities: what was handed in cannot be changed."))
