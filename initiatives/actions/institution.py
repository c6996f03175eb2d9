"""Climb the ladder: note and take away evidence, sign the agreement, ask the authorities, keep what they confirmed."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives import digest
from initiatives.actions import approval as approvals
from initiatives.decisions import Outcome
from initiatives.identifiers import cleaned, fault
from initiatives.matters import INSTITUTIONAL_RUNG
from initiatives.models import (
    Agreement,
    Initiative,
    InstitutionRung,
    Membership,
    Organisation,
    Representative,
    Round,
    RungEvidence,
    Signature,
)
from initiatives.permissions import institution as permissions
from initiatives.queries import initiative as initiatives
from initiatives.queries import institution
from initiatives.rungs import EVIDENCE, LADDER, RUNGS, Proof

TEXT_LIMIT, MOST = 40_000, 30


class InstitutionRefused(Exception):
    """The ladder cannot be climbed so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Piece:
    """A document as it is noted."""

    title: str
    dated_on: dt.date
    number: str = ""
    bin: str = ""


@transaction.atomic
def note(*, initiative: Initiative, rung: str, piece: Piece, by: User, at: dt.datetime) -> RungEvidence:
    """Add dated evidence; a double click finds the one that stands."""
    initiative = _locked(initiative, by, at)
    _check_piece(rung, piece, timezone.localdate(at))
    row, _made = InstitutionRung.objects.get_or_create(initiative=initiative, key=rung)
    _check_not_decided_now(row)
    told = {"title": piece.title.strip(), "number": piece.number.strip(), "dated_on": piece.dated_on}
    standing = RungEvidence.objects.standing().filter(rung=row)
    if same := standing.filter(**told).first():
        return same
    if standing.count() >= MOST:
        raise InstitutionRefused(_("%(count)s documents are enough for one rung.") % {"count": MOST})
    noted = RungEvidence.objects.create(rung=row, **told, bin=cleaned(piece.bin), noted_at=at, noted_by=by)
    audit.record(verb="rung.evidence_noted", target=initiative, by=by, at=at, rung=rung, evidence=noted.pk)
    return noted


@transaction.atomic
def take_away(*, evidence: RungEvidence, by: User, at: dt.datetime) -> RungEvidence:
    """It no longer counts, and stays in the history; what it showed has to be shown anew."""
    initiative = _locked(evidence.rung.initiative, by, at)
    evidence = RungEvidence.objects.select_for_update(of=("self",)).select_related("rung").get(pk=evidence.pk)
    if evidence.removed_at:
        return evidence
    _check_not_decided_now(evidence.rung)
    evidence.removed_at, evidence.removed_by = at, by
    evidence.save(update_fields=["removed_at", "removed_by"])
    audit.record(
        verb="rung.evidence_removed", target=initiative, by=by, at=at, rung=evidence.rung.key, evidence=evidence.pk
    )
    return evidence


@transaction.atomic
def propose(*, initiative: Initiative, text: str, by: User, at: dt.datetime) -> Agreement:
    """Lay a text before the members. Another text is signed anew; the former one keeps its signatures."""
    initiative = _locked(initiative, by, at)
    written = text.replace("\r\n", "\n").strip()
    if not written or len(written) > TEXT_LIMIT:
        raise InstitutionRefused(
            _("Write the text, with at most %(limit)s characters.") % {"limit": TEXT_LIMIT}, "text"
        )
    standing = institution.current_agreement(initiative)
    if standing and standing.text == written:
        return standing
    Agreement.objects.filter(initiative=initiative, replaced_at=None).update(replaced_at=at)
    agreement = Agreement.objects.create(
        initiative=initiative, text=written, digest=digest.of(written), proposed_at=at, proposed_by=by
    )
    audit.record(verb="agreement.proposed", target=initiative, by=by, at=at, digest=agreement.digest)
    _ask_members(agreement, at)
    return agreement


