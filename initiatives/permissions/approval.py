"""Who sees a round, prepares an answer and signs it. A refusal says why, and who can act instead."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guards import Refused
from accounts.models import User
from initiatives import rules
from initiatives.decisions import Capacity
from initiatives.models import Control, Inquiry, Organisation, Representative, Round, Seat
from initiatives.permissions.initiative import may_manage
from initiatives.queries import approval as approvals
from initiatives.queries import control as controls
from initiatives.queries import deputy as deputies
from initiatives.queries import initiative as initiatives
from initiatives.queries import tie as ties
from initiatives.queries.organisation import Person, administered_by, edited_by, represented_by, signed_by
from initiatives.queries.vacancy import has_lost

OF_PERSON = {
    Control.Kind.OWNER: gettext_lazy("You own %(organisation)s, which hands this in or gains by it."),
    Control.Kind.FOUNDER: gettext_lazy("You founded %(organisation)s, which hands this in or gains by it."),
    Control.Kind.HEAD: gettext_lazy("You head %(organisation)s, which hands this in or gains by it."),
    Control.Kind.PAID: gettext_lazy("You are paid by %(organisation)s, which hands this in or gains by it."),
}
OF_BODY = {
    Control.Kind.OWNER: gettext_lazy("%(body)s owns %(organisation)s, which hands this in or gains by it."),
    Control.Kind.FOUNDER: gettext_lazy("%(body)s founded %(organisation)s, which hands this in or gains by it."),
    Control.Kind.PAID: gettext_lazy("%(body)s is paid by %(organisation)s, which hands this in or gains by it."),
}
THE_MINISTRY_GIVES = gettext_lazy("The ministry gives this seat to another authority.")
THE_MINISTRY = gettext_lazy("The ministry names the authority that answers for this region.")


def may_see_round(user: Person, round_: Round, on: dt.date | None = None) -> bool:
    return approvals.rounds_open_to(user, on=on or timezone.localdate()).contains(round_)


def may_open_case(user: Person, seat: Seat, on: dt.date | None = None) -> bool:
    """People of the seat's own authority, and the ministry."""
    if seat.authority and represented_by(user).contains(seat.authority):
        return True
    if user.is_authenticated and (user.is_staff or approvals.of_ministry(user, on=on or timezone.localdate())):
        return True
    raise Refused(
        _("This page belongs to the people of %(authority)s.") % {"authority": seat.authority or "–"},
        _who_signs(seat, user, on or timezone.localdate()),
    )


def may_decide(user: Person, seat: Seat, on: dt.date | None = None) -> bool:
    """Signs for the seat's authority, the round is open, and nothing ties him to who hands in or gains."""
    on = on or timezone.localdate()
    authority = _authority(seat)
    if not _signs(user, seat, authority, on):
        raise Refused(
            _("You do not sign for %(authority)s; you may prepare the answer.") % {"authority": authority}
            if edited_by(user).contains(authority)
            else _("You do not sign for %(authority)s.") % {"authority": authority},
            _who_signs(seat, user, on),
        )
    _check_open(seat.round)
    _check_ties(user, seat, on)
    _check_one_seat(user, seat, on)
    return True


def _signs(user: Person, seat: Seat, authority: Organisation, on: dt.date) -> bool:
    signing = rules.read(seat.round.rule_pack.content).signing
    if not user.is_authenticated:
        return False
    own = Representative.objects.signatories(on=on).filter(organisation=authority, user=user.pk, user__is_active=True)
    bases = set(own.values_list("signs_by", flat=True))
    return ties.signs(signing, bases, stands_in=False) or (
        signing.by_deputy and ties.signs(signing, bases, stands_in=deputies.stands_in(user, authority, on=on))
    )


def may_still_answer(seat: Seat, on: dt.date) -> bool:
    """An authority that was dissolved, or whose region is gone, decides nothing there any more."""
    if seat.capacity == Capacity.DECIDES and has_lost(seat, on=on):
        now = approvals.deciding_authority(seat.region, on=on)
        raise Refused(
            _("%(authority)s does not answer for this region any more.") % {"authority": seat.authority},
            format_lazy(gettext_lazy("The ministry gives the seat to {authority}."), authority=now)
            if now
            else THE_MINISTRY,
        )
    return True


def may_prepare(user: Person, seat: Seat, on: dt.date | None = None) -> bool:
    """Drafts the answer: an editor or signatory of the authority without a tie to the matter."""
    on = on or timezone.localdate()
    authority = _authority(seat)
    if not (edited_by(user) | signed_by(user, on=on)).contains(authority):
        raise Refused(
            _("Only the people of %(authority)s prepare its answer.") % {"authority": authority},
            _who_signs(seat, user, on),
        )
    _check_open(seat.round)
    _check_ties(user, seat, on)
    return True


def may_assign(user: Person, seat: Seat, on: dt.date | None = None) -> bool:
    """Hands the file to a colleague: whoever administers or signs for the authority."""
    on = on or timezone.localdate()
    authority = _authority(seat)
    if not (administered_by(user) | signed_by(user, on=on)).contains(authority):
        raise Refused(
            _("Only a head of %(authority)s assigns files.") % {"authority": authority}, _who_signs(seat, user, on)
        )
    _check_open(seat.round)
    return True


