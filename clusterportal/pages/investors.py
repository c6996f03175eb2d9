"""For investors: open projects of the whole country, the page of one initiative, and its picture to pass on."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from accounts import cached
from clusterportal.pages import entries, strengths
from clusterportal.templatetags import wording
from indicators.drawing import region_map, share_card
from indicators.queries import name, region
from indicators.shown import pictures
from indicators.shown import regions as maps
from indicators.shown.indicators import choice
from initiatives import digest
from initiatives.investment import Readiness
from initiatives.models import Initiative
from initiatives.permissions.investment import may_name_contact
from initiatives.queries import dialogue as enquiries
from initiatives.queries import investment as investments
from initiatives.queries import profile
from initiatives.views.typed import plain

LONGEST = 12
CARD_SECONDS = 3600


class Investors(TemplateView):
    """What is open to investors; every choice stays in the address."""

    template_name = "pages/investors.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, on = self.asked(), timezone.localdate()
        found, page = investments.find(asked, on=on)
        return super().get_context_data(**kwargs) | {
            "found": found,
            "page": page,
            "groups": _groups(asked),
            "reset_url": "" if asked.is_everything else reverse("investors"),
            "rate": next((one.dollars.rate for one in found if one.dollars), None),
            "query": self.request.GET,
        }

    def asked(self) -> investments.Asked:
        given = {key: plain(value)[:LONGEST] for key, value in self.request.GET.items()}
        names = ("region", "section", "band", "stage", "page")
        return investments.Asked(**{key: given.get(key, "") for key in names})


class Profile(TemplateView):
    """What a stranger with money asks first: what is strong here, who is here, what is open, who answers."""

    template_name = "pages/investor_profile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initiative, on = _public(kwargs["pk"]), timezone.localdate()
        found = profile.profile(initiative, on=on)
        summary, language = found.summary
        open_ones = investments.of_initiative(initiative, found.regions, on=on)
        runs = found.appointment.organisation if found.appointment else initiative.initiator
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "initiative": initiative,
            "summary": summary,
            "summary_language": language,
            "found": found,
            "activities": [(code, f"{code.printed_code} {entries.named(code)}") for code in found.activities],
            "strengths": strengths.of(initiative, found.regions),
            "kinds": investments.members_by_kind(one.organisation for one in found.members),
            "open": open_ones,
            "rate": next((one.dollars.rate for one in open_ones if one.dollars), None),
            "contact": investments.contact(initiative, runs),
            "runner": runs,
            "time": enquiries.answer_time(initiative),
            "map": {"svg": _outline(found.regions), "credit": region_map.CREDIT},
            "may_manage": user.is_authenticated and may_name_contact(user, initiative, on),
            "picture": self.request.build_absolute_uri(reverse("share_card", args=[initiative.pk])),
            "address": self.request.build_absolute_uri(self.request.path),
        }


class ShareCard(View):
    """Drawn here and nowhere else: whoever passes the address on asks no other site for a picture."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        drawn = share_card.draw(_card(_public(pk)))
        key = f"share-card:{pk}:{get_language()}:{digest.of(str(drawn))}"
        content = cached.get_or_make(key, lambda: pictures.as_png(drawn), CARD_SECONDS)
        answer = HttpResponse(content, content_type="image/png")
        answer["Cache-Control"] = f"public, max-age={CARD_SECONDS}"
        return answer


def _public(pk: int) -> Initiative:
    return get_object_or_404(profile.public().select_related("initiator", "subject"), pk=pk)


def _card(initiative: Initiative) -> share_card.Card:
    on = timezone.localdate()
    found = profile.profile(initiative, on=on)
    strong = strengths.of(initiative, found.regions)
    number = len(investments.of_initiative(initiative, found.regions, on=on))
    numbers = [(strong.value, strong.label)] if strong.first else []
    if number:
        numbers.append((wording.number(number), ngettext("open project", "open projects", number)))
    else:
        members = len(found.members)
        numbers.append((wording.number(members), ngettext("member", "members", members)))
    return share_card.Card(
        portal=_("Cluster portal of Kazakhstan"),
        eyebrow=", ".join(entries.named(code) for code in found.regions),
        title=initiative.called,
        words=strong.first or found.summary[0],
        numbers=numbers,
        map=_outline(found.regions),
    )


def _outline(codes: Iterable[Any]) -> Any:
    return maps.outline({row.code: row for row in region.present()}, {code.code for code in codes})


def _groups(asked: investments.Asked) -> list[dict[str, Any]]:
    regions = [(row.code, entries.named(row)) for row in region.present()]
    sections = sorted(name.names(region.SECTIONS).items())
    return [
        choice("region", _("Region"), regions, asked.region),
        choice("section", _("Section of the economy"), sections, asked.section),
        choice("band", _("Sum asked"), [(key, _band(key)) for key in investments.BANDS], asked.band),
        choice("stage", _("Stage"), Readiness.choices, asked.stage),
    ]


def _band(key: str) -> str:
    least, most = investments.BANDS[key]
    told = {"least": wording.money(least / investments.MLN, 0)}
    if not most:
        return _("above %(least)s") % told
    told["most"] = wording.money(most / investments.MLN, 0)
    return _("%(least)s to %(most)s") % told if least else _("up to %(most)s") % told
