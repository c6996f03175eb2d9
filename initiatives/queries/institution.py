"""The ladder as it stands: computed from evidence, signatures and confirmations, never typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from initiatives import digest
from initiatives.models import (
    Agreement,
    Initiative,
    InstitutionRung,
    Membership,
    Organisation,
    Round,
    RungEvidence,
    Signature,
)
from initiatives.queries.organisation import Person, signed_by
from initiatives.rungs import EVIDENCE, LADDER, NEEDED, Proof, Rung


@dataclass(frozen=True)
class Step:
    """One rung: what shows it, and what it still lacks."""

    rung: Rung
    row: InstitutionRung | None = None
    evidence: tuple[RungEvidence, ...] = ()
    round: Round | None = None
    lacks: str = ""

    @property
    def stands(self) -> bool:
        return not self.lacks

    @property
    def is_waiting(self) -> bool:
        return self.round is not None and self.round.closed_at is None

    @property
    def is_returned(self) -> bool:
        return self.round is not None and self.round.outcome in ("returned", "rejected") and not self.stands


@dataclass(frozen=True)
class Ladder:
    steps: tuple[Step, ...] = ()

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.stands), None)

    @property
    def is_complete(self) -> bool:
        needed = {rung.key for rung in NEEDED}
        return bool(self.steps) and all(step.stands for step in self.steps if step.rung.key in needed)

    @property
    def has_begun(self) -> bool:
        return any(step.evidence or step.stands for step in self.steps)


def ladder(initiative: Initiative) -> Ladder:
    return ladders([initiative])[initiative.pk]


def ladders(chosen: Iterable[Initiative], known_rounds: Sequence[Round] | None = None) -> dict[int, Ladder]:
    """The same queries for one initiative and for a thousand."""
    keys = [initiative.pk for initiative in chosen]
    rows = {(row.initiative_id, row.key): row for row in InstitutionRung.objects.filter(initiative__in=keys)}
    shown: dict[int, list[RungEvidence]] = {}
    for piece in (
        RungEvidence.objects.standing().filter(rung__initiative__in=keys).with_files().select_related("noted_by")
    ):
        shown.setdefault(piece.rung_id, []).append(piece)
    if known_rounds is None:
        known_rounds = list(Round.objects.filter(rung__initiative__in=keys).defer("snapshot").order_by("number"))
    last = {round_.rung_id: round_ for round_ in known_rounds}
    unsigned = _unsigned(keys)
    return {
        key: Ladder(tuple(_step(rung, rows.get((key, rung.key)), shown, last, unsigned[key]) for rung in LADDER))
        for key in keys
    }


def _step(
    rung: Rung,
    row: InstitutionRung | None,
    shown: dict[int, list[RungEvidence]],
    last: dict[int, Round],
    unsigned: int | None,
) -> Step:
    evidence = tuple(shown.get(row.pk, ())) if row else ()
    round_ = last.get(row.pk) if row else None
    lacks = _lacks(rung, row, evidence, unsigned)
    if lacks and round_ is not None and round_.closed_at is None:
        lacks = _("The authorities have it before them.")
    return Step(rung, row, evidence, round_, lacks)


def _lacks(rung: Rung, row: InstitutionRung | None, evidence: tuple[RungEvidence, ...], unsigned: int | None) -> str:
    if rung.proof == Proof.SIGNATURES:
        if unsigned is None:
            return _("Propose the text that the members sign.")
        return _("%(count)s members have not signed yet.") % {"count": unsigned} if unsigned else ""
    if not evidence:
        return _("Dated evidence is missing.")
    if rung.asks_bin and not any(piece.bin for piece in evidence):
        return _("The business identification number is missing.")
    if rung.proof != Proof.AUTHORITY:
        return ""
    if row is None or not row.confirmed_digest:
        return _("The authorities have not confirmed it.")
    # Other evidence than what was confirmed is not confirmed.
    changed = row.confirmed_digest != digest_of([_piece(piece) for piece in evidence])
    return _("The evidence has changed since it was confirmed.") if changed else ""


def _unsigned(keys: list[int]) -> dict[int, int | None]:
    """How many committed members have not signed the text; None where there is no text, or nobody to sign it."""
    committed = Membership.objects.committed().filter(initiative=OuterRef("initiative"))
    members = committed.exclude(organisation__kind__in=Organisation.AUTHORITY_KINDS)
    signed = Signature.objects.filter(agreement=OuterRef("pk")).order_by()
    standing = Agreement.objects.filter(initiative__in=keys, replaced_at=None).values_list(
        "initiative", ArraySubquery(members.values("organisation")), ArraySubquery(signed.values("organisation"))
    )
    found: dict[int, int | None] = dict.fromkeys(keys)
    for key, asked, having_signed in standing:
        found[key] = len(set(asked) - set(having_signed)) if asked else None
    return found


def snapshot(rung: InstitutionRung) -> dict[str, dict[str, Any]]:
    """The rung with its evidence as it is handed in, readable by itself for ever."""
    pieces = RungEvidence.objects.standing().filter(rung=rung).with_files()
    return {EVIDENCE: {"rung": rung.key, "evidence": [_piece(piece) for piece in pieces]}}


def digest_of(pieces: Iterable[dict[str, Any]]) -> str:
    """Of evidence as the snapshot tells it."""
    return digest.of(sorted(pieces, key=lambda piece: piece["id"]))


def _piece(piece: RungEvidence) -> dict[str, Any]:
    said = {
        "id": piece.pk,
        "title": piece.title,
        "number": piece.number,
        "dated": piece.dated_on.isoformat(),
        "bin": piece.bin,
    }
    # Another file is other evidence; what was confirmed without files stays confirmed.
    return said | {"files": piece.files} if piece.files else said


def current_agreement(initiative: Initiative) -> Agreement | None:
    found = Agreement.objects.filter(initiative=initiative, replaced_at=None)
    return found.select_related("proposed_by").first()


def signatures(agreement: Agreement) -> QuerySet[Signature]:
    return agreement.signatures.select_related("organisation", "signed_by")


def signing_for(user: Person, agreement: Agreement, *, on: Any) -> QuerySet[Organisation]:
    """Members for which `user` could sign this text now."""
    members = Membership.objects.committed().filter(initiative=agreement.initiative_id)
    signed = Signature.objects.filter(agreement=agreement).values("organisation")
    own = signed_by(user, on=on).filter(pk__in=members.values("organisation")).exclude(pk__in=signed)
    return own.exclude(kind__in=Organisation.AUTHORITY_KINDS).order_by("sort_name", "pk")
