"""One section of the copy, and two texts that met."""

from django.utils.translation import gettext_lazy

from initiatives.actions import amendment as deeds
from initiatives.models import Round
from initiatives.permissions import amendment as permissions
from initiatives.queries import amendment as amendments
from initiatives.sections import AMENDED_SECTIONS
from initiatives.views import text
from initiatives.views.amendment import OfAmendment


class OfDraft(OfAmendment, text.OfText):
    may = permissions.may_write
    writing = text.Writing(
        sections=AMENDED_SECTIONS,
        sheet=amendments.sheet,
        deeds=deeds,
        thing="amendment",
        refused=deeds.AmendmentRefused,
        page="amendment_section",
        conflict="amendment_conflict",
        whole="amendment",
        to_whole=gettext_lazy("Both texts side by side"),
        matter=Round.Matter.AMENDMENT,
        submit=gettext_lazy("Save"),
    )


class Edit(text.Edit, OfDraft):
    pass


class Conflict(text.Conflict, OfDraft):
    pass
