"""What was paid of promised support is recorded by the authority, and an error is reversed by an entry of its own."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse as address
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives import support as kernel
from initiatives.actions.support import SupportRefused
from initiatives.models import SupportPayment, SupportPromise, SupportRequest
from initiatives.permissions import support as permissions
from initiatives.queries import support
from initiatives.queries.initiative import people
from initiatives.queries.project import grouped


@dataclass(frozen=True)
class Paid:
    """One payment as its document tells it."""

    amount: int
    paid_on: dt.date
    document: str
    reason: str = ""


@transaction.atomic
def record(*, promise: SupportPromise, paid: Paid, by: User, at: dt.datetime) -> SupportPayment:
    """Note a payment; the same one twice, as by a double click or by two colleagues, is noted once."""
    promise = _locked(promise.pk, by, at)
    if standing := _as_recorded(promise, paid):
        return standing
    _check(promise, paid, timezone.localdate(at))
    before = support.paid(promise)
    beyond = kernel.beyond(promised=promise.amount, paid=before, amount=paid.amount)
    if beyond and not paid.reason.strip():
        told = _("With this %(sum)s ₸ more than promised for %(year)s would be paid: say why.")
        raise SupportRefused(told % {"sum": grouped(beyond), "year": promise.year}, "reason")
    payment = SupportPayment.objects.create(
        promise=promise,
        amount=paid.amount,
        paid_on=paid.paid_on,
        document=paid.document.strip(),
        beyond=beyond,
        reason=paid.reason.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    _tell("support.paid", "support_paid", payment, by, at)
    return payment


@transaction.atomic
def reverse(*, payment: SupportPayment, reason: str, by: User, at: dt.datetime) -> SupportPayment:
    """Take an entry back, in full; both stay to be read. Reversing twice is reversing once."""
    promise = _locked(payment.promise_id, by, at)
    payment = SupportPayment.objects.get(pk=payment.pk)
    if payment.reverses_id:
        raise SupportRefused(_("This is a reversal itself: record the payment anew."))
    if hasattr(payment, "reversal"):
        return payment.reversal
    if not reason.strip():
        raise SupportRefused(_("Say why: the reason is kept and shown."), "reason")
    reversal = SupportPayment.objects.create(
        promise=promise,
        amount=-payment.amount,
        paid_on=payment.paid_on,
        document=payment.document,
        reason=reason.strip(),
        reverses=payment,
        recorded_at=at,
        recorded_by=by,
    )
    _tell("support.payment_reversed", "support_payment_reversed", payment, by, at)
    return reversal


def _locked(number: int, by: User, at: dt.datetime) -> SupportPromise:
    """Whoever records for a promise waits for whoever records for the same request."""
    found = SupportPromise.objects.select_related("request__initiative", "authority").get(pk=number)
    SupportRequest.objects.select_for_update(no_key=True).get(pk=found.request_id)
    if not permissions.may_pay(by, found.request, timezone.localdate(at)):
        told = _("Payments are recorded by the people of %(authority)s, which promised the support.")
        raise SupportRefused(told % {"authority": found.request.authority.called})
    return found


def _as_recorded(promise: SupportPromise, paid: Paid) -> SupportPayment | None:
    same = SupportPayment.objects.standing().filter(
        promise=promise, document=paid.document.strip(), paid_on=paid.paid_on
    )
    standing = same.first()
    if standing and standing.amount != paid.amount:
        told = _("Document No. %(document)s of %(day)s is recorded with %(sum)s ₸: reverse that entry first.")
        said = {"document": standing.document, "day": date_format(standing.paid_on), "sum": grouped(standing.amount)}
        raise SupportRefused(told % said, "document")
    return standing


def _check(promise: SupportPromise, paid: Paid, on: dt.date) -> None:
    if paid.amount <= 0:
        raise SupportRefused(_("Enter what was paid, more than 0."), "amount")
    if not paid.document.strip():
        raise SupportRefused(_("Give the number of the payment document."), "document")
    if paid.paid_on > on:
        raise SupportRefused(_("The day is still to come: record it when it is paid."), "paid_on")
    if paid.paid_on < timezone.localdate(promise.promised_at):
        told = _("It was promised on %(day)s only.")
        raise SupportRefused(told % {"day": date_format(timezone.localdate(promise.promised_at))}, "paid_on")
    if paid.paid_on.year < promise.year:
        raise SupportRefused(
            _("That is before %(year)s, for which it was promised.") % {"year": promise.year}, "paid_on"
        )


def _tell(verb: str, kind: str, payment: SupportPayment, by: User, at: dt.datetime) -> None:
    request = payment.promise.request
    told = {"sum": grouped(payment.amount), "year": payment.promise.year, "authority": request.authority.told}
    audit.record(verb=verb, target=request.initiative, by=by, at=at, document=payment.document, **told)
    notices.notify(
        users=people(request.initiative, on=timezone.localdate(at)),
        kind=kind,
        at=at,
        occasion=f"{kind}:{payment.pk}",
        url=address("support_request", kwargs={"pk": request.pk}),
        initiative=request.initiative.told,
        **told,
    )
