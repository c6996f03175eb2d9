"""Members say what they think of their cluster: asked once, answered once for each, counted and never kept singly."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.models import Initiative, Organisation, Respondent, Survey, Tally
from initiatives.permissions import survey as permissions
from initiatives.queries import survey as surveys
from initiatives.queries.initiative import runner
from initiatives.queries.vote import electorate
from initiatives.survey import FEWEST_ANSWERS, MOST_DAYS, QUESTIONS, Opinion


class SurveyRefused(Exception):
    """The survey cannot go on so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def open_(*, initiative: Initiative, starts_on: dt.date, ends_on: dt.date, by: User, at: dt.datetime) -> Survey:
    """Ask every committed member, each once however many of its units take part."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    if not permissions.may_open(by, initiative, on):
        name = runner(initiative, on=on).name
        raise SurveyRefused(_("Only the people of %(name)s or the ministry ask the members.") % {"name": name})
    days = {"starts_on": starts_on, "ends_on": ends_on}
    standing = Survey.objects.filter(initiative=initiative, cancelled_at=None)
    if same := standing.filter(**days, opened_by=by).first():
        return same
    _check_days(starts_on, ends_on, on)
    if other := standing.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first():
        raise SurveyRefused(
            _("Another survey is open until %(day)s; the members are asked one at a time.")
            % {"day": date_format(other.ends_on)},
            "starts_on",
        )
    members = list(electorate(initiative))
    if len(members) < FEWEST_ANSWERS:
        raise SurveyRefused(
            _("With fewer than %(count)s members nothing could be shown; talk to them instead.")
            % {"count": FEWEST_ANSWERS}
        )
    survey = Survey.objects.create(initiative=initiative, **days, opened_at=at, opened_by=by)
    Respondent.objects.bulk_create(Respondent(survey=survey, organisation=member) for member in members)
    Tally.objects.bulk_create(
        Tally(survey=survey, question=question, opinion=opinion) for question in QUESTIONS for opinion in Opinion.values
    )
    audit.record(verb="survey.opened", target=initiative, by=by, at=at, members=len(members), **days)
    _ask(survey, at)
    return survey


@transaction.atomic
def answer(
    *, survey: Survey, organisation: Organisation, given: Mapping[str, int], by: User, at: dt.datetime
) -> Respondent:
    """One answer for one member, never to be read, changed or taken back; a click twice is one answer."""
    survey = _locked(survey)
    on = timezone.localdate(at)
    own = Respondent.objects.select_for_update().filter(survey=survey, organisation=organisation).first()
    if own and own.answered_by_id == by.pk:
        return own
    if not survey.is_open(on):
        raise SurveyRefused(_("The survey is not open today."))
    if own and own.answered_by_id:
        raise SurveyRefused(_("%(organisation)s has answered already.") % {"organisation": organisation})
    if own is None or not surveys.answers_for(by, survey, on=on).filter(pk=own.pk).exists():
        raise SurveyRefused(_("Only who edits or signs for a member that is asked answers for it."))
    said = {question: opinion for question, opinion in given.items() if question in QUESTIONS}
    if not said or not set(said.values()) <= set(Opinion.values):
        raise SurveyRefused(_("Answer at least one question."))
    own.answered_by = by
    own.save(update_fields=["answered_by"])
    Tally.objects.put(survey, said)
    audit.record(verb="survey.answered", target=survey.initiative, by=by, at=at, organisation=organisation.told)
    return own


@transaction.atomic
def cancel(*, survey: Survey, reason: str, by: User, at: dt.datetime) -> Survey:
    """Nobody learns what was said so far: the counts are emptied."""
    survey = _locked(survey)
    on = timezone.localdate(at)
    if not permissions.may_cancel(by, survey, on):
        name = runner(survey.initiative, on=on).name
        raise SurveyRefused(_("Only the people of %(name)s or the ministry cancel the survey.") % {"name": name})
    if survey.cancelled_at or survey.is_over(on):
        raise SurveyRefused(_("The survey is over."))
    if not reason.strip():
        raise SurveyRefused(_("Say why: the reason is kept and shown."), "reason")
    survey.tallies.update(times=0)
    survey.cancelled_at, survey.cancelled_because = at, reason.strip()
    survey.save(update_fields=["cancelled_at", "cancelled_because"])
    audit.record(verb="survey.cancelled", target=survey.initiative, by=by, at=at, personal={"reason": reason.strip()})
    told = {"kind": "survey_cancelled", "at": at, "occasion": f"survey_cancelled:{survey.pk}"}
    users = {one.user for one in surveys.acting(survey, on=on)}
    notices.notify(users=users, **told, url=_address(survey), initiative=survey.initiative.told)
    return survey


def _ask(survey: Survey, at: dt.datetime) -> None:
    asked: dict[Organisation, set[User]] = {}
    for one in surveys.acting(survey, on=timezone.localdate(at)):
        asked.setdefault(one.organisation, set()).add(one.user)
    for organisation, users in asked.items():
        notices.notify(
            users=users,
            kind="survey_asked",
            at=at,
            occasion=f"survey_asked:{survey.pk}:{organisation.pk}",
            url=_address(survey),
            initiative=survey.initiative.told,
            organisation=organisation.told,
            ends_on=survey.ends_on,
        )


def _address(survey: Survey) -> str:
    return reverse("survey", kwargs={"pk": survey.pk})


def _locked(survey: Survey) -> Survey:
    found = Survey.objects.select_related("initiative__initiator")
    return found.select_for_update(of=("self",)).get(pk=survey.pk)


def _check_days(starts_on: dt.date, ends_on: dt.date, on: dt.date) -> None:
    if starts_on < on:
        raise SurveyRefused(_("This day is over already."), "starts_on")
    if not 0 <= (ends_on - starts_on).days <= MOST_DAYS:
        raise SurveyRefused(
            _("The last day comes after the first one, and not later than %(days)s days.") % {"days": MOST_DAYS},
            "ends_on",
        )
