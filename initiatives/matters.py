"""What authorities decide on: for each matter its name, its sections, and the word for its approval."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.coordination_sections import COORDINATION_SECTIONS
from initiatives.decisions import Outcome, Quorum
from initiatives.lifecycle import Actor
from initiatives.plan_sections import PLAN_SECTIONS
from initiatives.rungs import RUNG_SECTIONS
from initiatives.sections import AMENDED_SECTIONS, SECTIONS, Section
from initiatives.succession_sections import SUCCESSION_SECTIONS
from initiatives.support_sections import SUPPORT_SECTIONS

REGISTRATION, STRATEGIC_PLAN, INSTITUTIONAL_RUNG = "registration", "strategic_plan", "institutional_rung"
COORDINATION, AMENDMENT, SUCCESSION = "coordination", "amendment", "succession"
SUPPORT = "support"


@dataclass(frozen=True)
class Matter:
    """`thing` names the round's key to what is decided; empty where that is the initiative itself.

    `quorum` stands where the matter itself says which answers suffice, whatever the rule pack.
    """

    key: str
    label: Promise
    sections: Mapping[str, Section]
    approved: Outcome
    thing: str = ""
    handed_in_by: Actor = Actor.MANAGER
    quorum: Quorum | None = None

    def word(self, outcome: Outcome) -> Outcome:
        """The outcome as this matter calls it."""
        return self.approved if outcome == Outcome.REGISTERED else outcome


MATTERS = {
    matter.key: matter
    for matter in (
        Matter(REGISTRATION, _("registration"), SECTIONS, Outcome.REGISTERED),
        Matter(STRATEGIC_PLAN, _("strategic plan"), PLAN_SECTIONS, Outcome.APPROVED, "plan"),
        Matter(INSTITUTIONAL_RUNG, _("rung of institutionalisation"), RUNG_SECTIONS, Outcome.APPROVED, "rung"),
        Matter(
            COORDINATION,
            _("coordination agreement"),
            COORDINATION_SECTIONS,
            Outcome.APPROVED,
            "coordination",
            quorum=Quorum.ALL,
        ),
        Matter(AMENDMENT, _("amendment"), AMENDED_SECTIONS, Outcome.APPROVED, "amendment"),
        Matter(SUCCESSION, _("change of managing organisation"), SUCCESSION_SECTIONS, Outcome.APPROVED, "appointment"),
        # Nobody promises the money of another who has not agreed.
        Matter(SUPPORT, _("support request"), SUPPORT_SECTIONS, Outcome.APPROVED, "support", quorum=Quorum.ALL),
    )
}

# Equal keys are the same section in every matter, so that a remark names its section by the key alone.
ALL_SECTIONS: Mapping[str, Section] = {
    key: section for matter in MATTERS.values() for key, section in matter.sections.items()
}
