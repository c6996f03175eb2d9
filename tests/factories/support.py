"""A request for support of a registered initiative, on its way to a promise and to payments."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from initiatives.actions import support as deeds
from initiatives.actions import support_payment as payments
from initiatives.models import Initiative, Organisation, SupportPayment, SupportRequest
from tests.factories import plan
from tests.factories.approval import Case, working_hours

THIS_YEAR = working_hours(0).year
ASKED = {THIS_YEAR: 40_000_000, THIS_YEAR + 1: 25_000_000}


@dataclass
class Supported:
    """`payer` is the official of Turkistan, whose akimat is asked."""

    case: Case
    request: SupportRequest

    @property
    def initiative(self) -> Initiative:
        return self.case.initiative

    @property
    def payer(self) -> User:
        return self.case.officials["KZ-61"]

    def fresh(self) -> SupportRequest:
        found = SupportRequest.objects.select_related("initiative", "authority", "project")
        self.request = found.get(pk=self.request.pk)
        return self.request

    def hand_in(self, *, at: dt.datetime | None = None) -> "Supported":
        self.case.round = deeds.hand_in(request=self.request, by=self.case.manager, at=at or working_hours(3))
        return self

    def decide_all(self, decision: str = "agreed", *, at: dt.datetime | None = None, **how: Any) -> "Supported":
        for code in ("KZ-61", "KZ-43", "KZ"):
            self.case.decide(code, decision, at=at or working_hours(4), **how)
        self.fresh()
        return self

    def pay(self, amount: int, *, year: int = THIS_YEAR, at: dt.datetime | None = None, **how: Any) -> SupportPayment:
        by = how.pop("by", self.payer)
        told = {"paid_on": working_hours(5).date(), "document": "17"} | how
        promise = self.request.promises.get(year=year)
        return payments.record(
            promise=promise, paid=payments.Paid(amount=amount, **told), by=by, at=at or working_hours(6)
        )


def wish(payer: Organisation, **fields: Any) -> deeds.Wish:
    known = {
        "title": "Drip irrigation",
        "kind": "grant",
        "project": None,
        "measure": "Drip irrigation, growers, 2028",
        "grounds": "The growers pay half.",
        "amounts": ASKED,
    }
    return deeds.Wish(authority=payer, **(known | fields))


def drafted(case: Case | None = None, **fields: Any) -> Supported:
    case = case or plan.registered()
    payer = fields.pop("payer", None) or case.seat("KZ-61").authority
    asked = wish(payer, **fields)
    made = deeds.draft(initiative=case.initiative, wish=asked, by=case.manager, at=working_hours(2))
    return Supported(case, made)


def promised(**fields: Any) -> Supported:
    return drafted(**fields).hand_in().decide_all()


def in_world(world: Any, side: Any, ministry: User, at: dt.datetime) -> None:
    """For the table of rights: a draft, one before the authorities, and a promise with a payment."""
    initiative, akimat = side.things["registered"], side.things["seat"].authority
    officials = {side.region: side.official, "KZ": ministry}
    amounts = {timezone.localdate(at).year: 40_000_000}
    for label in ("draft", "promised", "handed in"):
        asked = wish(akimat, title=f"A road, {label}", amounts=amounts)
        request = deeds.draft(initiative=initiative, wish=asked, by=side.manager, at=at)
        world.add("support request", f"{side.word} {label}", pk=request.pk)
        if label != "draft":
            round_ = deeds.hand_in(request=request, by=side.manager, at=at)
        if label == "promised":
            case = Case(initiative, round_, side.manager, side.office, officials)
            for code in officials:
                case.decide(code, at=at)
            promise = request.promises.get()
            paid = payments.Paid(amount=15_000_000, paid_on=timezone.localdate(at), document="17")
            one = payments.record(promise=promise, paid=paid, by=side.official, at=at)
            world.add("support payment", side.word, pk=one.pk)