@transaction.atomic
def sign(*, agreement: Agreement, organisation: Organisation, seen_digest: str, by: User, at: dt.datetime) -> Signature:
    """A signatory confirms for a member the text that he read; signing twice is signing once."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=agreement.initiative_id)
    agreement = Agreement.objects.get(pk=agreement.pk)
    signed = Signature.objects.filter(agreement=agreement, organisation=organisation).first()
    if signed and signed.signed_by_id == by.pk:
        return signed
    if agreement.replaced_at or seen_digest != agreement.digest:
        raise InstitutionRefused(_("The text was replaced while you read. Read the new one before you sign."))
    if not permissions.may_sign(by, agreement, organisation, timezone.localdate(at)):
        raise InstitutionRefused(
            _("Only a signatory of %(organisation)s signs, once, and only for a member.")
            % {"organisation": organisation.called}
        )
    signed = Signature.objects.create(
        agreement=agreement, organisation=organisation, digest=agreement.digest, signed_at=at, signed_by=by
    )
    told = {"organisation": organisation.told, "digest": agreement.digest}
    audit.record(verb="agreement.signed", target=initiative, by=by, at=at, **told)
    return signed


@transaction.atomic
def hand_in(*, initiative: Initiative, rung: str, by: User, at: dt.datetime) -> Round:
    """Ask the authorities to confirm a rung; the lower ones stand before."""
    initiative = _locked(initiative, by, at)
    steps = {step.rung.key: step for step in institution.ladder(initiative).steps}
    step = steps.get(rung)
    if step is None or step.rung.proof != Proof.AUTHORITY:
        raise InstitutionRefused(_("This rung needs no confirmation."))
    if step.is_waiting and step.round is not None:
        return step.round
    _check_climb(rung, steps)
    try:
        round_ = approvals.open_round(initiative=initiative, matter=INSTITUTIONAL_RUNG, thing=step.row, by=by, at=at)
    except approvals.Refused as refusal:
        raise InstitutionRefused(refusal.reason) from refusal
    audit.record(verb="rung.handed_in", target=initiative, by=by, at=at, rung=rung)
    return round_


@transaction.atomic
def conclude(*, round_: Round, at: dt.datetime) -> None:
    """What the authorities confirmed is the evidence that they saw, and no other."""
    rung = InstitutionRung.objects.select_for_update(of=("self",)).get(pk=round_.rung_id)
    if round_.outcome == Outcome.APPROVED:
        rung.confirmed_digest = institution.digest_of(round_.snapshot[EVIDENCE]["evidence"])
        rung.confirmed_at = at
        rung.save(update_fields=["confirmed_digest", "confirmed_at"])
    verbs = {Outcome.APPROVED: "rung.confirmed", Outcome.RETURNED: "rung.returned", Outcome.REJECTED: "rung.rejected"}
    audit.record(verb=verbs[Outcome(round_.outcome)], target=round_.initiative, by=None, at=at, rung=rung.key)


def _locked(initiative: Initiative, by: User, at: dt.datetime) -> Initiative:
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    if permissions.may_climb(by, initiative, on):
        return initiative
    if initiatives.is_run_by(initiative, by, on=on):
        raise InstitutionRefused(
            _("The ladder follows the registration; the initiative is %(stage)s.")
            % {"stage": initiative.stage_enum.label}
        )
    name = initiatives.runner(initiative, on=on).name
    raise InstitutionRefused(_("Only the people of %(name)s can change this.") % {"name": name})


def _check_piece(rung: str, piece: Piece, on: dt.date) -> None:
    if rung not in RUNGS or RUNGS[rung].proof == Proof.SIGNATURES:
        raise InstitutionRefused(_("This rung is shown by signatures, not by documents."))
    if not piece.title.strip():
        raise InstitutionRefused(_("Name the document."), "title")
    if piece.dated_on > on:
        raise InstitutionRefused(_("A document cannot be dated in the future."), "dated_on")
    if piece.dated_on.year < 1991:  # noqa: PLR2004 the year of independence
        raise InstitutionRefused(_("Look at the year again."), "dated_on")
    if piece.bin and fault(cleaned(piece.bin)):
        raise InstitutionRefused(_("The number looks mistyped: a BIN has 12 digits, check the last ones."), "bin")
    if RUNGS[rung].asks_bin and not piece.bin:
        raise InstitutionRefused(_("Write the business identification number from the certificate."), "bin")


def _check_not_decided_now(row: InstitutionRung) -> None:
    if Round.objects.open().filter(rung=row).exists():
        raise InstitutionRefused(_("The authorities have this rung before them: its evidence stands as handed in."))


def _check_climb(rung: str, steps: dict[str, institution.Step]) -> None:
    order = [each.key for each in LADDER]
    for lower in order[: order.index(rung)]:
        if not steps[lower].stands:
            raise InstitutionRefused(
                _("First “%(rung)s”: %(lacks)s") % {"rung": steps[lower].rung.title, "lacks": steps[lower].lacks}
            )
    step = steps[rung]
    if step.stands:
        raise InstitutionRefused(_("It is confirmed already."))
    if not step.evidence or (step.rung.asks_bin and not any(piece.bin for piece in step.evidence)):
        raise InstitutionRefused(step.lacks)
    if step.round and step.round.outcome == Outcome.REJECTED:
        seen = institution.digest_of(institution.snapshot(step.row)[EVIDENCE]["evidence"])
        if seen == institution.digest_of(Round.objects.get(pk=step.round.pk).snapshot[EVIDENCE]["evidence"]):
            raise InstitutionRefused(_("Nothing has changed since the rejection."))


def _ask_members(agreement: Agreement, at: dt.datetime) -> None:
    members = Membership.objects.committed().filter(initiative=agreement.initiative_id).values("organisation")
    signing = Representative.objects.signatories(on=timezone.localdate(at)).filter(organisation__in=members)
    notices.notify(
        users=User.objects.filter(pk__in=signing.values("user")),
        kind="agreement_to_sign",
        at=at,
        occasion=f"agreement:{agreement.pk}",
        url=reverse("agreement", kwargs={"pk": agreement.pk}),
        initiative=agreement.initiative.told,
    )
