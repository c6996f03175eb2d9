"""Invitations: found by their token, listed for those who invite, shown to those who are invited."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives import personal_number, tokens
from initiatives.models import Initiative, Invitation, Membership, Organisation
from initiatives.queries import initiative as initiatives
from initiatives.queries.initiative import runner
from initiatives.queries.organisation import Person, edited_by, represented_by, visible_to

KNOWN_SHOWN = 6


@dataclass(frozen=True)
class State:
    """Where an invitation stands, with the badge's tone."""

    label: str | Promise
    tone: str


ANSWERED = {
    Invitation.Answer.JOIN: State(_("joined"), "good"),
    Invitation.Answer.NOT_NOW: State(_("not now"), "neutral"),
    Invitation.Answer.NOT_MY_FIRM: State(_("not their firm"), "warn"),
}
REVOKED, EXPIRED = State(_("taken back"), "muted"), State(_("expired"), "warn")
WAITS = State(_("not answered yet"), "info")


@dataclass(frozen=True)
class Offer:
    """What an invited person reads: from whom, to what, and whom of the members he may know."""

    invitation: Invitation
    runner: Organisation
    known: list[Organisation]
    members: int


def rows() -> QuerySet[Invitation]:
    return Invitation.objects.select_related(
        "initiative__initiator", "organisation__region", "invited_by", "membership"
    )


def with_token(token: str) -> Invitation | None:
    return rows().filter(token_digest=tokens.digest(token)).first()


def known_to(user: Person, *, on: dt.date) -> QuerySet[Invitation]:
    """Those to his own organisations, and those to initiatives that he may know of."""
    if not user.is_authenticated:
        return rows().none()
    own = Q(organisation__in=represented_by(user).values("pk"))
    return rows().filter(own | Q(initiative__in=initiatives.visible_to(user, on=on).values("pk")))


def of_initiative(initiative: Initiative) -> QuerySet[Invitation]:
    return rows().filter(initiative=initiative).order_by("-invited_at", "-pk")


def state(invitation: Invitation, at: dt.datetime) -> State:
    if invitation.answer:
        return ANSWERED[Invitation.Answer(invitation.answer)]
    if invitation.revoked_at:
        return REVOKED
    return EXPIRED if invitation.expires_at <= at else WAITS


def offer(invitation: Invitation, *, on: dt.date) -> Offer:
    members = Membership.objects.committed().filter(initiative=invitation.initiative)
    joined = Organisation.objects.filter(pk__in=members.values("organisation"))
    return Offer(
        invitation=invitation,
        runner=runner(invitation.initiative, on=on),
        known=list(_nearest_first(joined, invitation.organisation)[:KNOWN_SHOWN]),
        members=members.count(),
    )


def invitable(user: Person, initiative: Initiative) -> QuerySet[Organisation]:
    """Whom those who run the initiative could invite: everybody they can find who is not in yet."""
    joined = Membership.objects.open().filter(initiative=initiative)
    return visible_to(user).filter(confirmed_at__isnull=False).exclude(pk__in=joined.values("organisation"))


def answering(invitation: Invitation, user: Person) -> QuerySet[Organisation]:
    """The organisations for which `user` could answer Join."""
    mine = edited_by(user).filter(confirmed_at__isnull=False)
    if invitation.organisation_id:
        return mine.filter(pk=invitation.organisation_id)
    joined = Membership.objects.open().filter(initiative=invitation.initiative_id)
    mine = mine.exclude(pk__in=joined.values("organisation")).order_by("sort_name")
    if not invitation.identifier_digest:
        return mine
    return mine.filter(pk__in=[each.pk for each in mine if has_number(each, invitation)])


def has_number(organisation: Organisation, invitation: Invitation) -> bool:
    """Whether it is the organisation whose number the invitation is bound to, where it is bound to one."""
    digest = personal_number.digest(organisation.bin) if organisation.bin else organisation.iin_digest
    return invitation.identifier_digest in ("", digest)


def _nearest_first(joined: QuerySet[Organisation], invited: Organisation | None) -> QuerySet[Organisation]:
    if invited is None or invited.region_id is None:
        return joined.order_by("sort_name", "pk")
    is_near = Q(region=invited.region_id)
    return joined.alias(is_near=is_near).order_by("-is_near", "sort_name", "pk")
