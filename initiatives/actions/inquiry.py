"""What a seat asks of the applicant before it answers: a question, or the hearing before a rejection."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives import rules
from initiatives.actions.approval import Refused, check_open, locked
from initiatives.calendar import add_working_days
from initiatives.models import Inquiry, Seat
from initiatives.permissions import approval as permissions
from initiatives.queries import approval as approvals
from initiatives.queries.initiative import people

TOLD = {Inquiry.Kind.QUESTION: "question_asked", Inquiry.Kind.HEARING: "hearing_opened"}


@transaction.atomic
def ask(*, seat: Seat, kind: str, text: str, by: User, at: dt.datetime) -> Inquiry:
    """The clock stands until the reply, at most until the reply is due. A signatory opens a hearing."""
    seat = locked(seat)
    on = timezone.localdate(at)
    check_open(seat.round)
    may = permissions.may_decide if kind == Inquiry.Kind.HEARING else permissions.may_prepare
    may(by, seat, on)
    if not text.strip():
        raise Refused(_("Write what the applicant has to answer."))
    if waiting := Inquiry.objects.filter(seat=seat, kind=kind, answered_at=None).first():
        return _once_only(waiting, text)
    inquiry = Inquiry.objects.create(
        seat=seat,
        round=seat.round,
        kind=kind,
        text=text.strip(),
        asked_by=by,
        asked_at=at,
        asked_on=on,
        due_on=add_working_days(on, rules.read(seat.round.rule_pack.content).hearing_days),
    )
    audit.record(
        verb=f"round.{TOLD[inquiry.kind]}",
        target=seat.round,
        by=by,
        at=at,
        personal={"text": inquiry.text},
        authority=seat.authority.told,
    )
    _tell_applicant(inquiry, at)
    return inquiry


@transaction.atomic
def reply(*, inquiry: Inquiry, text: str, by: User, at: dt.datetime) -> Inquiry:
    """The applicant's answer; from then on the clock runs again."""
    seat = locked(inquiry.seat)
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    inquiry.round = seat.round
    check_open(seat.round)
    permissions.may_reply(by, inquiry, timezone.localdate(at))
    if not text.strip():
        raise Refused(_("Write your answer."))
    if inquiry.answered_at:
        return _replied_once(inquiry, text)
    inquiry.reply, inquiry.answered_by, inquiry.answered_at = text.strip(), by, at
    inquiry.answered_on = timezone.localdate(at)
    inquiry.save(update_fields=["reply", "answered_by", "answered_at", "answered_on"])
    audit.record(verb="round.replied", target=seat.round, by=by, at=at, personal={"reply": inquiry.reply})
    notices.notify(
        users=approvals.officials(seat),
        kind="inquiry_replied",
        at=at,
        occasion=f"inquiry:{inquiry.pk}",
        url=reverse("seat", kwargs={"pk": seat.pk}),
        initiative=seat.round.initiative.told,
        reply=inquiry.reply,
    )
    return inquiry


def _once_only(waiting: Inquiry, text: str) -> Inquiry:
    if waiting.text == text.strip():
        return waiting
    raise Refused(_("One question at a time: the applicant has not yet answered the one before."))


def _replied_once(inquiry: Inquiry, text: str) -> Inquiry:
    if inquiry.reply == text.strip():
        return inquiry
    raise Refused(
        _("%(person)s has already answered at %(time)s. Yours was not sent; your text is below.")
        % {"person": inquiry.answered_by, "time": timezone.localtime(inquiry.answered_at).strftime("%d.%m.%Y %H:%M")},
        kind="meanwhile",
    )


def _tell_applicant(inquiry: Inquiry, at: dt.datetime) -> None:
    notices.notify(
        users=people(inquiry.round.initiative, on=inquiry.asked_on),
        kind=TOLD[Inquiry.Kind(inquiry.kind)],
        at=at,
        occasion=f"inquiry:{inquiry.pk}",
        url=reverse("round", kwargs={"pk": inquiry.round_id}) + f"#inquiry-{inquiry.pk}",
        initiative=inquiry.round.initiative.told,
        authority=inquiry.seat.authority.told,
        text=inquiry.text,
        due_on=inquiry.due_on,
    )
