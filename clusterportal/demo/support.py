"""Support of three demo initiatives: paid but for a late rest, promised and begun, before the authorities."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from initiatives.actions import lifecycle, support_payment
from initiatives.actions import support as supports
from initiatives.models import Initiative, Project, SupportRequest
from initiatives.queries.initiative import people
from initiatives.queries.support import payers

MLN = 1_000_000


@dataclass(frozen=True)
class Scene:
    """Amounts in millions by years from the one in which it is asked; payments as (year, month, millions)."""

    initiative: str
    title: str
    kind: str
    source: str
    grounds: str
    asked: tuple[int, ...]
    years_ago: int = 0
    project: str = ""
    measure: str = ""
    decision: str = "agreed"
    payments: tuple[tuple[int, int, int], ...] = ()


SCENES = (
    Scene(
        "Almaty Software and Fintech",
        "Half of the equipment of the school of engineers",
        "training",
        "state",
        "The members pay the other half and the teachers. Without the school each firm trains alone.",
        (60, 45, 30),
        years_ago=1,
        measure="School of 300 engineers a year, university, 2026",
        payments=((0, 9, 40), (0, 12, 12), (1, 4, 20)),
    ),
    Scene(
        "Tobol Grain and Flour",
        "Road and power line to the gluten plant",
        "infrastructure",
        "regional",
        "The plant is built with the members' money; the road also serves two villages.",
        (180, 120),
        years_ago=0,
        project="Deep processing of wheat: gluten and starch",
    ),
    Scene(
        "Southern Textiles",
        "Orders of school uniforms for three years",
        "state_order",
        "regional",
        "Local cloth in local schools; the mill needs a first customer.",
        (0, 90, 90),
        project="State order for school uniforms",
        decision="",
    ),
)


def play_all() -> None:
    for scene in SCENES:
        initiative = Initiative.objects.filter(name=scene.initiative, is_synthetic=True, stage="registered").first()
        asked = SupportRequest.objects.filter(initiative=initiative, title=scene.title)
        if initiative and not asked.exists():
            with transaction.atomic():
                _play(scene, initiative)


def _play(scene: Scene, initiative: Initiative) -> None:
    at = timezone.now() - dt.timedelta(days=12)
    if scene.years_ago:
        at = at.replace(year=at.year - scene.years_ago, month=2, day=10)
    by = people(initiative, on=timezone.localdate()).order_by("pk")[0]
    request = supports.draft(initiative=initiative, wish=_wish(scene, initiative, at), by=by, at=at)
    round_ = supports.hand_in(request=request, by=by, at=at + dt.timedelta(days=2))
    if not scene.decision:
        return
    for number, seat in enumerate(round_.seats.filter(capacity="decides").select_related("authority").order_by("pk")):
        official = seat.authority.representatives.get().user
        told = {"decision": scene.decision, "seen_digest": round_.digest, "by": official}
        lifecycle.decide(seat=seat, **told, at=at + dt.timedelta(days=5 + number))
    _pay(scene, request, at.year)


def _wish(scene: Scene, initiative: Initiative, at: dt.datetime) -> supports.Wish:
    payer = next(one for one in payers(initiative, on=timezone.localdate(at)) if one.source == scene.source)
    return supports.Wish(
        title=scene.title,
        kind=scene.kind,
        project=Project.objects.get(initiative=initiative, title=scene.project) if scene.project else None,
        measure=scene.measure,
        authority=payer.authority,
        grounds=scene.grounds,
        amounts={at.year + ahead: amount * MLN for ahead, amount in enumerate(scene.asked) if amount},
    )


def _pay(scene: Scene, request: SupportRequest, first: int) -> None:
    official = _official(request)
    for number, (ahead, month, millions) in enumerate(scene.payments, start=1):
        paid_on = dt.date(first + ahead, month, 15)
        # In the first months of a year its payments are still to come.
        if paid_on > timezone.localdate():
            continue
        paid = support_payment.Paid(amount=millions * MLN, paid_on=paid_on, document=f"{100 + number}")
        promise = request.promises.get(year=first + ahead)
        support_payment.record(promise=promise, paid=paid, by=official, at=_noon(paid_on))


def _official(request: SupportRequest) -> User:
    return request.authority.representatives.get().user


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
