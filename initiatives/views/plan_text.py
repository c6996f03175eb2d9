"""One question group of a draft: edited, saved while one types, and two texts that met."""

from django.utils.translation import gettext_lazy

from initiatives.actions import plan as deeds
from initiatives.models import Round
from initiatives.permissions import plan as permissions
from initiatives.plan_sections import PLAN_SECTIONS
from initiatives.queries import plan as plans
from initiatives.views import text
from initiatives.views.plan import OfPlan


class OfDraft(OfPlan, text.OfText):
    may = permissions.may_write
    writing = text.Writing(
        sections=PLAN_SECTIONS,
        sheet=plans.sheet,
        deeds=deeds,
        thing="plan",
        refused=deeds.PlanRefused,
        page="plan_section",
        conflict="plan_section_conflict",
        autosave="plan_section_autosave",
        whole="plan_version",
        to_whole=gettext_lazy("All question groups"),
        matter=Round.Matter.STRATEGIC_PLAN,
    )


class Edit(text.Edit, OfDraft):
    def next_address(self) -> str:
        order = list(PLAN_SECTIONS)
        return plans.section_address(self.thing.pk, order[min(order.index(self.section.key) + 1, len(order) - 1)])


class Autosave(text.Autosave, OfDraft):
    pass


class Conflict(text.Conflict, OfDraft):
    pass
