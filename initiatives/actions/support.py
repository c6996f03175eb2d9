"""A request for support: drafted, changed, handed in, taken back; approved, it becomes a promise for each year."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions import approval as approvals
from initiatives.actions.collision import Collision
from initiatives.decisions import Outcome
from initiatives.matters import SUPPORT
from initiatives.models import (
    Initiative,
    Organisation,
    Project,
    Round,
    SupportAmount,
    SupportPromise,
    SupportRequest,
)
from initiatives.permissions import support as permissions
from initiatives.queries import support
from initiatives.queries.initiative import runner

DESCRIBED = ("title", "kind", "project", "measure", "authority", "grounds")
VERBS = {
    Outcome.APPROVED: "support.promised",
    Outcome.RETURNED: "support.returned",
    Outcome.REJECTED: "support.rejected",
}


class SupportRefused(Exception):
    """Support cannot be asked for or recorded so; the message says why, `field` where."""

    def __init__(self, message: str | LazyText, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class SupportCollision(Collision, SupportRefused):
    """A colleague changed the request since the page was opened."""


@dataclass(frozen=True)
class Wish:
    """What is asked: of whom, for what, and how much in which year."""

    title: str
    kind: str
    project: Project | None
    measure: str
    authority: Organisation
    grounds: str
    amounts: Mapping[int, int]


@transaction.atomic
def draft(*, initiative: Initiative, wish: Wish, by: User, at: dt.datetime) -> SupportRequest:
    """Note a request. The same title twice, as by a double click, is noted once."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    if not permissions.may_ask(by, initiative, timezone.localdate(at)):
        name = runner(initiative, on=timezone.localdate(at)).name
        raise SupportRefused(
            _("Support is asked for by the people of %(name)s, once it is registered.") % {"name": name}
        )
    rows = SupportRequest.objects.filter(initiative=initiative)
    standing = rows.standing().filter(title=wish.title, promised_at=None, drafted_by=by, revision=1).first()
    if standing is not None:
        return standing
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    request = SupportRequest(initiative=initiative, number=number, drafted_at=at, drafted_by=by)
    _describe(request, wish, at)
    _record("support.drafted", request, by, at)
    return request


@transaction.atomic
def change(
    *, request: SupportRequest, wish: Wish, seen_revision: int | None = None, by: User, at: dt.datetime
) -> SupportRequest:
    """Say it otherwise, until the authorities have it; the page of `seen_revision` may be old."""
    request = _writable(request, by, at)
    if seen_revision is not None and seen_revision != request.revision:
        raise SupportCollision(_("A colleague changed the request meanwhile. Look at it again; your text is below."))
    amounts = dict(request.amounts.values_list("year", "asked"))
    if amounts == dict(wish.amounts) and all(getattr(request, name) == getattr(wish, name) for name in DESCRIBED):
        return request
    request.revision += 1
    _describe(request, wish, at)
    _record("support.changed", request, by, at)
    return request


@transaction.atomic
def drop(*, request: SupportRequest, by: User, at: dt.datetime) -> SupportRequest:
    """Give a request up; it keeps its number."""
    request = _writable(request, by, at)
    request.dropped_at = at
    request.save(update_fields=["dropped_at"])
    _record("support.dropped", request, by, at)
    return request


@transaction.atomic
def hand_in(*, request: SupportRequest, by: User, at: dt.datetime) -> Round:
    """Freeze the request and ask the authorities; all of them have to agree."""
    Initiative.objects.select_for_update(no_key=True).get(pk=request.initiative_id)
    if standing := support.open_round(request):
        if standing.handed_in_by_id == by.pk:
            return standing
        raise SupportRefused(_("A colleague has handed it in already."))
    request = _writable(request, by, at)
    if lacks := support.lacking(request, on=timezone.localdate(at)):
        raise SupportRefused(_("Not yet. %(missing)s") % {"missing": " ".join(lacks)})
    other = Round.objects.open().filter(initiative=request.initiative, matter=SUPPORT).first()
    if other is not None:
        told = _("Request No. %(number)s is before the authorities; hand this one in when they have answered.")
        raise SupportRefused(told % {"number": other.support.number})
    try:
        round_ = approvals.open_round(initiative=request.initiative, matter=SUPPORT, thing=request, by=by, at=at)
    except approvals.Refused as refusal:
        raise SupportRefused(refusal.reason) from refusal
    _record("support.handed_in", request, by, at)
    return round_


