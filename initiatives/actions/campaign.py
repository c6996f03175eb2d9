"""Collect a year's returns: open, ask, remind, and close with the sums that may be shown."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from indicators.actions import subject_sums
from indicators.actions.subject_sums import SubjectSum, Told
from initiatives import disclosure
from initiatives.models import Campaign, Initiative, ReturnRequest
from initiatives.permissions import returns as permissions
from initiatives.queries import cluster_figures, returns, rules
from initiatives.queries.cluster_figures import YearOfAnswers, YearSums
from initiatives.queries.initiative import people, runner
from initiatives.questionnaire import QUESTIONS

# Days before the due date on which who has not sent is reminded by itself.
DAYS_LEFT = (7, 1, 0)
SHORTEST, LONGEST = 3, 200
OLDEST = 10
SOURCE = Told(
    "members_returns",
    {
        "en": "Returns of the members of cluster initiatives",
        "ru": "Отчёты участников кластерных инициатив",
        "kk": "Кластерлік бастамалар мүшелерінің есептері",
    },
    {"en": "The initiatives", "ru": "Инициативы", "kk": "Бастамалар"},
)
INVENTED = Told(
    "members_returns_invented",
    {
        "en": "Returns of invented members",
        "ru": "Отчёты вымышленных участников",
        "kk": "Ойдан шығарылған мүшелердің есептері",
    },
    {"en": "Nobody: invented", "ru": "Никто: вымышлено", "kk": "Ешкім: ойдан шығарылған"},
    is_synthetic=True,
)


class CampaignRefused(Exception):
    """The campaign cannot take this step; the message says why and who can."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def open(  # noqa: A001 the call reads `campaign.open`
    *, initiative: Initiative, year: int, due_on: dt.date, by: User, at: dt.datetime
) -> Campaign:
    """Ask every member for its return of one year. A double click finds the campaign that stands."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    _check_may_collect(initiative, by, at)
    standing = Campaign.objects.filter(initiative=initiative, year=year).first()
    if standing is not None:
        return standing
    _check_dates(year, due_on, at)
    if not returns.who_owes(initiative).exists():
        raise CampaignRefused(_("The initiative has no members that could send a return."))
    opened = Campaign.objects.create(initiative=initiative, year=year, due_on=due_on, opened_at=at, opened_by=by)
    asked = _ask(opened, at)
    audit.record(
        verb="returns.opened", target=initiative, by=by, at=at, year=year, due_on=due_on.isoformat(), asked=asked
    )
    return opened


@transaction.atomic
def remind(*, campaign: Campaign, request: ReturnRequest | None = None, by: User | None, at: dt.datetime) -> int:
    """Remind one member, or all that have not sent; each at most once a day. Members admitted since are asked."""
    campaign = _locked(campaign)
    if by is not None:
        _check_may_collect(campaign.initiative, by, at)
    if not campaign.is_open:
        raise CampaignRefused(_("The year %(year)s is closed already.") % {"year": campaign.year})
    _ask(campaign, at)
    today, reminded = timezone.localdate(at), 0
    for line in returns.collection(campaign).waiting:
        is_meant = request is None or line.request.pk == request.pk
        told_on = line.request.reminded_at and timezone.localdate(line.request.reminded_at)
        if is_meant and told_on != today:
            _tell(line.request, "return_reminder", f"return:{line.request.pk}:{today}", at)
            ReturnRequest.objects.filter(pk=line.request.pk).update(reminded_at=at)
            reminded += 1
    if by is not None and reminded:
        audit.record(
            verb="returns.reminded", target=campaign.initiative, by=by, at=at, year=campaign.year, count=reminded
        )
    return reminded


def remind_all(*, at: dt.datetime) -> int:
    """What the daily bell does: members before the due date, the initiative's people the day after."""
    on = timezone.localdate(at)
    due = returns.with_something_due(on, DAYS_LEFT)
    reminded = sum(remind(campaign=each, by=None, at=at) for each in due)
    for campaign in returns.with_something_due(on, (-1,)):
        notices.notify(
            users=people(campaign.initiative, on=on),
            kind="returns_due",
            at=at,
            occasion=f"returns due:{campaign.pk}",
            url=reverse("returns", kwargs={"pk": campaign.initiative_id}),
            initiative=campaign.initiative.told,
            year=campaign.year,
        )
    return reminded


