"""An enquiry of an investor: asked by anybody, answered within a limit, passed to the region when late, erased."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices, secret
from accounts.models import User
from initiatives import dialogue as kernel
from initiatives import tokens
from initiatives.calendar import working_days_between
from initiatives.models import Enquiry, Initiative, Organisation, Project
from initiatives.permissions import dialogue as permissions
from initiatives.queries import dialogue as enquiries
from initiatives.queries.initiative import people, runner

log = logging.getLogger(__name__)

WITHIN = dt.timedelta(hours=1)
MOST_WITHIN = 5


class DialogueRefused(Exception):
    """It cannot be asked or answered so; the message says why and what to do, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class TooMany(DialogueRefused):
    """One sender asks more often within an hour than people do."""


@dataclass(frozen=True)
class Words:
    """What an enquirer says of himself, and what he asks."""

    name: str
    email: str
    text: str
    language: str
    organisation_name: str = ""
    country: str = ""


@dataclass(frozen=True)
class Received:
    """An enquiry with its token, which leads to its page."""

    enquiry: Enquiry
    token: str


@transaction.atomic
def ask(
    *,
    initiative: Initiative,
    project: Project | None,
    words: Words,
    sender: str,
    told_in: str,
    by: User | None,
    at: dt.datetime,
) -> Received:
    """Open the case. `sender` tells one enquirer from another; a double click finds what waits already."""
    if not Initiative.objects.public().contains(initiative):
        raise DialogueRefused(_("This initiative is not public; nobody is asked about it here."))
    named = {"sender": sender, "initiative": initiative, "project": project, "text": words.text}
    if standing := enquiries.standing(named):
        return _own(standing, words)
    if enquiries.asked_since(sender, at - WITHIN) >= MOST_WITHIN:
        raise TooMany(_("You have sent several enquiries within an hour. Please go on in an hour."))
    try:
        with transaction.atomic():
            received = _opened(named, words, told_in, by, at)
    except IntegrityError:
        # The other half of a double click was quicker, and stands now.
        if standing := enquiries.standing(named):
            return _own(standing, words)
        raise
    enquiry = received.enquiry
    # Nobody learns from the timeline who asked, and nothing of it outlives the erasing.
    audit.record(verb="enquiry.asked", target=initiative, by=None, at=at, due_on=enquiry.due_on.isoformat())
    _tell(people(initiative, on=timezone.localdate(at)), "enquiry_asked", enquiry, at, due_on=enquiry.due_on)
    return received


@transaction.atomic
def answer(*, enquiry: Enquiry, text: str, by: User, at: dt.datetime) -> Enquiry:
    enquiry = _locked(enquiry)
    on = timezone.localdate(at)
    if not permissions.may_answer(by, enquiry, on):
        raise DialogueRefused(_who_answers(enquiry, on))
    if enquiry.answered_at is not None:
        if enquiry.answer == text:
            return enquiry
        raise DialogueRefused(
            _("A colleague has answered it meanwhile: %(answer)s") % {"answer": enquiry.answer}, "text"
        )
    if enquiry.is_erased:
        raise DialogueRefused(_("Who asked has withdrawn the enquiry; there is nobody to answer."))
    enquiry.answer, enquiry.answered_by, enquiry.answered_at = text, by, at
    enquiry.days_taken = working_days_between(timezone.localdate(enquiry.asked_at), on)
    enquiry.save(update_fields=["answer", "answered_by", "answered_at", "days_taken"])
    audit.record(verb="enquiry.answered", target=enquiry.initiative, by=by, at=at, days=enquiry.days_taken)
    if enquiry.asked_by:
        address = reverse("enquiry_asked", kwargs={"token": secret.decrypt(enquiry.token)})
        _tell([enquiry.asked_by], "enquiry_answered", enquiry, at, url=address)
    return enquiry


def pass_late_on(*, at: dt.datetime) -> int:
    """Each late one goes to its region once, however often this runs; how many went."""
    late = Enquiry.objects.late(timezone.localdate(at)).order_by("pk")
    return sum(_alone(pass_on, enquiry, at) for enquiry in late)


