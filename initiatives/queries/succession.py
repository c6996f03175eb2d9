"""A change of the managing organisation: whether the authorities decide on it, what it says, what it lacks."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatives.calendar import add_working_days
from initiatives.decisions import Outcome
from initiatives.lifecycle import Need, Stage
from initiatives.models import Appointment, DocumentVersion, Initiative, Organisation, Round
from initiatives.queries import appeal, rules
from initiatives.queries import initiative as initiatives
from initiatives.queries import snapshot as snapshots
from initiatives.queries.governance import runs_until
from initiatives.rules import Pack
from initiatives.succession_sections import PREDECESSOR, SUCCESSOR

Snapshot = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Standing:
    """How far a proposed successor is on the way to the office."""

    appointment: Appointment
    is_decided: bool
    round: Round | None = None
    lacks: tuple[str, ...] = ()

    @property
    def is_before_authorities(self) -> bool:
        return self.round is not None and self.round.closed_at is None

    @property
    def is_returned(self) -> bool:
        return self.round is not None and self.round.outcome == Outcome.RETURNED

    @property
    def is_rejected(self) -> bool:
        return self.round is not None and self.round.outcome == Outcome.REJECTED


def is_decided(initiative: Initiative, organisation: Organisation, *, on: dt.date) -> bool:
    """Of a registered initiative the authorities decide who follows; whoever is in office goes on by his own word."""
    if initiative.stage not in (Stage.REGISTERED, Stage.SUSPENDED):
        return False
    later = Appointment.objects.accepted().filter(initiative=initiative, term__endswith__gt=on)
    goes_on = later.filter(organisation=organisation, term__contains=on).exists()
    return not goes_on or later.exclude(organisation=organisation).exists()


def standing(initiative: Initiative, appointment: Appointment, *, on: dt.date) -> Standing:
    decided = is_decided(initiative, appointment.organisation, on=on)
    found = last_round(appointment)
    is_next = decided and appointment.consented_at is not None and (found is None or found.closed_at is not None)
    return Standing(appointment, decided, found, tuple(lacking(initiative, appointment, on=on)) if is_next else ())


def last_round(appointment: Appointment) -> Round | None:
    return Round.objects.filter(appointment=appointment).order_by("-number").first()


def open_round(appointment: Appointment) -> Round | None:
    return Round.objects.open().filter(appointment=appointment).first()


def lacking(initiative: Initiative, appointment: Appointment, *, on: dt.date) -> list[str]:
    """What has to be there before the authorities are asked, each as a sentence."""
    pack = rules.pack(on=on)
    found = [*_lacks_of_mandate(appointment, pack), *_lacks_of_term(initiative, appointment, pack, on)]
    if appointment.consented_at is None:
        found.insert(0, _("%(organisation)s has not accepted yet.") % {"organisation": appointment.organisation.called})
    if not initiatives.candidates(initiative).contains(appointment.organisation):
        found.append(_("%(organisation)s is no member any more.") % {"organisation": appointment.organisation.called})
    if not found and _is_as_rejected(initiative, appointment, on):
        found.append(_("Nothing has changed since the rejection."))
    return found


def snapshot(initiative: Initiative, appointment: Appointment, *, on: dt.date) -> Snapshot:
    """Who follows and whom, readable by itself for ever."""
    return {SUCCESSOR: _told(appointment, with_consent=True), PREDECESSOR: _told(predecessor(initiative, on=on))}


def before(frozen: Snapshot) -> Snapshot:
    """What the proposal is read against: who is in office until then, who was never asked to agree to it."""
    own = {key: frozen[SUCCESSOR][key] for key in ("consented", "files")}
    return {SUCCESSOR: frozen[PREDECESSOR] | own, PREDECESSOR: frozen[PREDECESSOR]}


def predecessor(initiative: Initiative, *, on: dt.date) -> Appointment | None:
    """Who is in office; where nobody is, who was last."""
    begun = Appointment.objects.accepted().filter(initiative=initiative, term__startswith__lte=on)
    return begun.select_related("organisation", "manager").order_by("-term").first()


def _told(appointment: Appointment | None, *, with_consent: bool = False) -> dict[str, Any]:
    if appointment is None:
        return {"organisation": None}
    told = snapshots.mandate(appointment)
    if with_consent:
        told |= {"consented": snapshots.day(appointment.consented_at), "files": _files(appointment)}
    return told


def _files(appointment: Appointment) -> list[dict[str, str]]:
    shown = DocumentVersion.objects.current().filter(document__appointment=appointment)
    rows = shown.order_by("document__title", "digest").values_list("document__title", "digest")
    return [{"title": title, "digest": digest} for title, digest in rows]


def _lacks_of_mandate(appointment: Appointment, pack: Pack) -> list[str]:
    lacks = []
    if not (appointment.manager_name or appointment.manager_id):
        lacks.append(_("Name the cluster manager."))
    if not appointment.mandate:
        lacks.append(_("The mandate document is not named."))
    if appointment.staff < (pack.threshold(Need.STAFF) or 0):
        lacks.append(_("More full-time equivalents of management are needed."))
    return lacks


def _lacks_of_term(initiative: Initiative, appointment: Appointment, pack: Pack, on: dt.date) -> list[str]:
    answered_by = add_working_days(on, pack.decision_days)
    if appointment.term.upper <= answered_by:
        told = _("The term is over before the authorities have answered (%(day)s).")
        return [told % {"day": date_format(answered_by)}]
    until = runs_until(initiative, on=on)
    if until and appointment.term.lower > until:
        told = _("Nobody would run the initiative from %(from)s to %(until)s. Begin on %(from)s at the latest.")
        return [told % {"from": date_format(until), "until": date_format(appointment.term.lower)}]
    return []


def _is_as_rejected(initiative: Initiative, appointment: Appointment, on: dt.date) -> bool:
    """The same was rejected, and no appeal against that was granted."""
    last = Round.objects.filter(initiative=initiative, matter=Round.Matter.SUCCESSION).order_by("-number").first()
    if last is None or last.outcome != Outcome.REJECTED or appeal.is_granted(last):
        return False
    return _proposed(snapshot(initiative, appointment, on=on)) == _proposed(last.snapshot)


def _proposed(frozen: Snapshot) -> dict[str, Any]:
    """Without the day of the consent and who is in office: neither makes another proposal of the same."""
    return {key: said for key, said in frozen[SUCCESSOR].items() if key != "consented"}


def said(appointment: Appointment) -> dict[str, object]:
    """The terms that are proposed, as they stand."""
    term = {"starts_on": appointment.term.lower, "ends_on": appointment.term.upper}
    named = {"manager_name": appointment.manager_name or str(appointment.manager or "")}
    return term | {"staff": appointment.staff.normalize(), **named, "mandate": appointment.mandate}
