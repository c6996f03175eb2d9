"""The pages of indicators, with what only the whole portal knows: initiatives."""

from typing import Any

from django.urls import reverse

from clusterportal.pages import entries
from indicators.models import Code
from indicators.views import figure, region
from initiatives.models import Initiative
from initiatives.queries import catalogue


class NamesInitiatives:
    def subject_names(self, subjects: list[str]) -> dict[str, dict[str, str]]:
        rows = Initiative.objects.filter(subject__code__in=subjects).select_related("subject")
        return {row.subject.code: _named(row) for row in rows}


class Figure(NamesInitiatives, figure.Show):
    pass


class Region(region.Show):
    template_name = "pages/region.html"

    def more(self, row: Code) -> dict[str, Any]:
        return {"initiatives": entries.cards(catalogue.in_region(row.code))}


def _named(initiative: Initiative) -> dict[str, str]:
    is_public = Initiative.objects.public().contains(initiative)
    return {"name": initiative.called, "href": reverse("profile", kwargs={"pk": initiative.pk}) if is_public else ""}
