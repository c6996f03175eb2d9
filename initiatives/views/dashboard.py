"""The numbers on the first page, each with the list that it counts."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.lifecycle import Stage
from initiatives.models import Initiative, Organisation
from initiatives.queries import dashboard
from initiatives.queries.first_thing import keeps_figures
from initiatives.queries.project import grouped
from initiatives.targets import Light
from initiatives.views.support_shown import millions

Tile = dict[str, Any]


def strips(user: User, organisations: Sequence[Organisation], run: Sequence[Initiative], *, on: dt.date) -> list[Tile]:
    """One strip for each part that the person has: an office, a desk of figures, initiatives of his own."""
    found = []
    if any(one.is_authority and one.confirmed_at for one in organisations):
        found += _office(dashboard.office(user, on=on))
    if any(one.keeps_statistics for one in organisations) and keeps_figures(user):
        found.append(_desk(dashboard.desk(user, on=on)))
    # Before it is registered an initiative has its needs, which stand beside its name.
    running = [initiative for initiative in run if initiative.registered_on]
    if told := dashboard.run(running, on=on):
        found.append(_run(told, running))
    return found


def _office(found: dashboard.Office) -> list[Tile]:
    box, there = found.inbox, reverse("inbox")
    files = [
        _tile(len(box.waiting), _("wait for your decision"), there),
        _tile(found.late, _("beyond the limit"), there, "bad" if found.late else ""),
        _tile(len(box.paused), _("wait for the applicant"), there),
        _tile(len(box.answered), _("wait for other authorities"), there),
    ]
    stages = [
        _tile(found.stages[stage], stage.label, f"{reverse('portfolio')}?{urlencode({'stage': stage.value})}")
        for stage in Stage
        if found.stages[stage]
    ]
    strips = [{"title": _("Files"), "tiles": files}] if _has_files(box) else []
    if stages:
        strips.append({"title": _("Initiatives that you answer for"), "tiles": stages})
    if found.support.promised is not None:
        strips.append({"title": _("Support against results"), "tiles": _support(found)})
    return strips


def _support(found: dashboard.Office) -> list[Tile]:
    """Money beside what it was for: the targets of the same initiatives."""
    money, there = found.support, reverse("support")
    met = found.lights[Light.REACHED] + found.lights[Light.ON_PATH]
    late = _tile(_mln(money.late), _("promised for years that are over"), f"{there}?state=late", "warn")
    return [
        _tile(_mln(money.promised), _("promised"), there),
        _tile(_mln(money.paid), _("paid of it"), there),
        *([late] if money.late else []),
        _tile(met, _("targets reached or on their path, of %(all)s") % {"all": found.lights.total()}, ""),
    ]


def _mln(amount: int | None) -> str:
    return "–" if amount is None else _("%s mln tenge") % millions(amount)


def _has_files(box: Any) -> bool:
    return bool(box.waiting or box.paused or box.answered)


def _desk(found: dashboard.Desk) -> Tile:
    there = reverse("releases")
    tiles = [
        _tile(found.waiting, _("releases on the way"), f"{there}#waiting"),
        _tile(found.questions, _("questions to answer"), f"{there}#waiting", "warn" if found.questions else ""),
        _tile(found.overdue, _("sources that are late"), f"{there}#expected", "bad" if found.overdue else ""),
        _tile(found.doubts, _("doubts that wait"), reverse("doubts"), "warn" if found.doubts else ""),
    ]
    return {"title": _("Figures"), "tiles": tiles}


def _run(found: dashboard.Run, run: Sequence[Initiative]) -> Tile:
    """With one initiative each number opens its list; with several the lists stand with each of them."""
    key = {"pk": run[0].pk} if len(run) == 1 else None
    met, all_ = found.lights[Light.REACHED] + found.lights[Light.ON_PATH], found.lights.total()
    tiles = []
    if all_:
        label = _("targets reached or on their path, of %(all)s") % {"all": all_}
        tiles.append(_tile(met, label, reverse("plan", kwargs=key) if key else ""))
    if found.planned is not None:
        label = _("spent of %(sum)s ₸ planned") % {"sum": grouped(found.planned)}
        spent = "–" if found.spent is None else f"{grouped(found.spent)} ₸"
        tiles.append(_tile(spent, label, reverse("projects_budget", kwargs=key) if key else ""))
        late = reverse("projects_timeline", kwargs=key) if key else ""
        tiles.append(_tile(found.late, _("late milestones"), late, "warn" if found.late else ""))
    return {"title": _("How far they are"), "tiles": tiles}


def _tile(value: Any, label: Any, href: str, tone: str = "") -> Tile:
    return {"value": value, "label": label, "href": href, "tone": tone}
