from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from accounts import demo
from accounts.guards import SignedIn
from accounts.models import User
from initiatives.permissions.country import may_see_country
from initiatives.permissions.governance import binds
from initiatives.permissions.initiative import may_draft
from initiatives.queries.approval import of_ministry
from initiatives.queries.first_thing import first_thing, told_first, waits_for_others
from initiatives.queries.work import ManagedLine, work
from initiatives.views.dashboard import strips
from initiatives.views.initiative import soft_address


class Work(SignedIn, TemplateView):
    """The signed-in person's first page: what waits for him."""

    template_name = "initiatives/work/show.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        found = work(self.request.user, binding=binds(self.request.user, timezone.localdate(now)), at=now)
        on = timezone.localdate(now)
        first = first_thing(found, self.request.user, on=on)
        runs_something = any(not one.is_authority for one in found.organisations)
        # Who runs one already may open another.
        may_open_one = runs_something and (bool(found.managed) or may_draft(self.request.user))
        holds = any(one.is_authority and one.confirmed_at for one in found.organisations)
        return super().get_context_data(**kwargs) | {
            "work": found,
            "managed": [_shown(line) for line in found.managed],
            "strips": strips(
                self.request.user, found.organisations, [line.initiative for line in found.managed], on=on
            ),
            "first": first,
            "nearest": "" if first else waits_for_others(self.request.user, on=on),
            "seats": [_seat(seat, on) for seat in found.seats],
            "years": (on.year, on.year - 1),
            "may_open_one": may_open_one,
            "register_url": soft_address("organisation_new"),
            "may_hold_portfolio": holds,
            "may_see_country": holds and of_ministry(self.request.user, on=on) and may_see_country(self.request.user),
        }


def _shown(line: ManagedLine) -> dict[str, Any]:
    initiative = line.initiative
    gates = _("%(passed)s of %(asked)s needs met") % {"passed": line.passed, "asked": line.asked}
    admits = ngettext("%(count)s member to admit", "%(count)s members to admit", line.to_admit)
    return {
        "name": initiative.called,
        "href": reverse("initiative", kwargs={"pk": initiative.pk}),
        "stage": initiative.stage_enum,
        "next_step": line.next_step,
        "gates": gates if initiative.is_editable else "",
        "to_admit": admits % {"count": line.to_admit} if line.to_admit else "",
        "members_url": soft_address("members", pk=initiative.pk),
    }


def _seat(seat: Any, on: Any) -> dict[str, Any]:
    return {
        "initiative": seat.round.initiative.called,
        "authority": seat.authority.called,
        "href": soft_address("seat", pk=seat.pk),
        "due_on": seat.due_on,
        "is_late": seat.due_on < on,
        "opened_at": seat.round.opened_at,
    }


def _waits(user: User) -> str:
    """For the demo's sign-in page."""
    now = timezone.now()
    found = work(user, binding=binds(user, timezone.localdate(now)), at=now)
    return told_first(found, user, on=timezone.localdate(now))


demo.say_what_waits(_waits)
