"""One request for support: whom it may be asked of, what it says, what it lacks, and what came of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from initiatives import support
from initiatives.budget import Source, known_sum
from initiatives.decisions import Capacity, Outcome
from initiatives.lifecycle import Stage
from initiatives.models import (
    Initiative,
    Organisation,
    Project,
    Round,
    Seat,
    StrategicPlan,
    SupportPayment,
    SupportPromise,
    SupportRequest,
)
from initiatives.projects import OVER
from initiatives.queries import appeal, approval
from initiatives.queries.plan import content
from initiatives.support_sections import MONEY, PURPOSE

Snapshot = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Payer:
    """An authority that may be asked, and whose money that would be."""

    authority: Organisation
    source: Source


@dataclass(frozen=True)
class Line:
    """One year of a request: asked, promised, paid."""

    year: int
    asked: int | None
    promise: SupportPromise | None
    money: support.Year | None


@dataclass(frozen=True)
class Shown:
    """A request with its years, its rounds and every entry about its payments."""

    request: SupportRequest
    lines: tuple[Line, ...]
    payments: tuple[SupportPayment, ...]
    round: Round | None

    @property
    def asked(self) -> int | None:
        return known_sum(line.asked for line in self.lines)

    @property
    def money(self) -> tuple[support.Year, ...]:
        return tuple(line.money for line in self.lines if line.money)

    @property
    def is_before_authorities(self) -> bool:
        return self.round is not None and self.round.closed_at is None

    @property
    def is_editable(self) -> bool:
        return self.request.is_open and not self.is_before_authorities

    @property
    def label(self) -> str:
        """Where it stands, in a word or two."""
        if self.request.dropped_at:
            return _("given up")
        if self.request.promised_at:
            return _("promised")
        if self.round is None or self.round.outcome == Outcome.WITHDRAWN:
            return _("draft")
        return _("before the authorities") if self.is_before_authorities else str(self.round.get_outcome_display())

    @property
    def tone(self) -> str:
        if self.request.dropped_at:
            return "muted"
        return "good" if self.request.promised_at else self.round.outcome_tone if self.round else "neutral"


def payers(initiative: Initiative, *, on: dt.date) -> list[Payer]:
    """Who decides on a request and has money of his own: the authorities of the regions, and the ministry."""
    found: dict[int, Payer] = {}
    for seat in approval.seats(initiative, on=on):
        if seat.authority and seat.capacity == Capacity.DECIDES:
            source = Source.REGIONAL if seat.region else Source.STATE
            found.setdefault(seat.authority.pk, Payer(seat.authority, source))
    return list(found.values())


def projects(initiative: Initiative) -> QuerySet[Project]:
    return Project.objects.filter(initiative=initiative).exclude(stage__in=OVER).order_by("title", "pk")


def measures(initiative: Initiative) -> list[str]:
    """The measures of the plan in force, a line each."""
    plan = StrategicPlan.objects.in_force().filter(initiative=initiative).first()
    said = content(plan).get("plan_measures", {}).get("measures", "") if plan else ""
    return [line.strip()[:300] for line in str(said).splitlines() if line.strip()]


def of_initiative(initiative: Initiative) -> list[Shown]:
    """The newest first; the same looks for one and for many."""
    return _shown(SupportRequest.objects.standing().filter(initiative=initiative).order_by("-number"))


def shown(request: SupportRequest) -> Shown:
    return _shown(SupportRequest.objects.filter(pk=request.pk))[0]


def last_round(request: SupportRequest) -> Round | None:
    return Round.objects.filter(support=request).order_by("-number").first()


def open_round(request: SupportRequest) -> Round | None:
    return Round.objects.open().filter(support=request).first()


def letter(request: SupportRequest) -> Seat | None:
    """The seat of the authority that promised: its outgoing number is the number of the decision letter."""
    approved = Seat.objects.filter(round__support=request, round__outcome=Outcome.APPROVED)
    return approved.filter(authority=request.authority_id).order_by("-pk").first()


def paid(promise: SupportPromise) -> int | None:
    """None where nothing is recorded."""
    return known_sum(SupportPayment.objects.standing().filter(promise=promise).values_list("amount", flat=True))


def lacking(request: SupportRequest, *, on: dt.date) -> list[str]:
    """What has to be there before the authorities are asked, each as a sentence."""
    years = sorted(request.amounts.values_list("year", flat=True))
    found = []
    if request.initiative.stage != Stage.REGISTERED:
        found.append(_("Support is asked for once the initiative is registered, and while it is."))
    if not request.grounds.strip():
        found.append(_("Say why it needs support."))
    if not years:
        found.append(_("Enter how much is asked for in which year."))
    elif years[0] < on.year:
        found.append(_("%(year)s is over: ask for years that are still to come.") % {"year": years[0]})
    if request.project and request.project.stage in OVER:
        found.append(_("The project “%(title)s” is over.") % {"title": request.project.title})
    if request.authority_id not in {one.authority.pk for one in payers(request.initiative, on=on)}:
        found.append(_("%(name)s does not decide on this initiative any more.") % {"name": request.authority.name})
    if not found and _is_as_rejected(request):
        found.append(_("Nothing has changed since the rejection."))
    return found


def snapshot(request: SupportRequest) -> Snapshot:
    """What is asked, readable by itself for ever."""
    purpose = {
        "number": request.number,
        "title": request.title,
        "kind": request.kind,
        "project": request.project.title if request.project else "",
        "measure": request.measure,
        "grounds": request.grounds,
    }
    amounts = request.amounts.order_by("year").values_list("year", "asked")
    named = {"id": request.authority_id, "name": request.authority.name}
    years = [{"year": year, "asked": asked} for year, asked in amounts]
    return {PURPOSE: purpose, MONEY: {"authority": named, "source": request.source, "years": years}}


def _is_as_rejected(request: SupportRequest) -> bool:
    last = last_round(request)
    if last is None or last.outcome != Outcome.REJECTED or appeal.is_granted(last):
        return False
    return last.snapshot == snapshot(request)


def _shown(requests: QuerySet[SupportRequest]) -> list[Shown]:
    payments = SupportPayment.objects.select_related("recorded_by", "reversal").order_by("paid_on", "pk")
    rounds = Round.objects.defer("snapshot", "digests").order_by("-number")
    promises = SupportPromise.objects.select_related("authority").prefetch_related(Prefetch("payments", payments))
    found = requests.select_related("project", "authority", "initiative").prefetch_related(
        "amounts", Prefetch("promises", promises), Prefetch("rounds", rounds)
    )
    return [_as_shown(request) for request in found]


def _as_shown(request: SupportRequest) -> Shown:
    promises: Sequence[SupportPromise] = request.promises.all()
    asked = {one.year: one.asked for one in request.amounts.all()}
    promised = {one.year: one for one in promises}
    years = sorted({*asked, *promised})
    lines = tuple(Line(year, asked.get(year), promised.get(year), _money(promised.get(year))) for year in years)
    payments = [payment for promise in promises for payment in promise.payments.all()]
    rounds = list(request.rounds.all())
    ordered = tuple(sorted(payments, key=lambda one: (one.paid_on, one.pk)))
    return Shown(request, lines, ordered, rounds[0] if rounds else None)


def _money(promise: SupportPromise | None) -> support.Year | None:
    if promise is None:
        return None
    standing = [one for one in promise.payments.all() if is_standing(one)]
    return support.Year(promise.year, promise.amount, known_sum(one.amount for one in standing))


def is_standing(payment: SupportPayment) -> bool:
    """Neither a reversal nor reversed."""
    return payment.reverses_id is None and not hasattr(payment, "reversal")
