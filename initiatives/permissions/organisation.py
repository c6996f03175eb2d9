"""What a person may do with an organisation."""

import datetime as dt

from django.utils import timezone

from initiatives.models import Organisation, Representative
from initiatives.queries import organisation as organisations
from initiatives.queries.organisation import Person


def may_register(user: Person) -> bool:
    return user.is_authenticated


def may_see(user: Person, organisation: Organisation) -> bool:
    """What everybody may see, where the organisation wishes to be found and is confirmed; its people always."""
    return organisations.visible_to(user).contains(organisation)


def may_open_record(user: Person, organisation: Organisation) -> bool:
    """The whole record with its people and its masked number."""
    return user.is_authenticated and (user.is_staff or organisations.represented_by(user).contains(organisation))


def may_ask_to_represent(user: Person, organisation: Organisation) -> bool:
    """Anybody who has signed in may ask; its administrators, or for an authority the ministry, answer."""
    return user.is_authenticated and may_see(user, organisation)


def may_edit(user: Person, organisation: Organisation) -> bool:
    return organisations.edited_by(user).contains(organisation)


def may_administer(user: Person, organisation: Organisation) -> bool:
    """Confirm its people and say who signs."""
    return organisations.administered_by(user).contains(organisation)


def may_sign(user: Person, organisation: Organisation, on: dt.date | None = None) -> bool:
    return organisations.signed_by(user, on=on or timezone.localdate()).contains(organisation)


def may_answer_request(user: Person, representative: Representative) -> bool:
    """Confirm or decline a person who asks to act for an organisation."""
    organisation = representative.organisation
    return not organisation.is_authority and may_administer(user, organisation)


def may_end(user: Person, representative: Representative) -> bool:
    """An administrator ends anybody's part, and everybody his own."""
    return user == representative.user or may_administer(user, representative.organisation)


def may_set_role(user: Person, representative: Representative) -> bool:
    return representative.confirmed_at is not None and may_administer(user, representative.organisation)
