"""An assessor's own form: one block a page, saved while one types, handed in once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import assessment as deeds
from initiatives.actions.assessment import AssessmentRefused
from initiatives.criteria import ASSESSMENT_SECTIONS
from initiatives.forms.assessment import BlockForm
from initiatives.models import Assessor
from initiatives.permissions import assessment as permissions
from initiatives.permissions.confirmation import ministry_names
from initiatives.queries import assessment as assessments
from initiatives.queries.remark import RemarkLine
from initiatives.views import text
from initiatives.views.initiative import OfPart, crumbs


class OfAssessor(OfPart):
    model = Assessor
    related = ("assessment__initiative", "assessment__initiative__initiator")
    path = "assessment__initiative"
    may = permissions.may_fill

    def who_may(self) -> str:
        return ministry_names()


class OfForm(OfAssessor, View, text.OfText):
    writing = text.Writing(
        sections=ASSESSMENT_SECTIONS,
        sheet=assessments.sheet,
        deeds=deeds,
        thing="assessor",
        refused=AssessmentRefused,
        page="assessor_section",
        conflict="assessor_section_conflict",
        autosave="assessor_section_autosave",
        whole="assessment",
        to_whole=gettext_lazy("All blocks"),
    )

    def form(self, *args: Any, **kwargs: Any) -> BlockForm:
        return BlockForm(*args, section=self.section, on=timezone.localdate(), **kwargs)

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        assessment = self.thing.assessment
        trail = crumbs(assessment.initiative, page)
        address = reverse("assessment", kwargs={"pk": assessment.pk})
        before = {"label": _("Assessment of %(year)s") % {"year": assessment.year}, "href": address}
        whole = {"url": address, "label": self.writing.to_whole}
        return more | {"initiative": assessment.initiative, "crumbs": [*trail[:-1], before, trail[-1]], "whole": whole}


class Edit(text.Edit, OfForm):
    template = "initiatives/assessment/edit.html"

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        if self.thing.handed_in_at or not self.thing.assessment.is_under_way:
            return redirect("assessment", pk=self.thing.assessment_id)
        return super().get(request, pk, section)

    def remarks(self) -> list[RemarkLine]:
        return []

    def next_address(self) -> str:
        order = list(ASSESSMENT_SECTIONS)
        place = order.index(self.section.key) + 1
        if place == len(order):
            return reverse("assessment", kwargs={"pk": self.thing.assessment_id})
        return reverse("assessor_section", kwargs={"pk": self.thing.pk, "section": order[place]})


class Autosave(text.Autosave, OfForm):
    pass


class Conflict(text.Conflict, OfForm):
    pass


class HandIn(OfAssessor, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.hand_in(assessor=self.thing, by=request.user, at=timezone.now())
            messages.success(request, _("Handed in. You see the other one's levels when both are in."))
        except AssessmentRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("assessment", pk=self.thing.assessment_id)
