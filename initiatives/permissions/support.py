"""Who asks for support, who records what was paid, and who reads the list of it all."""

import datetime as dt

from initiatives.lifecycle import Stage
from initiatives.models import Initiative, SupportPayment, SupportRequest
from initiatives.permissions.initiative import may_manage, may_open_home
from initiatives.permissions.portfolio import may_hold_portfolio as may_see_list
from initiatives.queries import support
from initiatives.queries.organisation import Person, edited_by

__all__ = ["may_ask", "may_change", "may_pay", "may_reverse", "may_see", "may_see_list", "may_withdraw"]


def may_see(user: Person, request: SupportRequest, on: dt.date | None = None) -> bool:
    """Whoever runs the initiative; once handed in, everybody inside, its authorities and whoever was asked."""
    if may_manage(user, request.initiative, on):
        return True
    was_handed_in = support.last_round(request) is not None
    return was_handed_in and (may_open_home(user, request.initiative, on) or _pays(user, request))


def may_ask(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    return initiative.stage == Stage.REGISTERED and may_manage(user, initiative, on)


def may_change(user: Person, request: SupportRequest, on: dt.date | None = None) -> bool:
    """Runs the initiative, and the request is neither promised nor given up."""
    return request.is_open and may_manage(user, request.initiative, on)


def may_withdraw(user: Person, request: SupportRequest, on: dt.date | None = None) -> bool:
    return support.open_round(request) is not None and may_manage(user, request.initiative, on)


def may_pay(user: Person, request: SupportRequest, on: dt.date | None = None) -> bool:  # noqa: ARG001 as every guard asks
    """Edits for the authority that has promised."""
    return request.promised_at is not None and _pays(user, request)


def may_reverse(user: Person, payment: SupportPayment, on: dt.date | None = None) -> bool:
    return may_pay(user, payment.promise.request, on)


def _pays(user: Person, request: SupportRequest) -> bool:
    return edited_by(user).filter(pk=request.authority_id).exists()
