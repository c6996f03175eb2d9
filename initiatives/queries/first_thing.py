"""The one thing that a person does first, whatever else waits; and what others have before them where nothing does."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from indicators.models import Release
from indicators.queries import held
from indicators.queries import release as releases
from initiatives.models import (
    Appointment,
    Assessor,
    CallEntry,
    Inquiry,
    Invitation,
    Representative,
    Respondent,
    ReturnRequest,
    Seat,
    SupportPromise,
    Voter,
)
from initiatives.queries.approval import clock
from initiatives.queries.inbox import has_inbox, inbox
from initiatives.queries.next_step import NextStep
from initiatives.queries.work import Work


def first_thing(found: Work, user: User, *, on: dt.date) -> NextStep | None:
    """What others wait for comes before what only the person himself waits for."""
    asked: tuple[tuple[Sequence[Any], Callable[[Any], NextStep]], ...] = (
        (found.seats, lambda seat: _decide(seat, on)),
        (found.inquiries, _reply),
        (found.appointments, _accept),
        (found.people, _confirm),
        (found.invitations, _answer),
        (found.returns, _send),
        (found.votes, _vote),
        (found.assessments, _assess),
        (found.surveys, _survey),
        (found.support, _pay),
        (found.call_entries, _score),
    )
    for waiting, told in asked:
        if waiting:
            return told(waiting[0])
    own = next((line for line in found.managed if line.next_step), None)
    if own and own.next_step:
        step = own.next_step
        return NextStep(step.title, f"{own.initiative}: {step.text}", step.label, step.href, step.minutes)
    keeps = any(one.keeps_statistics for one in found.organisations)
    if keeps and keeps_figures(user) and (asked := _release(user)):
        return asked
    return _look_after(user)


def keeps_figures(user: User) -> bool:
    """Asked once for a page: he hands in releases."""
    return held.once(("keeps figures", user.pk), lambda: user.has_perm("indicators.upload_release"))


def told_first(found: Work, user: User, *, on: dt.date) -> str:
    """The same in one sentence."""
    first = first_thing(found, user, on=on)
    if first is None:
        return waits_for_others(user, on=on)
    return f"{first.title}. {first.text}"


def waits_for_others(user: User, *, on: dt.date) -> str:
    """For an official before whom nothing lies."""
    nearest = inbox(user, on=on) if has_inbox(user) else None
    if nearest is None:
        return ""
    if nearest.nearest is None:
        return _("When an initiative of your region is handed in, it stands here the same minute and you get a notice.")
    told = ngettext(
        "Nearest limit in your region: %(day)s, %(name)s; one file waits for others.",
        "Nearest limit in your region: %(day)s, %(name)s; %(count)s files wait for others.",
        nearest.waiting_for_others,
    )
    day = date_format(nearest.nearest.clock.due_on, "DATE_FORMAT")
    return told % {"day": day, "name": nearest.nearest.round.initiative, "count": nearest.waiting_for_others}


def _look_after(user: User) -> NextStep | None:
    if not user.is_staff:
        return None
    told = _("You run the instance: you see everything and decide nothing.")
    return NextStep(_("Look whether everything runs"), told, _("Health of the portal"), reverse("health"), 1)


def _send(asked: ReturnRequest) -> NextStep:
    campaign = asked.campaign
    told = _("%(initiative)s asks %(organisation)s about %(year)s, until %(until)s.") % {
        "initiative": campaign.initiative,
        "organisation": asked.organisation,
        "year": campaign.year,
        "until": date_format(campaign.due_on, "DATE_FORMAT"),
    }
    return NextStep(_("Send your return"), told, _("Fill it in"), reverse("return", kwargs={"pk": asked.pk}), 3)


def _decide(seat: Seat, on: dt.date) -> NextStep:
    far = clock(seat.round, on=on)
    told = _("%(name)s waits for %(authority)s: day %(day)s of %(limit)s, until %(until)s.") % {
        "name": seat.round.initiative,
        "authority": seat.authority,
        "day": far.day,
        "limit": far.limit,
        "until": date_format(far.due_on, "DATE_FORMAT"),
    }
    return NextStep(_("Decide"), told, _("Open the case"), reverse("seat", kwargs={"pk": seat.pk}), 15)


def _reply(asked: Inquiry) -> NextStep:
    title = _("Answer in the hearing") if asked.kind == Inquiry.Kind.HEARING else _("Answer the authority")
    told = _("%(authority)s asks about %(name)s; answer until %(until)s.") % {
        "authority": asked.seat.authority,
        "name": asked.round.initiative,
        "until": date_format(asked.due_on, "DATE_FORMAT"),
    }
    return NextStep(title, told, _("Read and answer"), reverse("round", kwargs={"pk": asked.round_id}), 10)


def _accept(one: Appointment) -> NextStep:
    told = _("%(organisation)s is asked to run %(name)s.") % {"organisation": one.organisation, "name": one.initiative}
    return NextStep(_("Accept or decline"), told, _("Answer"), reverse("appointment", kwargs={"pk": one.pk}), 3)


def _confirm(one: Representative) -> NextStep:
    told = _("%(person)s asks to act for %(organisation)s.") % {"person": one.user, "organisation": one.organisation}
    address = reverse("organisation_people", kwargs={"pk": one.organisation_id})
    return NextStep(_("Say whether you know this person"), told, _("Answer"), address, 1)


def _answer(one: Invitation) -> NextStep:
    told = _("%(organisation)s is invited to join %(name)s.") % {
        "organisation": one.organisation,
        "name": one.initiative,
    }
    address = reverse("invitation_answer", kwargs={"pk": one.pk})
    return NextStep(_("Answer the invitation"), told, _("Read and answer"), address, 3)


def _vote(one: Voter) -> NextStep:
    told = _("%(organisation)s votes on the leaders of %(name)s, until %(until)s.") % {
        "organisation": one.organisation,
        "name": one.vote.initiative,
        "until": date_format(one.vote.ends_on, "DATE_FORMAT"),
    }
    return NextStep(_("Vote"), told, _("Open the vote"), reverse("vote", kwargs={"pk": one.vote_id}), 2)


def _assess(one: Assessor) -> NextStep:
    told = _("The management of %(name)s is assessed by two persons, each for himself, until %(until)s.") % {
        "name": one.assessment.initiative,
        "until": date_format(one.assessment.due_on, "DATE_FORMAT"),
    }
    title = _("Settle what differs") if one.handed_in_at else _("Assess the quality of management")
    return NextStep(title, told, _("Open the assessment"), reverse("assessment", kwargs={"pk": one.assessment_id}), 30)


def _score(one: CallEntry) -> NextStep:
    told = _("%(name)s takes part in the call “%(call)s”; scores and opinions until %(until)s.") % {
        "name": one.initiative,
        "call": one.call,
        "until": date_format(one.call.score_by, "DATE_FORMAT"),
    }
    title = _("Score an entry of a call") if one.is_to_score else _("Give the operator's opinion")
    return NextStep(title, told, _("Open the entry"), reverse("call_entry", kwargs={"pk": one.pk}), 20)


def _survey(one: Respondent) -> NextStep:
    told = _("%(initiative)s asks what %(organisation)s thinks of it, until %(until)s.") % {
        "initiative": one.survey.initiative,
        "organisation": one.organisation,
        "until": date_format(one.survey.ends_on, "DATE_FORMAT"),
    }
    return NextStep(
        _("Answer the survey"), told, _("Open the survey"), reverse("survey", kwargs={"pk": one.survey_id}), 2
    )


def _pay(one: SupportPromise) -> NextStep:
    told = _("%(authority)s has promised it to %(name)s for %(year)s, and not all of it is recorded as paid.") % {
        "authority": one.authority,
        "name": one.request.initiative,
        "year": one.year,
    }
    address = reverse("support_request", kwargs={"pk": one.request_id})
    return NextStep(_("Pay the promised support, and record it"), told, _("Open the request"), address, 5)


def _release(user: User) -> NextStep | None:
    checked = [one for one in releases.at_work(user) if one.state in (Release.State.CHECKED, Release.State.RECOGNISED)]
    if not checked:
        return None
    one = checked[0]
    asked = ngettext("%(count)s question to answer", "%(count)s questions to answer", one.unanswered)
    told = f"{one.filename}: {asked % {'count': one.unanswered}}." if one.unanswered else one.filename
    title = _("Answer the questions of a release") if one.unanswered else _("Look through a release and accept it")
    return NextStep(title, told, _("Open the release"), reverse("release", kwargs={"pk": one.pk}), 10)