def may_enter_numbers(user: Person, seat: Seat, on: dt.date | None = None) -> bool:
    """The office's numbers: the people of the seat's own authority, also when the round is over."""
    authority = _authority(seat)
    if not (edited_by(user) | signed_by(user, on=on or timezone.localdate())).contains(authority):
        raise Refused(
            _("Only the people of %(authority)s enter the numbers of its office.") % {"authority": authority},
            authority.called,
        )
    return True


def may_reply(user: Person, inquiry: Inquiry, on: dt.date | None = None) -> bool:
    """Answers a question or a hearing: whoever runs the initiative."""
    if not may_manage(user, inquiry.round.initiative, on):
        runner = initiatives.runner(inquiry.round.initiative, on=on or timezone.localdate())
        raise Refused(_("Only the people who run the initiative answer for it."), runner.name)
    _check_open(inquiry.round)
    return True


def may_find_authority(user: Person, _seat: Seat, on: dt.date | None = None) -> bool:
    """Looks up anew who answers for a region that had nobody: the ministry or an administrator."""
    on = on or timezone.localdate()
    if user.is_authenticated and (user.is_staff or approvals.of_ministry(user, on=on)):
        return True
    raise Refused(_("The ministry looks up who answers for a region."), THE_MINISTRY)


def may_give_seat(user: Person, seat: Seat, on: dt.date | None = None) -> bool:
    """Gives a seat whose authority is in conflict to another authority: the ministry."""
    on = on or timezone.localdate()
    may_find_authority(user, seat, on)
    _check_open(seat.round)
    if seat.authority_id is None or not controls.binds_authority(seat, ties.gaining(seat.round), on=on):
        raise Refused(_("Only a seat whose authority is in conflict is given to another one."))
    return True


def refusal(may: Callable[..., bool], user: Person, thing: Model) -> Refused | None:
    """Why `may` says no, for a page that shows the reason in the button's place."""
    try:
        return None if may(user, thing) else Refused("")
    except Refused as refused:
        return refused


def tie(user: Person, seat: Seat, on: dt.date | None = None) -> str:
    """What ties `user` to who hands in or gains; empty where nothing does."""
    round_ = seat.round
    flags = ties.tied(Seat.objects.filter(pk=seat.pk), user, on=on or timezone.localdate()).get()
    told = [
        (flags.is_own, _("You handed this in yourself.")),
        (flags.has_declared, _("You have declared a conflict of interest.")),
        (flags.manages, _("You manage this initiative.")),
    ]
    if said := next((text for is_so, text in told if is_so), ""):
        return said
    if flags.is_controlled:
        relations = controls.tying(user, seat, on=on or timezone.localdate()).select_related("organisation", "body")
        return _told(relations.filter(organisation__in=ties.gaining(round_)).order_by("person", "pk")[0])
    if not flags.gains:
        return ""
    gaining = represented_by(user).filter(pk__in=ties.gaining(round_).values("pk")).first()
    return _("You act for %(organisation)s, which takes part in this initiative.") % {"organisation": gaining}


def _told(control: Control) -> str:
    """The register's relation as a reason: of the official himself, or of his authority."""
    named = {"organisation": control.organisation, "body": control.body}
    kind = Control.Kind(control.kind)
    if control.body is None:
        return OF_PERSON[kind] % named
    return OF_BODY[kind] % named


def _authority(seat: Seat) -> Organisation:
    if seat.authority is None:
        raise Refused(_("No authority answers for this region yet."), THE_MINISTRY)
    return seat.authority


def _check_open(round_: Round) -> None:
    if round_.closed_at:
        raise Refused(
            _("This round ended on %(day)s: %(outcome)s. Only a new round can change that.")
            % {
                "day": timezone.localdate(round_.closed_at).strftime("%d.%m.%Y"),
                "outcome": round_.get_outcome_display(),
            }
        )


def _check_ties(user: Person, seat: Seat, on: dt.date) -> None:
    if reason := tie(user, seat, on):
        is_bound = controls.binds_authority(seat, ties.gaining(seat.round), on=on)
        raise Refused(reason, THE_MINISTRY_GIVES if is_bound else _who_signs(seat, user, on))


def _check_one_seat(user: Person, seat: Seat, on: dt.date) -> None:
    elsewhere = ties.elsewhere(user, round_=seat.round, seat=seat)
    if other := elsewhere.select_related("seat__authority").first():
        raise Refused(
            _("You have already answered in this round, for %(authority)s. A person fills one seat only.")
            % {"authority": other.seat.authority},
            _who_signs(seat, user, on),
        )


def _who_signs(seat: Seat, user: Person, on: dt.date) -> str | Promise:
    if seat.authority is None:
        return THE_MINISTRY
    rule = rules.read(seat.round.rule_pack.content).signing
    signing = approvals.signatories(seat.authority, on=on, by_attorney=rule.by_attorney).values("pk")
    standing_in = deputies.in_force(seat.authority, on=on).values("deputy") if rule.by_deputy else ()
    others = User.objects.filter(Q(pk__in=signing) | Q(pk__in=standing_in)).exclude(pk=user.pk).order_by("name", "pk")
    names = ", ".join(str(person) for person in others[:5])
    if not names:
        return format_lazy(
            gettext_lazy("{authority} has no other signatory; the ministry can confirm one."), authority=seat.authority
        )
    return format_lazy(gettext_lazy("Signs for {authority}: {names}"), authority=seat.authority, names=names)
