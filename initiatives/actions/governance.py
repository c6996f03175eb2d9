import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from accounts import audit, notices
from accounts.models import User
from initiatives.lifecycle import Stage
from initiatives.models import Appointment, Initiative, Organisation, Representative
from initiatives.permissions import governance as permissions
from initiatives.permissions import succession as succession_permissions
from initiatives.permissions.initiative import may_manage
from initiatives.queries import succession
from initiatives.queries.governance import runs_until
from initiatives.queries.initiative import people, runner

OPEN_STAGES = (Stage.NASCENT, Stage.REGISTERED, Stage.SUSPENDED)


class GovernanceRefused(Exception):
    """Who runs or leads the initiative cannot be changed so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def appoint(
    *,
    initiative: Initiative,
    organisation: Organisation,
    starts_on: dt.date,
    ends_on: dt.date,
    staff: Decimal,
    manager_name: str = "",
    manager: User | None = None,
    mandate: str = "",
    by: User,
    at: dt.datetime,
) -> Appointment:
    """Propose a managing organisation for a term; it runs nothing until it has accepted by itself."""
    initiative = locked(initiative, by, at)
    if organisation.is_authority:
        raise GovernanceRefused(_("An authority decides on the initiative and cannot run it."), "organisation")
    if Appointment.objects.proposed().filter(initiative=initiative).exists():
        raise GovernanceRefused(_("One proposal waits for its answer already; take it back first."), "organisation")
    check_term(initiative, starts_on, ends_on, timezone.localdate(at))
    appointment = Appointment.objects.create(
        initiative=initiative,
        organisation=organisation,
        term=DateRange(starts_on, ends_on),
        staff=staff,
        manager=manager,
        manager_name=manager_name,
        mandate=mandate,
        proposed_at=at,
        proposed_by=by,
    )
    audit.record(verb="managing.proposed", target=initiative, by=by, at=at, organisation=organisation.told)
    ask(appointment, initiative, at)
    return appointment


def ask(appointment: Appointment, initiative: Initiative, at: dt.datetime) -> None:
    organisation = appointment.organisation
    asked = Representative.objects.active().filter(organisation=organisation, is_signatory=True)
    administrators = Representative.objects.administrators().filter(organisation=organisation)
    notices.notify(
        users=User.objects.filter(pk__in=(asked | administrators).values("user")),
        kind="managing_asked",
        at=at,
        # Other terms are another question.
        occasion=f"appointment:{appointment.pk}:{at.isoformat()}",
        url=reverse("appointment", kwargs={"pk": appointment.pk}),
        initiative=initiative.told,
        organisation=organisation.told,
    )


@transaction.atomic
def accept(*, appointment: Appointment, by: User, at: dt.datetime) -> Appointment:
    """The organisation takes the initiative over; of a registered one it agrees, and the authorities decide."""
    initiative, appointment = _asked(appointment, by, at)
    on = timezone.localdate(at)
    if appointment.accepted_at:
        return appointment
    if appointment.term.upper <= max(appointment.term.lower, on):
        raise GovernanceRefused(_("The term is over already; ask for a new proposal."))
    check_gap(initiative, max(appointment.term.lower, on), on)
    if succession.is_decided(initiative, appointment.organisation, on=on):
        return _consent(initiative, appointment, by, at)
    before = runner(initiative, on=on)
    starts_on = take_over(appointment, by=by, at=at)
    told = {"organisation": appointment.organisation.told, "before": before.told, "starts_on": starts_on}
    audit.record(verb="managing.accepted", target=initiative, by=by, at=at, **told)
    tell_answer(appointment, "managing_accepted", before, at)
    return appointment


def take_over(appointment: Appointment, *, by: User, at: dt.datetime) -> dt.date:
    """From the first day of its term its people run it; whoever does so until then hands over without a gap."""
    on = timezone.localdate(at)
    starts_on = max(appointment.term.lower, on)
    _succeed(appointment.initiative, starts_on, at)
    appointment.term = DateRange(starts_on, appointment.term.upper)
    appointment.accepted_at, appointment.accepted_by = at, by
    appointment.save(update_fields=["term", "accepted_at", "accepted_by"])
    return starts_on


def _consent(initiative: Initiative, appointment: Appointment, by: User, at: dt.datetime) -> Appointment:
    """A signatory commits his organisation to what was proposed; nothing passes over before the decision."""
    if appointment.consented_at:
        return appointment
    if not succession_permissions.may_consent(by, appointment, timezone.localdate(at)):
        raise GovernanceRefused(
            _("Only a signatory of %(name)s commits it before the authorities.")
            % {"name": appointment.organisation.called}
        )
    appointment.consented_at, appointment.consented_by = at, by
    appointment.save(update_fields=["consented_at", "consented_by"])
    organisation = appointment.organisation.told
    audit.record(verb="succession.consented", target=initiative, by=by, at=at, organisation=organisation)
    tell_answer(appointment, "succession_consented", runner(initiative, on=timezone.localdate(at)), at)
    return appointment


@transaction.atomic
def decline(*, appointment: Appointment, by: User, at: dt.datetime, reason: str = "") -> Appointment:
    initiative, appointment = _asked(appointment, by, at)
    if appointment.accepted_at:
        raise GovernanceRefused(_("The appointment has been accepted already; end it instead."))
    _check_not_decided_now(appointment)
    appointment.declined_at, appointment.consented_at, appointment.consented_by = at, None, None
    appointment.save(update_fields=["declined_at", "consented_at", "consented_by"])
    audit.record(
        verb="managing.declined",
        target=initiative,
        by=by,
        at=at,
        personal={"reason": reason} if reason else None,
        organisation=appointment.organisation.told,
    )
    tell_answer(appointment, "managing_declined", runner(initiative, on=timezone.localdate(at)), at)
    return appointment


@transaction.atomic
def withdraw(*, appointment: Appointment, by: User, at: dt.datetime) -> Appointment:
    """Take a proposal back before it is in office; from before the authorities it is withdrawn first."""
    initiative = locked(appointment.initiative, by, at)
    appointment = Appointment.objects.select_for_update(no_key=True, of=("self",)).get(pk=appointment.pk)
    if appointment.accepted_at or appointment.declined_at:
        raise GovernanceRefused(_("It has been answered meanwhile."))
    _check_not_decided_now(appointment)
    appointment.ended_at = appointment.ended_at or at
    appointment.save(update_fields=["ended_at"])
    audit.record(
        verb="managing.taken_back", target=initiative, by=by, at=at, organisation=appointment.organisation.told
    )
    return appointment


def locked(initiative: Initiative, by: User, at: dt.datetime) -> Initiative:
    """The initiative, held until the deed is done, where `by` may change who runs or leads it."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    if not may_manage(by, initiative, on):
        name = runner(initiative, on=on).name
        raise GovernanceRefused(_("Only the people of %(name)s can change this.") % {"name": name})
    if initiative.stage not in OPEN_STAGES:
        raise GovernanceRefused(
            _("The initiative is %(stage)s; this cannot be changed now.") % {"stage": initiative.stage_enum.label}
        )
    return initiative


