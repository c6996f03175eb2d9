"""What a round tells: its officials that it waits, the applicant how it ended."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts import notices
from initiatives import competence
from initiatives.models import Answer, Round, Seat
from initiatives.queries import approval as approvals
from initiatives.queries.initiative import people

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def ask(round_: Round, at: dt.datetime) -> None:
    for seat in Seat.objects.waiting().filter(round=round_).select_related("authority", "region"):
        ask_seat(seat, round_, at)


def ask_seat(seat: Seat, round_: Round, at: dt.datetime) -> None:
    """Tell the seat's officials that it waits for them; the ministry where nobody answers for the region."""
    on = timezone.localdate(at)
    notices.notify(
        users=approvals.officials(seat) if seat.authority else approvals.officials_of_ministry(on=on),
        kind="seat_waits" if seat.authority else "seat_without_authority",
        at=at,
        occasion=f"seat:{seat.pk}:{seat.authority_id or 0}",
        url=reverse("seat", kwargs={"pk": seat.pk}) if seat.authority else reverse("round", kwargs={"pk": round_.pk}),
        initiative=round_.initiative.told,
        region=_answered_for(seat),
        matter=_in_each_language(round_),
        due_on=round_.due_on,
    )


def tell_applicant(round_: Round, at: dt.datetime) -> None:
    given = Answer.objects.current().filter(round=round_).order_by("decided_at", "pk")
    answers = list(given.select_related("seat__authority").prefetch_related("remarks"))
    notices.notify(
        users=people(round_.initiative, on=timezone.localdate(at)),
        kind=f"{'round' if round_.is_registration else round_.matter}_{round_.outcome}",
        at=at,
        occasion=f"round:{round_.pk}",
        url=reverse("round", kwargs={"pk": round_.pk}),
        initiative=round_.initiative.told,
        answers=[_told(answer) for answer in answers],
        count=sum(len(answer.remarks.all()) for answer in answers),
    )


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "authority": answer.seat.authority.told,
        "decision": answer.decision,
        "reasons": answer.reasons,
        "remarks": [{"section": remark.section, "text": remark.text} for remark in answer.remarks.all()],
    }


def tell_officials(round_: Round, kind: str, at: dt.datetime, **context: Any) -> None:
    for seat in Seat.objects.filter(round=round_, authority__isnull=False):
        notices.notify(
            users=approvals.officials(seat),
            kind=kind,
            at=at,
            occasion=f"{kind}:{round_.pk}",
            url=reverse("round", kwargs={"pk": round_.pk}),
            initiative=round_.initiative.told,
            **context,
        )


def _in_each_language(round_: Round) -> dict[str, str]:
    """What is decided, where that is not the registration itself."""
    told = {}
    for language, _name in settings.LANGUAGES if not round_.is_registration else ():
        with override(language):
            told[language] = str(round_.about.label)
    return told


def _answered_for(seat: Seat) -> dict[str, str]:
    """The names of the region or the activities in three languages, of which the reader sees his own."""
    told = {}
    for language in LANGUAGES if seat.region or seat.because else ():
        with override(language):
            told[language] = seat.region.name if seat.region else competence.named(seat.because)
    return told
