"""What a change of the rules tells: each initiative what it would miss, each official from when files follow them."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import notices
from accounts.models import Notice, User
from initiatives.lifecycle import Stage
from initiatives.models import Initiative, RulePack
from initiatives.queries import approval as approvals
from initiatives.queries.initiative import people
from initiatives.queries.rule_simulation import Flip, simulate
from initiatives.rule_texts import changed
from initiatives.rules import Pack, read

MOST_NAMED = 3


def tell(pack: RulePack, former: RulePack | None, *, at: dt.datetime) -> None:
    """Once for each initiative on its way, and once for each official with a round."""
    if former is None:
        return
    before, after, on = read(former.content), read(pack.content), timezone.localdate(at)
    if not changed(before, after):
        return
    flips = {flip.initiative.pk: flip for flip in simulate(before=before, after=after, on=on).flips}
    for initiative in Initiative.objects.filter(stage__in=(Stage.NASCENT, Stage.UNDER_REVIEW)).order_by("pk"):
        _tell_initiative(initiative, pack, flips.get(initiative.pk), at)
    notices.notify(
        users=approvals.officials_of_open_rounds(),
        kind="rules_change_files",
        at=at,
        occasion=occasion(pack),
        url=reverse("rule_pack", kwargs={"pk": pack.pk}),
        starts_on=pack.valid.lower,
        changes={language: _said(before, after, language) for language in _languages()},
    )


def tell_taken_back(starts_on: dt.date, told_as: str, *, at: dt.datetime) -> None:
    """Whoever was told that they come is told that they do not."""
    told = Notice.objects.filter(occasion__startswith=told_as).values("user")
    notices.notify(
        users=User.objects.filter(pk__in=told),
        kind="rules_change_off",
        at=at,
        occasion=f"taken back {told_as} {at.isoformat()}",
        url=reverse("rules"),
        starts_on=starts_on,
    )


def occasion(pack: RulePack) -> str:
    """The same version may come, be taken back, and come on another day."""
    return f"rules:{pack.pk}:{pack.revision}:{pack.valid.lower.isoformat()}:"


def _tell_initiative(initiative: Initiative, pack: RulePack, flip: Flip | None, at: dt.datetime) -> None:
    told = {
        "users": people(initiative, on=timezone.localdate(at)),
        "at": at,
        "occasion": f"{occasion(pack)}{initiative.pk}",
        "url": reverse("initiative", kwargs={"pk": initiative.pk}),
        "initiative": initiative.told,
        "starts_on": pack.valid.lower,
    }
    if initiative.stage == Stage.UNDER_REVIEW:
        notices.notify(kind="rules_change_round", **told)
    else:
        notices.notify(kind="rules_change_draft", **told, changes={code: _for(flip, code) for code in _languages()})


def _for(flip: Flip | None, language: str) -> str:
    """What this initiative would miss, or would not miss any more."""
    with override(language):
        if flip is None:
            return _("nothing changes for what it has today")
        lost = [f"{gate.need.label} ({gate.threshold.normalize():f})" for gate in flip.lost]
        gained = [str(gate.need.label) for gate in flip.gained]
        said = [
            _("it would miss: %(needs)s") % {"needs": ", ".join(lost)} if lost else "",
            _("it would not miss any more: %(needs)s") % {"needs": ", ".join(gained)} if gained else "",
        ]
        return "; ".join(filter(None, said))


def _said(before: Pack, after: Pack, language: str) -> str:
    with override(language):
        named = [str(each.label) for each in changed(before, after)]
        return ", ".join(named[:MOST_NAMED]) + (" …" if named[MOST_NAMED:] else "")


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
