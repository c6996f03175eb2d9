"""What an organisation offers or needs: entered, changed, prolonged, withdrawn, asked about and answered."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from indicators.models import Code
from initiatives import pictures
from initiatives.actions import collision, document, scanning
from initiatives.models import Offer, OfferActivity, OfferFile, OfferQuestion, Organisation, Representative
from initiatives.permissions import offer as permissions
from initiatives.queries import offer as offers

LONGEST_TERM, USUAL_TERM = dt.timedelta(days=2 * 366), dt.timedelta(days=182)
MOST_ACTIVITIES = 8


class OfferRefused(Exception):
    """It cannot be kept so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Words:
    """What the page asks for."""

    side: str
    kind: str
    sentence: str
    language: str
    ends_on: dt.date
    readiness: int | None = None
    region: Code | None = None
    activities: tuple[Code, ...] = field(default=())


@transaction.atomic
def enter(*, organisation: Organisation, words: Words, file: File | None = None, by: User, at: dt.datetime) -> Offer:
    """The same sentence sent twice is one offer."""
    organisation = _locked(organisation, by)
    _check(words, at)
    alike = Offer.objects.current(timezone.localdate(at)).filter(
        organisation=organisation, side=words.side, kind=words.kind, sentence=words.sentence
    )
    if (standing := alike.first()) is not None:
        return standing
    offer = Offer(organisation=organisation, entered_by=by, entered_at=at)
    _say(offer, words)
    offer.save(force_insert=True)
    _set_activities(offer, words)
    _keep_file(offer, file, by, at)
    told = {"offer": offer.pk, "sentence": offer.sentence}
    audit.record(verb=f"offer.{offer.side}_entered", target=organisation, by=by, at=at, **told)
    return offer


@transaction.atomic
def revise(
    *, offer: Offer, words: Words, file: File | None = None, seen: str | None = None, by: User, at: dt.datetime
) -> Offer:
    """`seen` is what its page showed; raises Collision where it says something else by now."""
    offer = _standing(offer, by)
    collision.check(seen, offers.said(offer))
    _check(words, at)
    former = offer.sentence
    _say(offer, words)
    offer.save()
    _set_activities(offer, words)
    _keep_file(offer, file, by, at)
    _record("revised", offer, by, at, former=former)
    return offer


@transaction.atomic
def prolong(*, offer: Offer, ends_on: dt.date, by: User, at: dt.datetime) -> Offer:
    """An ended one is shown again."""
    offer = _standing(offer, by)
    _check_term(ends_on, at)
    if ends_on <= offer.ends_on:
        return offer
    offer.ends_on = ends_on
    offer.save(update_fields=["ends_on"])
    _record("prolonged", offer, by, at, ends_on=ends_on.isoformat())
    return offer


@transaction.atomic
def withdraw(*, offer: Offer, by: User, at: dt.datetime) -> Offer:
    _locked(offer.organisation, by)
    offer = _row(offer)
    if offer.withdrawn_at is None:
        offer.withdrawn_at, offer.withdrawn_by = at, by
        offer.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _record("withdrawn", offer, by, at)
    return offer


@transaction.atomic
def ask(*, offer: Offer, organisation: Organisation, text: str, by: User, at: dt.datetime) -> OfferQuestion:
    """Write to the organisation: its people read it here; sent twice is sent once."""
    offer = _row(offer)
    if not permissions.asks_for(by, offer).contains(organisation):
        raise OfferRefused(_("Only people of %(name)s write for it.") % {"name": organisation.called}, "organisation")
    if not offer.is_current(timezone.localdate(at)):
        raise OfferRefused(_("It has ended meanwhile: nobody is asked about it any more."), "text")
    question, is_new = OfferQuestion.objects.get_or_create(
        offer=offer, organisation=organisation, text=text, answered_at=None, defaults={"asked_by": by, "asked_at": at}
    )
    if is_new:
        _record("asked", offer, by, at, organisation=organisation.told)
        _tell(offer.organisation_id, "offer_asked", question, at, organisation=organisation.told)
    return question


@transaction.atomic
def answer(*, question: OfferQuestion, text: str, by: User, at: dt.datetime) -> OfferQuestion:
    _locked(question.offer.organisation, by)
    rows = OfferQuestion.objects.select_for_update(no_key=True, of=("self",))
    question = rows.select_related("offer__organisation").get(pk=question.pk)
    if question.answered_at is not None:
        if question.answer == text:
            return question
        raise OfferRefused(_("It has been answered meanwhile: %(answer)s") % {"answer": question.answer}, "text")
    question.answer, question.answered_by, question.answered_at = text, by, at
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    offer = question.offer
    _record("answered", offer, by, at)
    _tell(question.organisation_id, "offer_answered", question, at, organisation=offer.organisation.told)
    return question


