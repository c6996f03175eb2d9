from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from clusterportal.pages import entries
from indicators.queries import name, region
from initiatives.lifecycle import Stage
from initiatives.queries import catalogue

PUBLIC_STAGES = (Stage.REGISTERED, Stage.SUSPENDED)
LONGEST_WORDS = 100


class Catalogue(TemplateView):
    """Registered initiatives; every choice stays in the address."""

    template_name = "pages/catalogue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = asked_in(self.request.GET)
        found = catalogue.find(asked, on=timezone.localdate())
        kept = {key: value for key, value in vars(asked).items() if value and key != "after"}
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "cards": entries.cards(found.entries),
            "total": found.total,
            "because": [f"{code.printed_code} {entries.named(code)}" for code in found.because],
            "groups": self._groups(asked),
            "reset_url": reverse("catalogue") if kept else "",
            "more_url": f"?{urlencode(kept | {'after': found.after})}" if found.after else "",
            "first_url": f"?{urlencode(kept)}" if asked.after else "",
        }

    def _groups(self, asked: catalogue.Asked) -> list[dict[str, Any]]:
        regions = [(row.code, entries.named(row)) for row in region.present()]
        sections = name.names(region.SECTIONS)
        stages = [(stage.value, stage.label) for stage in PUBLIC_STAGES]
        listed = [
            ("region", _("Region"), regions, asked.region),
            ("section", _("Section of the economy"), sorted(sections.items()), asked.section),
            ("stage", _("Stage"), stages, asked.stage),
        ]
        return [_group(*each) for each in listed]


def asked_in(params: QueryDict) -> catalogue.Asked:
    stage = params.get("stage", "")
    return catalogue.Asked(
        words=params.get("words", "").replace("\0", "").strip()[:LONGEST_WORDS],
        region=params.get("region", "").replace("\0", ""),
        section=params.get("section", "").replace("\0", ""),
        stage=stage if stage in PUBLIC_STAGES else "",
        after=params.get("after", ""),
    )


def _group(code: str, label: str, options: list[tuple[str, Any]], chosen: str) -> dict[str, Any]:
    shown = [{"value": value, "label": text, "is_chosen": value == chosen} for value, text in options]
    return {"name": code, "label": label, "options": shown}