@transaction.atomic
def pass_on(*, enquiry: Enquiry, at: dt.datetime) -> bool:
    """The region's authority learns of it and may answer; whoever should have answered is told so."""
    enquiry, on = _locked(enquiry), timezone.localdate(at)
    if enquiry.passed_at or enquiry.answered_at or enquiry.is_erased or not kernel.is_late(enquiry.due_on, on=on):
        return False
    authority = enquiries.authority_over(enquiry.initiative, on=on)
    if authority is None:
        return False
    enquiry.passed_to, enquiry.passed_at = authority, at
    enquiry.save(update_fields=["passed_to", "passed_at"])
    named = {"authority": authority.told}
    audit.record(verb="enquiry.passed_on", target=enquiry.initiative, by=None, at=at, **named)
    _tell(enquiries.officials(authority), "enquiry_passed_on", enquiry, at, **named)
    _tell(people(enquiry.initiative, on=on), "enquiry_late", enquiry, at, **named)
    return True


@transaction.atomic
def erase(*, enquiry: Enquiry, at: dt.datetime) -> Enquiry:
    """Take away all that was said; that there was an enquiry, and how long its answer took, stays."""
    enquiry = _locked(enquiry)
    if enquiry.is_erased:
        return enquiry
    for name in ("name", "email", "organisation_name", "country", "text", "answer", "sender"):
        setattr(enquiry, name, "")
    enquiry.asked_by, enquiry.erased_at = None, at
    enquiry.save()
    audit.record(verb="enquiry.erased", target=enquiry.initiative, by=None, at=at)
    return enquiry


def erase_expired(*, at: dt.datetime) -> int:
    """What the privacy page promises: gone half a year after the answer, or a year after a question without one."""
    return sum(_alone(erase, enquiry, at) for enquiry in Enquiry.objects.to_erase(at).order_by("pk"))


def _alone(deed: Callable[..., object], enquiry: Enquiry, at: dt.datetime) -> bool:
    """One that fails is written down and keeps none of the others waiting."""
    try:
        return bool(deed(enquiry=enquiry, at=at))
    except Exception:
        log.exception("Enquiry %s was left as it is", enquiry.pk)
        return False


def _opened(named: dict[str, object], words: Words, told_in: str, by: User | None, at: dt.datetime) -> Received:
    token = tokens.new()
    enquiry = Enquiry.objects.create(
        **named,
        token_digest=tokens.digest(token),
        token=secret.encrypt(token),
        name=secret.encrypt(words.name),
        email=secret.encrypt(words.email),
        organisation_name=secret.encrypt(words.organisation_name) if words.organisation_name else "",
        country=words.country,
        language=words.language,
        told_in=told_in,
        asked_by=by,
        asked_at=at,
        due_on=kernel.due_on(timezone.localdate(at)),
    )
    return Received(enquiry, token)


def _own(standing: Enquiry, words: Words) -> Received:
    """What waits already, for who asked it; people behind one address of the network may say the same words."""
    if standing.revealed("email") != words.email:
        raise DialogueRefused(_("Somebody on your network has asked this in the same words; it waits for an answer."))
    return Received(standing, secret.decrypt(standing.token))


def _locked(enquiry: Enquiry) -> Enquiry:
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("initiative__initiator", "asked_by")
    return rows.get(pk=enquiry.pk)


def _who_answers(enquiry: Enquiry, on: dt.date) -> str:
    name: Organisation = runner(enquiry.initiative, on=on)
    return _("Only the people of %(name)s answer; when they are late, the region does.") % {"name": name.name}


def _tell(users: object, kind: str, enquiry: Enquiry, at: dt.datetime, *, url: str = "", **more: object) -> None:
    notices.notify(
        users=users,
        kind=kind,
        at=at,
        occasion=f"{kind}:{enquiry.pk}",
        url=url or reverse("enquiry", kwargs={"pk": enquiry.pk}),
        initiative=enquiry.initiative.told,
        **more,
    )