@transaction.atomic
def withdraw(*, request: SupportRequest, reason: str, by: User, at: dt.datetime) -> Round:
    """Take the request back before the authorities have decided."""
    Initiative.objects.select_for_update(no_key=True).get(pk=request.initiative_id)
    request = _locked(request.pk)
    round_ = support.open_round(request)
    if round_ is None:
        raise SupportRefused(_("It is not before the authorities."))
    _check_runs(request, by, at)
    if not reason.strip():
        raise SupportRefused(_("Say why: the reason is kept and shown."), "reason")
    round_ = approvals.withdraw(round_=round_, by=by, at=at, reason=reason)
    _record("support.withdrawn", request, by, at)
    return round_


@transaction.atomic
def conclude(*, round_: Round, at: dt.datetime) -> None:
    """Approved, what was handed in is promised, year by year, by the authority that was asked."""
    request = _locked(round_.support_id)
    if round_.outcome == Outcome.APPROVED:
        request.promised_at = at
        request.save(update_fields=["promised_at"])
        SupportPromise.objects.bulk_create(
            SupportPromise(
                request=request,
                authority=request.authority,
                year=line["year"],
                amount=line["asked"],
                promised_at=at,
            )
            for line in round_.snapshot["support_money"]["years"]
        )
    _record(VERBS[Outcome(round_.outcome)], request, None, at)


def _describe(request: SupportRequest, wish: Wish, at: dt.datetime) -> None:
    sources = {one.authority.pk: one.source for one in support.payers(request.initiative, on=timezone.localdate(at))}
    _check(request, wish, sources, at)
    for name in DESCRIBED:
        setattr(request, name, getattr(wish, name))
    request.source = sources[wish.authority.pk]
    request.save()
    request.amounts.all().delete()
    SupportAmount.objects.bulk_create(
        SupportAmount(request=request, year=year, asked=asked) for year, asked in sorted(wish.amounts.items())
    )


def _check(request: SupportRequest, wish: Wish, sources: Mapping[int, str], at: dt.datetime) -> None:
    if wish.authority.pk not in sources:
        raise SupportRefused(_("Choose an authority that decides on this initiative."), "authority")
    if (wish.project is None) == (not wish.measure.strip()):
        raise SupportRefused(_("Name the project or the measure of the plan, one of the two."), "project")
    if wish.project and wish.project.initiative_id != request.initiative_id:
        raise SupportRefused(_("The project belongs to another initiative."), "project")
    if any(asked <= 0 for asked in wish.amounts.values()):
        raise SupportRefused(_("Leave a year empty in which nothing is asked for."))
    if any(year < timezone.localdate(at).year for year in wish.amounts):
        raise SupportRefused(_("Support is asked for this year and for years to come."))


def _writable(request: SupportRequest, by: User, at: dt.datetime) -> SupportRequest:
    """The request, held until the deed is done, where `by` may change it now."""
    Initiative.objects.select_for_update(no_key=True).get(pk=request.initiative_id)
    request = _locked(request.pk)
    _check_runs(request, by, at)
    if not request.is_open:
        raise SupportRefused(_("The request is decided or given up: open a new one."))
    if support.open_round(request):
        raise SupportRefused(_("It is before the authorities: what was handed in cannot be changed."))
    return request


def _check_runs(request: SupportRequest, by: User, at: dt.datetime) -> None:
    on = timezone.localdate(at)
    if not permissions.may_manage(by, request.initiative, on):
        name = runner(request.initiative, on=on).name
        raise SupportRefused(_("Only the people of %(name)s can change this.") % {"name": name})


def _locked(number: int) -> SupportRequest:
    chosen = SupportRequest.objects.select_for_update(no_key=True, of=("self",))
    return chosen.select_related("initiative", "project", "authority").get(pk=number)


def _record(verb: str, request: SupportRequest, by: User | None, at: dt.datetime) -> None:
    told = {"number": request.number, "title": request.title, "authority": request.authority.told}
    audit.record(verb=verb, target=request.initiative, by=by, at=at, **told)
