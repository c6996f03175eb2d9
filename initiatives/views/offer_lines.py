"""What the page of an organisation and of an initiative show of offers and needs."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from initiatives.models import Initiative, Offer, Organisation
from initiatives.queries import offer as offers
from initiatives.queries.organisation import Person

ON_A_PROFILE = 6


def of_organisation(organisation: Organisation, user: Person, *, on: dt.date, with_ended: bool) -> dict[str, Any]:
    found = offers.of_organisation(organisation, on=on, with_ended=with_ended)
    shown = [offer for offer in found if offer.is_current(on)]
    return {"offers": lines(shown, user, on=on), "ended": [offer for offer in found if not offer.is_current(on)]}


def of_members(initiative: Initiative, user: Person, *, on: dt.date) -> list[dict[str, Any]]:
    """What meets each stands on its own page: the profile has questions enough."""
    return [{"offer": offer} for offer in offers.of_members(initiative, user, on=on, most=ON_A_PROFILE)]


def lines(shown: Sequence[Offer], user: Person, *, on: dt.date) -> list[dict[str, Any]]:
    """What initiatives/offer/_of.html lists."""
    met = offers.matches(shown, user, on=on)
    return [{"offer": offer, "matches": met.get(offer.pk, [])} for offer in shown]
