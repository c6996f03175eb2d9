from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from initiatives.lifecycle import Stage
from initiatives.queries import rules
from initiatives.queries.rule_simulation import Flip, OfNeed, simulate
from initiatives.rule_texts import gate_shown
from initiatives.rules import Gate, GateRule, read
from initiatives.views.rules import OfDraft

PAGE = 50


class Simulate(OfDraft, View):
    """Which initiatives would meet other needs if this version were in force today."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        on = timezone.localdate()
        found = simulate(before=rules.pack(on=on), after=read(self.thing.content), on=on)
        page = Paginator(found.flips, PAGE).get_page(request.GET.get("page"))
        context = self.context(
            _("Simulation"),
            found=found,
            standing=rules.in_force(on),
            needs=[_need_row(each) for each in found.needs],
            stages=[each for each in found.stages if each.total],
            flips=[_flip_shown(flip) for flip in page],
            page=page,
        )
        return render(request, "initiatives/rules/simulation.html", context)


def _need_row(each: OfNeed) -> list[Any]:
    sides = (
        gate_shown(GateRule(each.need, threshold) if threshold is not None else None)
        for threshold in (each.before, each.after)
    )
    counts = (each.passed_before, each.passed_after, each.lost, each.gained)
    return [str(each.need.label), *sides, *({"text": str(count), "numeric": True} for count in counts)]


def _flip_shown(flip: Flip) -> dict[str, Any]:
    stage = Stage(flip.initiative.stage)
    return {
        "initiative": flip.initiative,
        "href": reverse("initiative", kwargs={"pk": flip.initiative.pk}),
        "stage": stage.label,
        "tone": stage.tone,
        "lost": [_gate_told(gate) for gate in flip.lost],
        "gained": [_gate_told(gate) for gate in flip.gained],
        "is_ready_before": flip.passed_before,
        "is_ready_after": flip.passed_after,
    }


def _gate_told(gate: Gate) -> str:
    return _("%(need)s: %(have)s of %(threshold)s") % {
        "need": gate.need.label,
        "have": f"{gate.have.normalize():f}",
        "threshold": f"{gate.threshold.normalize():f}",
    }
