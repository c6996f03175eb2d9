from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from clusterportal.pages import entries
from indicators.drawing import region_map
from indicators.queries import region, series
from indicators.shown import regions as maps
from initiatives.models import Membership, Organisation
from initiatives.permissions import initiative as permissions
from initiatives.queries import assessment as assessments
from initiatives.queries import profile, support_sums
from initiatives.queries import project as projects
from initiatives.sections import SECTIONS
from initiatives.views import cluster_shown, offer_lines

SHOWN = (("about", ("why", "products", "markets")), ("vision", ("vision", "goals")))


class Show(TemplateView):
    """What everybody may read about a registered initiative, with its figures."""

    template_name = "pages/profile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initiative = get_object_or_404(assessments.with_result(profile.public()), pk=kwargs["pk"])
        found = profile.profile(initiative, on=timezone.localdate())
        subject = initiative.subject.code if initiative.subject_id else ""
        may_open = permissions.may_open_home(self.request.user, initiative)
        summary, language = found.summary
        return super().get_context_data(**kwargs) | {
            "initiative": initiative,
            "found": found,
            "summary": summary,
            "summary_language": language,
            "texts": _texts(found),
            "regions": found.regions,
            "activities": [(code, f"{code.printed_code} {entries.named(code)}") for code in found.activities],
            "base": series.base_figures(subject) if subject else [],
            "subject": subject,
            "members": _members(found),
            "map": _map(found),
            "may_open_home": may_open,
            "projects": projects.public_of(initiative),
            "cluster": cluster_shown.summary(initiative)["shown"],
            "labels": assessments.earned(initiative),
            "support": support_sums.public(initiative.support_told),
            "offers": offer_lines.of_members(initiative, self.request.user, on=timezone.localdate()),
        }


def _texts(found: profile.Profile) -> list[dict[str, Any]]:
    return [
        {"label": SECTIONS[section].field(key).label, "text": text}
        for section, keys in SHOWN
        for key in keys
        if (text := found.texts.get(section, {}).get(key))
    ]


def _members(found: profile.Profile) -> list[list[Any]]:
    kinds, roles = dict(Organisation.Kind.choices), dict(Membership.Role.choices)
    return [
        [one.organisation.called, kinds.get(one.organisation.kind, ""), roles.get(one.role, "–")]
        for one in found.members
    ]


def _map(found: profile.Profile) -> dict[str, Any]:
    chosen = {code.code for code in found.regions}
    rows = {row.code: row for row in region.present()}
    return {"svg": maps.outline(rows, chosen), "credit": region_map.CREDIT}
