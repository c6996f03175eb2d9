"""What a project offers to investors is said, confirmed and closed; one person is named to them, and says yes."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.actions.project import PortfolioRefused, check_revision, locked
from initiatives.investment import FACTS, NEEDED
from initiatives.models import ExchangeRate, Initiative, InvestmentOffer, InvestorContact, Project
from initiatives.models.investment import DOLLAR
from initiatives.permissions import investment as permissions
from initiatives.queries import investment as investments
from initiatives.queries.initiative import people, runner


class InvestmentRefused(Exception):
    """It cannot be said or done so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Told:
    """One fact as it was entered; None is what nobody has said."""

    value: int | Decimal | str
    source: str
    on: dt.date


@transaction.atomic
def describe(
    *,
    project: Project,
    facts: Mapping[str, Told],
    is_open: bool,
    seen_revision: int | None = None,
    by: User,
    at: dt.datetime,
) -> InvestmentOffer:
    """Say the whole of it; who saves what is open confirms it with that, for the day."""
    project = locked(project, by, at)
    offer = InvestmentOffer.objects.select_for_update().filter(project=project).first()
    offer = offer or InvestmentOffer(project=project, revision=0)
    if seen_revision is not None and seen_revision != offer.revision:
        check_revision(project, -1)
    on = timezone.localdate(at)
    _check(project, facts, on, is_open=is_open)
    was_open = offer.is_open
    _write(offer, facts)
    offer.is_open, offer.revision = is_open, offer.revision + 1
    if is_open:
        offer.confirmed_on, offer.confirmed_by = on, by
    offer.save()
    deed = "described" if was_open == is_open else "opened" if is_open else "closed"
    audit.record(verb=f"investment.{deed}", target=project, by=by, at=at, title=project.title)
    return offer


@transaction.atomic
def confirm(*, project: Project, by: User, at: dt.datetime) -> InvestmentOffer:
    """All of it still holds today. Twice a day is once."""
    project = locked(project, by, at)
    offer = InvestmentOffer.objects.select_for_update().filter(project=project).first()
    if offer is None or not offer.is_open:
        raise PortfolioRefused(_("The project is not open to investors; there is nothing to confirm."))
    on = timezone.localdate(at)
    if offer.confirmed_on != on:
        offer.confirmed_on, offer.confirmed_by = on, by
        offer.save(update_fields=["confirmed_on", "confirmed_by"])
        audit.record(verb="investment.confirmed", target=project, by=by, at=at, title=project.title)
    return offer


@transaction.atomic
def name_contact(
    *, initiative: Initiative, person: User, role: str, languages: Collection[str], by: User, at: dt.datetime
) -> InvestorContact:
    """Name the one whom investors write to; whoever names himself has said yes with that."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    if not permissions.may_name_contact(by, initiative, on):
        name = runner(initiative, on=on).name
        raise InvestmentRefused(_("Only the people of %(name)s can change this.") % {"name": name})
    if not investments.nameable(initiative, on=on).contains(person):
        raise InvestmentRefused(_("Choose a person of the organisation that runs the initiative."), "person")
    said = {"role": role, "languages": sorted(languages)}
    standing = investments.named(initiative)
    if standing and (standing.person_id, standing.role, sorted(standing.languages)) == (person.pk, *said.values()):
        return standing
    consented_at = _consent_that_stands(standing, person, by, at)
    if standing:
        _end(standing, at)
    named = InvestorContact.objects.create(
        initiative=initiative, person=person, named_at=at, named_by=by, consented_at=consented_at, **said
    )
    audit.record(verb="investment.contact_named", target=initiative, by=by, at=at, personal={"person": str(person)})
    if consented_at is None:
        _ask(named, at)
    return named


@transaction.atomic
def answer_contact(*, contact: InvestorContact, is_yes: bool, by: User, at: dt.datetime) -> InvestorContact:
    """Who was named says yes or no; the no can come at any time later too."""
    contact = InvestorContact.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=contact.pk)
    if contact.ended_at is not None:
        raise InvestmentRefused(_("Somebody else has been named meanwhile."))
    if not permissions.may_consent(by, contact):
        raise InvestmentRefused(_("Only the one who was named says yes or no."))
    if is_yes and contact.consented_at is None:
        contact.consented_at = at
        contact.save(update_fields=["consented_at"])
        audit.record(verb="investment.contact_consented", target=contact.initiative, by=by, at=at)
    if not is_yes:
        _end(contact, at)
        audit.record(verb="investment.contact_declined", target=contact.initiative, by=by, at=at)
    return contact


@transaction.atomic
def note_rate(*, on: dt.date, tenge: Decimal, source: str, by: User | None, at: dt.datetime) -> ExchangeRate:
    """The official rate of a day; the same day again corrects it."""
    rate, is_new = ExchangeRate.objects.get_or_create(
        currency=DOLLAR, on=on, defaults={"tenge": tenge, "source": source}
    )
    if is_new or (rate.tenge, rate.source) != (tenge, source):
        rate.tenge, rate.source = tenge, source
        rate.save()
        audit.record(verb="investment.rate_noted", target=rate, by=by, at=at, day=on.isoformat(), tenge=str(tenge))
    return rate


def remind(*, at: dt.datetime) -> int:
    """Tell once that an open project has not been confirmed for six months, and stands below the others."""
    on, told = timezone.localdate(at), 0
    for offer in investments.grown_old(on=on):
        if offer.is_confirmed(on):
            continue
        told += 1
        notices.notify(
            users=people(offer.project.initiative, on=on),
            kind="investment_unconfirmed",
            at=at,
            occasion=f"unconfirmed:{offer.pk}:{offer.confirmed_on}",
            url=reverse("project_investment", kwargs={"pk": offer.project_id}),
            project=offer.project.title,
            since=offer.unconfirmed_since,
        )
    return told


def _check(project: Project, facts: Mapping[str, Told], on: dt.date, *, is_open: bool) -> None:
    for name, told in facts.items():
        if not told.source:
            raise InvestmentRefused(_("Say where this comes from."), f"{name}_source")
        if told.on > on:
            raise InvestmentRefused(_("This day has not come yet."), f"{name}_on")
    if not is_open:
        return
    if not project.is_public:
        raise InvestmentRefused(
            _("Show the project on the public profile first: investors find public projects only."), "is_open"
        )
    for name in NEEDED:
        if name not in facts:
            label = {"fact": FACTS[name].label}
            raise InvestmentRefused(_("An open project says this: %(fact)s.") % label, name)


def _write(offer: InvestmentOffer, facts: Mapping[str, Told]) -> None:
    for name in FACTS:
        told = facts.get(name)
        empty = None if name in ("amount", "share") else ""
        setattr(offer, name, told.value if told else empty)
        setattr(offer, f"{name}_source", told.source if told else "")
        setattr(offer, f"{name}_on", told.on if told else None)


def _consent_that_stands(
    standing: InvestorContact | None, person: User, by: User, at: dt.datetime
) -> dt.datetime | None:
    """A changed role or language does not ask the same person again."""
    if person.pk == by.pk:
        return at
    return standing.consented_at if standing and standing.person_id == person.pk else None


def _end(contact: InvestorContact, at: dt.datetime) -> None:
    contact.ended_at = at
    contact.save(update_fields=["ended_at"])


def _ask(contact: InvestorContact, at: dt.datetime) -> None:
    notices.notify(
        users=[contact.person],
        kind="investor_contact_asked",
        at=at,
        occasion=f"contact:{contact.pk}",
        url=reverse("investor_contact_answer", kwargs={"pk": contact.pk}),
        initiative=contact.initiative.told,
    )
