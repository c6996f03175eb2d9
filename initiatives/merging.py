"""What becomes of each relation of an organisation when it is merged into another one. Pure: a table, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IS_OPEN: Mapping[str, Any] = {"round__closed_at": None}


@dataclass(frozen=True)
class Relation:
    """Rows of `model` that name an organisation in `column`.

    They move to the one that stands. Where both have one with the same `same` (and days that overlap, where there is
    `during`), the merged one's row stays with it as history: `ended` says what is written into it then, and
    `refused_while` in which state it keeps the two from being merged, for the `reason`. `kept` rows never move.
    """

    model: str
    column: str
    label: str | Promise
    same: tuple[str, ...] = ()
    standing: Mapping[str, Any] = field(default_factory=dict)
    during: str = ""
    ended: tuple[str, ...] = ()
    refused_while: Mapping[str, Any] | None = None
    reason: str | Promise = ""
    about: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.model}.{self.column}"


RELATIONS = (
    Relation(
        "representative",
        "organisation",
        _("people who act for it"),
        same=("user",),
        standing={"ended_at": None},
        ended=("ended_at",),
    ),
    Relation(
        "membership",
        "organisation",
        _("memberships"),
        same=("initiative",),
        standing={"left_at": None, "declined_at": None},
        refused_while={},
        reason=_("Both take part in “%(about)s”: one of them leaves or is excluded first."),
        about="initiative__name",
    ),
    Relation("initiative", "initiator", _("initiatives that it opened")),
    Relation("call", "operator", _("calls that it operates")),
    Relation("appointment", "organisation", _("terms as managing organisation")),
    Relation("leader", "organisation", _("leaders from it")),
    Relation("invitation", "organisation", _("invitations")),
    Relation(
        "return",
        "organisation",
        _("yearly returns"),
        same=("year",),
        standing={"superseded_at": None},
    ),
    Relation(
        "returnrequest",
        "organisation",
        _("requests for a return"),
        same=("campaign",),
        refused_while={"campaign__closed_at": None},
        reason=_("Both are asked by “%(about)s” for the same year, which is still open: it is closed first."),
        about="campaign__initiative__name",
    ),
    Relation(
        "signature",
        "organisation",
        _("signatures under cooperation agreements"),
        same=("agreement",),
    ),
    Relation(
        "voter",
        "organisation",
        _("votes on leaders"),
        same=("vote",),
        refused_while={"vote__closed_at": None},
        reason=_("Both may vote in “%(about)s”, and the vote is open: it is over first."),
        about="vote__initiative__name",
    ),
    Relation("respondent", "organisation", _("surveys of members"), same=("survey",)),
    Relation("offer", "organisation", _("offers and needs")),
    Relation("offerquestion", "organisation", _("messages about offers")),
    Relation("organisationactivity", "organisation", _("activities"), same=("activity",)),
    Relation("organisationunit", "organisation", _("units"), same=("name",)),
    Relation("project", "responsible", _("projects that it answers for")),
    Relation(
        "projectpartner",
        "organisation",
        _("parts in projects"),
        same=("project",),
        standing={"left_at": None},
        ended=("left_at",),
    ),
    Relation("score", "organisation", _("scores of projects")),
    Relation(
        "delegate",
        "organisation",
        _("delegates on councils"),
        same=("initiative",),
        standing={"ended_at": None},
        ended=("ended_at", "ended_by"),
    ),
    Relation("councildecision", "owner", _("tasks of councils")),
    Relation("issue", "raised_for", _("issues that it raised")),
    Relation(
        "issueowner",
        "organisation",
        _("issues that it owns"),
        same=("issue",),
        standing={"relieved_at": None},
        ended=("relieved_at",),
    ),
    Relation("issuestep", "taken_for", _("steps in issues")),
    Relation("round", "handed_in_for", _("what it handed in")),
    Relation(
        "seat",
        "authority",
        _("seats in rounds"),
        same=("round",),
        standing=IS_OPEN,
        refused_while={},
        reason=_("Both have a seat in the open round of “%(about)s”: the round is closed first."),
        about="round__initiative__name",
        # Who decided, and under which number, stays as it was.
        kept={"round__closed_at__isnull": False},
    ),
    Relation("supportrequest", "authority", _("requests for support made to it")),
    Relation("supportpromise", "authority", _("support that it promised")),
    Relation("jurisdiction", "authority", _("jurisdictions")),
    Relation("competence", "authority", _("activities that it answers for"), same=("activity",), during="valid"),
    Relation(
        "deputy",
        "authority",
        _("deputies"),
        same=("absent",),
        standing={"ended_at": None},
        during="during",
        ended=("ended_at",),
    ),
    Relation(
        "phrase",
        "authority",
        _("phrases of its remarks"),
        same=("section", "language", "text"),
        standing={"removed_at": None},
        ended=("removed_at",),
    ),
    Relation(
        "control",
        "organisation",
        _("who controls it"),
        same=("kind", "body", "person", "email"),
        standing={"declined_at": None},
        during="during",
    ),
    Relation(
        "control",
        "body",
        _("what it controls"),
        same=("organisation", "kind"),
        standing={"declined_at": None},
        during="during",
    ),
    Relation("enquiry", "passed_to", _("enquiries of investors passed to it")),
    Relation("scaninvitation", "organisation", _("invitations from the scan"), same=("region", "activity")),
    Relation("scaninvitation", "authority", _("invitations that it sent from the scan")),
    Relation("organisation", "merged_into", _("organisations merged into it before")),
)
BY_KEY = {relation.key: relation for relation in RELATIONS}

# What the one that stands takes over where it says nothing itself.
FILLED = ("size", "region_id", "website")
