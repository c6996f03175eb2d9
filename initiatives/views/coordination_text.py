"""One question group of a draft agreement, and two texts that met."""

from typing import Any

from django.utils.translation import gettext_lazy

from initiatives.actions import coordination as deeds
from initiatives.coordination_sections import COORDINATION_SECTIONS, WRITTEN
from initiatives.models import CoordinationAgreement, Round
from initiatives.permissions import coordination as permissions
from initiatives.queries import coordination
from initiatives.views import text
from initiatives.views.coordination import OfAgreement


class OfDraft(OfAgreement, text.OfText):
    writing = text.Writing(
        sections=COORDINATION_SECTIONS,
        sheet=coordination.sheet,
        deeds=deeds,
        thing="agreement",
        refused=deeds.CoordinationRefused,
        page="coordination_section",
        conflict="coordination_conflict",
        whole="coordination_agreement",
        to_whole=gettext_lazy("The whole agreement"),
        matter=Round.Matter.COORDINATION,
    )

    @staticmethod
    def may(user: Any, agreement: CoordinationAgreement) -> bool:
        return permissions.may_write(user, agreement)


class Edit(text.Edit, OfDraft):
    def next_address(self) -> str:
        after = WRITTEN.index(self.section.key) + 1
        following = WRITTEN[after] if after < len(WRITTEN) else "coordination_parties"
        return coordination.section_address(self.thing.pk, following)


class Conflict(text.Conflict, OfDraft):
    pass
