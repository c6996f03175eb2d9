"""Appeal to the ministry against a rejection; granted, the same text may be handed in again."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.actions.approval import Refused
from initiatives.models import Appeal, Initiative, Round
from initiatives.permissions import appeal as permissions
from initiatives.queries import approval as approvals
from initiatives.queries.initiative import people


@transaction.atomic
def lodge(*, round_: Round, text: str, by: User, at: dt.datetime) -> Appeal:
    """Say what is wrong with the rejection; the ministry is told."""
    round_ = _locked(round_)
    on = timezone.localdate(at)
    permissions.may_lodge(by, round_, on)
    if not text.strip():
        raise Refused(_("Say what is wrong with the rejection."))
    if standing := Appeal.objects.filter(round=round_).first():
        if standing.lodged_by_id == by.pk and standing.text == text.strip():
            return standing
        raise Refused(_("An appeal against this rejection has been lodged already."), kind="closed")
    appeal = Appeal.objects.create(round=round_, text=text.strip(), lodged_by=by, lodged_at=at)
    audit.record(verb="appeal.lodged", target=round_, by=by, at=at, personal={"text": appeal.text})
    notices.notify(
        users=approvals.officials_of_ministry(on=on),
        kind="appeal_lodged",
        at=at,
        occasion=f"appeal:{appeal.pk}",
        url=_address(round_),
        initiative=round_.initiative.told,
    )
    return appeal


@transaction.atomic
def answer(*, appeal: Appeal, answer: str, reasons: str, by: User, at: dt.datetime) -> Appeal:
    """The ministry grants or dismisses, with reasons; the applicant's people are told."""
    round_ = _locked(appeal.round)
    appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
    appeal.round = round_
    if (appeal.answer, appeal.reasons, appeal.answered_by_id) == (answer, reasons.strip(), by.pk):
        return appeal
    on = timezone.localdate(at)
    permissions.may_answer_appeal(by, appeal, on)
    if answer not in Appeal.Answer.values or not reasons.strip():
        raise Refused(_("Grant or dismiss it, and say why."))
    appeal.answer, appeal.reasons, appeal.answered_by, appeal.answered_at = answer, reasons.strip(), by, at
    appeal.save(update_fields=["answer", "reasons", "answered_by", "answered_at"])
    audit.record(verb=f"appeal.{answer}", target=round_, by=by, at=at, personal={"reasons": appeal.reasons})
    notices.notify(
        users=people(round_.initiative, on=on),
        kind=f"appeal_{answer}",
        at=at,
        occasion=f"appeal_answered:{appeal.pk}",
        url=_address(round_),
        initiative=round_.initiative.told,
    )
    return appeal


def _locked(round_: Round) -> Round:
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=round_.initiative_id)
    locked = Round.objects.select_for_update(no_key=True, of=("self",)).select_related("rule_pack").get(pk=round_.pk)
    locked.initiative = initiative
    return locked


def _address(round_: Round) -> str:
    return reverse("appeal", kwargs={"pk": round_.pk})