@transaction.atomic
def close(*, campaign: Campaign, by: User, at: dt.datetime) -> Campaign:
    """Work out the sums and publish what may be shown; later returns count when this is done again."""
    campaign = _locked(campaign)
    _check_may_collect(campaign.initiative, by, at)
    rule, now = rules.pack(on=timezone.localdate(at)).disclosure, cluster_figures.answers_now(campaign)
    if not now.returned:
        raise CampaignRefused(_("No member has sent its return of %(year)s yet.") % {"year": campaign.year})
    if not campaign.is_open and not _differ(campaign, now, rule):
        return campaign
    # A return that came while this waited for the lock is in the sums, so they are at least as new.
    at = max([at, *(each.sent_at for each in returns.collection(campaign).lines if each.sent_at)])
    if campaign.is_open:
        campaign.closed_at, campaign.closed_by = at, by
    campaign.disclosed_at = at
    campaign.save(update_fields=["closed_at", "closed_by", "disclosed_at"])
    sums = cluster_figures.year_sums(now, rule)
    _publish(campaign, sums, at)
    shown = sum(each.is_disclosed for each in sums.sums.values())
    audit.record(
        verb="returns.closed",
        target=campaign.initiative,
        by=by,
        at=at,
        year=campaign.year,
        returned=sums.returned,
        asked=sums.asked,
        shown=shown,
        withheld=len(sums.sums) - shown,
    )
    return campaign


def _differ(campaign: Campaign, now: YearOfAnswers, rule: disclosure.Rule) -> bool:
    """Whether anything changed since; refuses where the difference would tell what one member wrote."""
    (before,) = cluster_figures.answers([campaign])
    changes = {key: disclosure.changed(before.given[key], now.given[key]) for key in QUESTIONS}
    few = max((count for count in changes.values() if 0 < count < rule.at_least_changed), default=0)
    if few:
        raise CampaignRefused(
            _(
                "Only %(count)s returns have changed since the sums were published. The difference would show what "
                "they say, so new sums wait until at least %(least)s have changed."
            )
            % {"count": few, "least": rule.at_least_changed}
        )
    return any(changes.values())


def _publish(campaign: Campaign, sums: YearSums, at: dt.datetime) -> None:
    subject = campaign.initiative.subject
    if subject is None:
        raise CampaignRefused(_("The initiative is not measured yet: it has to be registered first."))
    rows = [_row(key, one) for key, one in sums.sums.items()]
    about = f"{campaign.initiative.name}, {campaign.year}: {sums.returned} of {sums.asked} returns, {at.isoformat()}"
    source = INVENTED if campaign.initiative.is_synthetic else SOURCE
    subject_sums.publish(subject=subject, period=str(campaign.year), sums=rows, source=source, about=about, at=at)


def _row(key: str, one: disclosure.Sum) -> SubjectSum:
    value = None if one.value is None else float(round(one.value, QUESTIONS[key].decimals))
    return SubjectSum(f"members_{key}", value, one.count)


def _locked(campaign: Campaign) -> Campaign:
    found = Campaign.objects.select_for_update(of=("self",)).select_related("initiative__subject")
    return found.get(pk=campaign.pk)


def _check_may_collect(initiative: Initiative, by: User, at: dt.datetime) -> None:
    on = timezone.localdate(at)
    if not permissions.may_collect(by, initiative, on):
        raise CampaignRefused(
            _("Returns are collected by %(who)s, once the initiative is registered.")
            % {"who": runner(initiative, on=on).name}
        )


def _check_dates(year: int, due_on: dt.date, at: dt.datetime) -> None:
    on = timezone.localdate(at)
    if not on.year - OLDEST <= year < on.year:
        raise CampaignRefused(
            _("A return is about a year that is over, not before %(first)s.") % {"first": on.year - OLDEST}, "year"
        )
    first, last = on + dt.timedelta(days=SHORTEST), on + dt.timedelta(days=LONGEST)
    if not first <= due_on <= last:
        raise CampaignRefused(_("Give the members at least three days, and at most half a year."), "due_on")


def _ask(campaign: Campaign, at: dt.datetime) -> int:
    """Ask whoever has not been asked; each is told once."""
    asked = [
        ReturnRequest(campaign=campaign, membership=one, organisation=one.organisation, asked_at=at)
        for one in returns.unasked(campaign)
    ]
    for request in ReturnRequest.objects.bulk_create(asked):
        _tell(request, "return_asked", f"return asked:{request.pk}", at)
    return len(asked)


def _tell(request: ReturnRequest, kind: str, occasion: str, at: dt.datetime) -> None:
    campaign = request.campaign
    notices.notify(
        users=returns.senders(request),
        kind=kind,
        at=at,
        occasion=occasion,
        url=reverse("return", kwargs={"pk": request.pk}),
        initiative=campaign.initiative.told,
        organisation=request.organisation.told,
        year=campaign.year,
        due_on=campaign.due_on,
    )
