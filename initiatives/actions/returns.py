"""A member's yearly return: kept while it is typed, sent by a representative, superseded and never overwritten."""

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.models import Campaign, Organisation, Return, ReturnDraft, ReturnPart, ReturnRequest
from initiatives.permissions import returns as permissions
from initiatives.plausibility import Problem, problems
from initiatives.queries import returns
from initiatives.questionnaire import OF_THE_CLUSTER, OF_THE_ORGANISATION, QUESTIONS, Answers

WHOLE = Decimal(100)
TICK = dt.timedelta(microseconds=1)
REASON_LENGTH = 500


class Remarks(NamedTuple):
    """What the sender says beside the answers: warnings that are right, and why answers that counted change."""

    confirmed: list[str]
    reason: str


class ReturnRefused(Exception):
    """The return cannot be sent; the message says why and who can."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class ReturnDoubted(ReturnRefused):
    """Some answers are wrong or have to be confirmed; all of them at once."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(_("Look at the answers that stand out."))
        self.problems = found


class DraftConflict(ReturnRefused):
    """A colleague typed in the same return meanwhile; `theirs` is what stands."""

    def __init__(self, theirs: ReturnDraft) -> None:
        super().__init__(
            _("%(person)s wrote in this return at %(time)s.")
            % {"person": theirs.saved_by, "time": timezone.localtime(theirs.saved_at).strftime("%H:%M")}
        )
        self.theirs = theirs


@transaction.atomic
def keep(
    *, request: ReturnRequest, content: Mapping[str, str], seen_revision: int, by: User, at: dt.datetime
) -> ReturnDraft:
    """Keep what was typed, as it was typed. Nothing changed saves nothing."""
    request = _locked(request, by)
    standing = returns.draft(request)
    if standing is not None and standing.content == dict(content):
        return standing
    if standing is not None and standing.revision > seen_revision and standing.saved_by_id != by.pk:
        raise DraftConflict(standing)
    revision = standing.revision + 1 if standing else 1
    return ReturnDraft.objects.create(
        request=request, revision=revision, content=dict(content), saved_by=by, saved_at=at
    )


@transaction.atomic
def send(
    *,
    request: ReturnRequest,
    answers: Answers,
    share: Decimal = WHOLE,
    confirmed: Collection[str] = (),
    reason: str = "",
    by: User,
    at: dt.datetime,
) -> Return:
    """Put the answers in the place of what the organisation said before; the same answers again change nothing.

    `reason`: needed where what it said before counts in published sums. New sums follow as `campaign.close` allows.
    """
    request = _locked(request, by)
    Organisation.objects.select_for_update(no_key=True).get(pk=request.organisation_id)
    form = returns.form(request)
    if form.standing and _is_same(form.standing, answers, share):
        ReturnDraft.objects.filter(request=request).delete()
        return form.standing.source
    _check_share(form, share)
    doubts = [problem for problem in problems(form.case(answers)) if problem.is_error or problem.code not in confirmed]
    if doubts:
        raise ReturnDoubted(doubts)
    reason = _reason(form, reason)
    sent = _record(form, answers, share, Remarks(sorted(confirmed), reason), by, at)
    ReturnDraft.objects.filter(request=request).delete()
    audit.record(
        verb="return.sent",
        target=request,
        by=by,
        at=at,
        organisation=request.organisation.told,
        year=request.campaign.year,
        initiative=request.campaign.initiative.told,
        personal={"reason": reason} if reason else None,
    )
    return sent


def _reason(form: returns.Form, said: str) -> str:
    """Why it changes; asked only where what was said before counts in published sums."""
    reason = " ".join(said.split())[:REASON_LENGTH] if form.is_published else ""
    if form.is_published and not reason:
        raise ReturnRefused(
            _("Your earlier answers count in published sums: say in a sentence why they change."), "reason"
        )
    return reason


def _locked(request: ReturnRequest, by: User) -> ReturnRequest:
    # All campaigns of its year first: what is sent while one is closed is in its sums, or later than they are.
    asked = ReturnRequest.objects.filter(organisation=request.organisation_id, campaign__year=request.campaign.year)
    campaigns = Campaign.objects.select_for_update().filter(pk__in=asked.values("campaign"))
    list(campaigns.order_by("pk").values_list("pk"))
    found = ReturnRequest.objects.select_related("organisation", "membership", "campaign__initiative")
    request = found.select_for_update(of=("self",)).get(pk=request.pk)
    if not permissions.may_send(by, request):
        raise ReturnRefused(
            _("Only who edits for %(organisation)s sends its return.") % {"organisation": request.organisation.called}
        )
    return request


def _is_same(standing: ReturnPart, answers: Answers, share: Decimal) -> bool:
    return standing.share == share and all(standing.answers[key] == answers.get(key) for key in QUESTIONS)


def _check_share(form: returns.Form, share: Decimal) -> None:
    """The shares of one organisation never add up to more than the whole, so that it is never counted twice."""
    taken = sum((part.share for part in form.others), Decimal())
    if not 0 < share <= WHOLE:
        raise ReturnRefused(_("A share lies between 0 and 100 percent."), "share")
    if share + taken > WHOLE:
        told = {
            "others": ", ".join(
                f"“{part.request.campaign.initiative.name}” {part.share.normalize():f} %" for part in form.others
            ),
            "left": f"{(WHOLE - taken).normalize():f}",
        }
        raise ReturnRefused(
            _(
                "You have already given shares of this year to %(others)s, so at most %(left)s %% are left. Lower the "
                "share there first where that is wrong."
            )
            % told,
            "share",
        )


def _record(
    form: returns.Form, answers: Answers, share: Decimal, remarks: Remarks, by: User, at: dt.datetime
) -> Return:
    request = form.request
    year, organisation = request.campaign.year, request.organisation
    standing = Return.objects.current().filter(organisation=organisation, year=year).first()
    moment = _after(form, standing, at)
    if standing is not None:
        standing.superseded_at = moment
        standing.save(update_fields=["superseded_at"])
    sent = Return.objects.create(
        organisation=organisation,
        year=year,
        confirmed=remarks.confirmed,
        reason=remarks.reason,
        sent_by=by,
        recorded_at=moment,
        **{key: answers.get(key) for key in OF_THE_ORGANISATION},
    )
    parts = [
        ReturnPart(
            source=sent, request=part.request, share=part.share, purchases_from_members=part.purchases_from_members
        )
        for part in form.others
    ]
    own = ReturnPart(source=sent, request=request, share=share, purchases_from_members=answers.get(OF_THE_CLUSTER))
    ReturnPart.objects.bulk_create([*parts, own])
    return sent


def _after(form: returns.Form, standing: Return | None, at: dt.datetime) -> dt.datetime:
    """Later than what it replaces, and than the sums that do not know of it."""
    concerned = Campaign.objects.filter(
        pk__in=[form.request.campaign_id, *(part.request.campaign_id for part in form.others)],
        disclosed_at__isnull=False,
    )
    earlier = [*concerned.values_list("disclosed_at", flat=True), *([standing.recorded_at] if standing else [])]
    return max([at, *(moment + TICK for moment in earlier)])
