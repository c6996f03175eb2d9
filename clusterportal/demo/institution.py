"""How far three registered initiatives have climbed: one with a label, one waiting for an authority, one beginning."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from clusterportal.demo import organisations
from initiatives.actions import institution, lifecycle
from initiatives.actions.institution import Piece
from initiatives.models import Initiative, InstitutionRung, Membership, Organisation, Round, Seat
from initiatives.queries.initiative import people
from initiatives.rungs import LADDER

TEXT = (
    "1. We work together in the cluster named above.\n"
    "2. Each member tells the others once a year its jobs, output and investment; only sums leave the cluster.\n"
    "3. Common costs are shared by output. 4. Each member may leave at the end of a year."
)
PAPERS = {
    "memorandum": "Memorandum of the founding members",
    "entity": "Certificate of registration of the association",
    "statutes": "Statutes, and minutes of the founding assembly",
    "budget": "Budget approved by the board",
    "label": "Bronze label of cluster management excellence",
}
# The rungs that are reached, and whether the highest one waits for the authorities.
CLIMBS = (
    ("Almaty Software and Fintech", 6, False),
    ("Tobol Grain and Flour", 3, True),
    ("Southern Textiles", 1, False),
)


def play_all() -> None:
    for place, (name, rungs, is_waiting) in enumerate(CLIMBS, start=1):
        initiative = Initiative.objects.filter(name=name, is_synthetic=True, stage="registered").first()
        if initiative and not InstitutionRung.objects.filter(initiative=initiative).exists():
            with transaction.atomic():
                _climb(initiative, place, rungs, is_waiting=is_waiting)


def _climb(initiative: Initiative, place: int, rungs: int, *, is_waiting: bool) -> None:
    by = people(initiative, on=timezone.localdate()).order_by("pk")[0]
    at = timezone.now() - dt.timedelta(days=200)
    number = next(organisations.numbers(f"2103400{place:02d}"))
    for rank, rung in enumerate(LADDER[:rungs], start=1):
        is_last = is_waiting and rank == rungs
        at = timezone.now() - dt.timedelta(days=5) if is_last else at + dt.timedelta(days=20)
        if rung.key == "agreement":
            _sign(initiative, by, at)
            continue
        piece = Piece(
            title=PAPERS[rung.key],
            number=f"No. {rank}",
            dated_on=timezone.localdate(at) - dt.timedelta(days=3),
            bin=number if rung.asks_bin else "",
        )
        institution.note(initiative=initiative, rung=rung.key, piece=piece, by=by, at=at)
        if rung.proof == "authority":
            round_ = institution.hand_in(initiative=initiative, rung=rung.key, by=by, at=at)
            # The ministry is quick; the akimat still has the highest rung before it.
            seats = round_.seats.filter(region=None) if is_last else round_.seats.all()
            _confirm(round_, seats, at + dt.timedelta(days=1 if is_last else 6))


def _sign(initiative: Initiative, by: User, at: dt.datetime) -> None:
    agreement = institution.propose(initiative=initiative, text=TEXT, by=by, at=at)
    members = Membership.objects.committed().filter(initiative=initiative)
    for member in members.select_related("organisation").exclude(organisation__kind__in=Organisation.AUTHORITY_KINDS):
        head = member.organisation.representatives.order_by("pk")[0].user
        told = {"organisation": member.organisation, "seen_digest": agreement.digest, "by": head, "at": at}
        institution.sign(agreement=agreement, **told)


def _confirm(round_: Round, seats: QuerySet[Seat], at: dt.datetime) -> None:
    for seat in seats.select_related("authority").order_by("pk"):
        official = seat.authority.representatives.get().user
        lifecycle.decide(seat=seat, decision="agreed", seen_digest=round_.digest, by=official, at=at)
