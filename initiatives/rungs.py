"""The ladder of institutionalisation: what each rung is, what shows it, and who says so."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.sections import Section


class Proof(StrEnum):
    """What makes a rung stand besides its dated evidence."""

    EVIDENCE = "evidence"
    SIGNATURES = "signatures"
    AUTHORITY = "authority"


@dataclass(frozen=True)
class Rung:
    key: str
    title: Promise
    asks: Promise
    proof: Proof
    asks_bin: bool = False


LADDER = (
    Rung("memorandum", _("Memorandum"), _("The members declare that they will work together."), Proof.EVIDENCE),
    Rung(
        "agreement",
        _("Cooperation agreement"),
        _("Every committed member signs the same text, here in the portal."),
        Proof.SIGNATURES,
    ),
    Rung(
        "entity",
        _("Legal entity or association"),
        _("The certificate of registration, with its business identification number."),
        Proof.AUTHORITY,
        asks_bin=True,
    ),
    Rung(
        "statutes",
        _("Statutes and governing body"),
        _("The statutes, and the minutes that elected the governing body."),
        Proof.AUTHORITY,
    ),
    Rung("budget", _("Own budget"), _("The budget that the governing body has approved."), Proof.AUTHORITY),
    Rung("label", _("External label"), _("The certificate of an independent assessment."), Proof.AUTHORITY),
)
RUNGS = {rung.key: rung for rung in LADDER}
# An external label is a distinction: the task is done without it.
NEEDED = LADDER[:-1]

EVIDENCE = "rung_evidence"
RUNG_SECTIONS = {EVIDENCE: Section(EVIDENCE, _("Evidence"), _("Dated documents that show the rung."), 3)}