def waiting(*, at: dt.datetime) -> list[int]:
    return scanning.waiting(OfferFile.objects.all(), at=at)


def scan(*, file: OfferFile, at: dt.datetime) -> bool:
    verdict = scanning.ask(file=file, at=at)
    if verdict is None:
        return False
    with transaction.atomic():
        locked = (
            OfferFile.objects.select_for_update(of=("self",)).select_related("offer", "uploaded_by").get(pk=file.pk)
        )
        if scanning.keep(file=locked, verdict=verdict, at=at) and not verdict.is_clean:
            _tell_of_virus(locked, verdict.found, at)
    return True


def _check(words: Words, at: dt.datetime) -> None:
    if words.kind != Offer.Kind.TECHNOLOGY and words.readiness is not None:
        raise OfferRefused(_("Only a technology has a readiness level."), "readiness")
    if words.kind == Offer.Kind.TECHNOLOGY and words.side == Offer.Side.OFFER and words.readiness is None:
        raise OfferRefused(_("Say how ready the technology is, from 1 to 9."), "readiness")
    if not words.activities:
        raise OfferRefused(_("Say which activity it serves: others find it by that."), "activities")
    if len(words.activities) > MOST_ACTIVITIES:
        raise OfferRefused(
            _("At most %(count)s activities: what serves everybody is found by nobody.") % {"count": MOST_ACTIVITIES},
            "activities",
        )
    _check_term(words.ends_on, at)


def _check_term(ends_on: dt.date, at: dt.datetime) -> None:
    today = timezone.localdate(at)
    if ends_on < today:
        raise OfferRefused(_("This day is over: choose one to come."), "ends_on")
    if ends_on > today + LONGEST_TERM:
        raise OfferRefused(_("At most two years ahead; it can be prolonged later."), "ends_on")


def _say(offer: Offer, words: Words) -> None:
    offer.side, offer.kind, offer.sentence, offer.language = words.side, words.kind, words.sentence, words.language
    offer.readiness, offer.region, offer.ends_on = words.readiness, words.region, words.ends_on


def _set_activities(offer: Offer, words: Words) -> None:
    offer.activities.exclude(activity__in=words.activities).delete()
    known = set(offer.activities.values_list("activity_id", flat=True))
    OfferActivity.objects.bulk_create(
        OfferActivity(offer=offer, activity=activity) for activity in words.activities if activity.pk not in known
    )


def _keep_file(offer: Offer, file: File | None, by: User, at: dt.datetime) -> None:
    """The former file stays in its row and is shown no more."""
    if file is None:
        return
    try:
        document.check_size(file)
        file.seek(0)
        if pictures.is_tiff(file.read(4)):
            raise OfferRefused(_("A TIFF may tell where it was taken. Save it as JPEG or PNG."), "file")
        file.seek(0)
        # Everybody may see it: where a farmer's telephone took it is nobody's to learn.
        received = document.receive(ContentFile(pictures.plain(file.read()), name=file.name))
    except document.DocumentRefused as refusal:
        raise OfferRefused(str(refusal), "file") from refusal
    current = offer.files.current()
    if not current.filter(digest=received.digest).exists():
        current.update(replaced_at=at)
        OfferFile.objects.create(offer=offer, **document.kept(received, by=by, at=at))


def _locked(organisation: Organisation, by: User) -> Organisation:
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not permissions.may_enter(by, organisation):
        raise OfferRefused(_("Only the people of %(name)s can change this.") % {"name": organisation.called})
    return organisation


def _standing(offer: Offer, by: User) -> Offer:
    _locked(offer.organisation, by)
    offer = _row(offer)
    if offer.withdrawn_at is not None:
        raise OfferRefused(_("It has been withdrawn meanwhile: enter it anew."))
    return offer


def _row(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organisation").get(pk=offer.pk)


def _record(deed: str, offer: Offer, by: User, at: dt.datetime, **details: object) -> None:
    told = {"offer": offer.pk, "sentence": offer.sentence, **details}
    audit.record(verb=f"offer.{deed}", target=offer.organisation, by=by, at=at, **told)


def _tell(firm: int, kind: str, question: OfferQuestion, at: dt.datetime, *, organisation: str) -> None:
    people = Representative.objects.editors().filter(organisation=firm)
    notices.notify(
        users=User.objects.filter(pk__in=people.values("user")),
        kind=kind,
        at=at,
        occasion=f"{kind}:{question.pk}",
        url=reverse("offer", kwargs={"pk": question.offer_id}),
        sentence=question.offer.sentence,
        organisation=organisation,
    )


def _tell_of_virus(file: OfferFile, found: str, at: dt.datetime) -> None:
    notices.notify(
        users=[file.uploaded_by],
        kind="document_infected",
        at=at,
        occasion=f"offer file:{file.pk}",
        url=reverse("offer", kwargs={"pk": file.offer_id}),
        title=file.name,
        found=found,
    )
