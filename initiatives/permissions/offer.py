"""Who enters, changes, asks about and answers for what an organisation offers or needs."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from initiatives.models import Offer, OfferFile, OfferQuestion, Organisation
from initiatives.permissions import organisation as permissions
from initiatives.queries import offer as offers
from initiatives.queries import organisation as organisations
from initiatives.queries.organisation import Person


def may_enter(user: Person, organisation: Organisation) -> bool:
    return permissions.may_edit(user, organisation)


def may_see(user: Person, offer: Offer, on: dt.date | None = None) -> bool:
    return offers.visible_to(user, on=on or timezone.localdate()).contains(offer)


def may_change(user: Person, offer: Offer) -> bool:
    return permissions.may_edit(user, offer.organisation)


def may_read_file(user: Person, file: OfferFile, on: dt.date | None = None) -> bool:
    """Everybody who may see the offer; whether the file may be served at all is for the file to say."""
    return may_see(user, file.offer, on)


def asks_for(user: Person, offer: Offer) -> QuerySet[Organisation]:
    """Organisations for which `user` may write to the one that offers."""
    return organisations.edited_by(user).exclude(pk=offer.organisation_id).order_by("sort_name", "pk")


def may_ask(user: Person, offer: Offer, on: dt.date | None = None) -> bool:
    return offer.is_current(on or timezone.localdate()) and asks_for(user, offer).exists()


def may_answer(user: Person, question: OfferQuestion) -> bool:
    return permissions.may_edit(user, question.offer.organisation)