def _asked(appointment: Appointment, by: User, at: dt.datetime) -> tuple[Initiative, Appointment]:
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=appointment.initiative_id)
    chosen = Appointment.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    appointment = chosen.get(pk=appointment.pk)
    if not permissions.may_answer_appointment(by, appointment, timezone.localdate(at)):
        raise GovernanceRefused(
            _("Only an administrator or signatory of %(name)s can answer.") % {"name": appointment.organisation.called}
        )
    if appointment.declined_at or (appointment.ended_at and not appointment.accepted_at):
        raise GovernanceRefused(_("The proposal is no longer open."))
    if initiative.stage not in OPEN_STAGES:
        raise GovernanceRefused(
            _("The initiative is %(stage)s; this cannot be changed now.") % {"stage": initiative.stage_enum.label}
        )
    return initiative, appointment


def check_term(initiative: Initiative, starts_on: dt.date, ends_on: dt.date, on: dt.date) -> None:
    if ends_on <= starts_on:
        raise GovernanceRefused(_("The term ends before it begins."), "ends_on")
    if ends_on <= on:
        raise GovernanceRefused(_("The term is over already."), "ends_on")
    check_gap(initiative, starts_on, on)


def check_gap(initiative: Initiative, starts_on: dt.date, on: dt.date) -> None:
    until = runs_until(initiative, on=on)
    if until and starts_on > until:
        raise GovernanceRefused(
            _("Nobody would run the initiative from %(from)s to %(until)s. Begin on %(from)s at the latest.")
            % {"from": date_format(until), "until": date_format(starts_on)},
            "starts_on",
        )


def _check_not_decided_now(appointment: Appointment) -> None:
    if succession.open_round(appointment):
        raise GovernanceRefused(
            _("The authorities have the change before them; whoever runs the initiative withdraws it first.")
        )


def _succeed(initiative: Initiative, starts_on: dt.date, at: dt.datetime) -> None:
    """Whoever runs or would run the initiative on that day hands over on it: no gap and no overlap."""
    later = Appointment.objects.accepted().filter(initiative=initiative, term__endswith__gt=starts_on)
    for former in later.select_for_update(no_key=True):
        former.term = DateRange(min(former.term.lower, starts_on), starts_on)
        former.ended_at = former.ended_at or at
        former.save(update_fields=["term", "ended_at"])


def tell_answer(appointment: Appointment, kind: str, before: Organisation, at: dt.datetime, **context: object) -> None:
    initiative, on = appointment.initiative, timezone.localdate(at)
    former = Representative.objects.editors().filter(organisation=before).values("user")
    notices.notify(
        users=User.objects.filter(pk__in=former) | people(initiative, on=on),
        kind=kind,
        at=at,
        occasion=f"appointment:{appointment.pk}:{at.isoformat()}",
        url=reverse("initiative", kwargs={"pk": initiative.pk}),
        initiative=initiative.told,
        organisation=appointment.organisation.told,
        **context,
    )
