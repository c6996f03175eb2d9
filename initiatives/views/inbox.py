from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import SignedIn
from initiatives.permissions.portfolio import may_hold_portfolio
from initiatives.queries import appeal as appeals
from initiatives.queries import approval as approvals
from initiatives.queries.inbox import inbox
from initiatives.queries.load import headed_by


class Inbox(SignedIn, TemplateView):
    template_name = "initiatives/approval/inbox.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = timezone.localdate()
        found = inbox(self.request.user, on=on)
        holds = may_hold_portfolio(self.request.user, on)
        return super().get_context_data(**kwargs) | {
            "inbox": found,
            "may_hold_portfolio": holds,
            "is_head": holds and bool(headed_by(self.request.user, on=on)),
            "appeals": appeals.waiting() if holds and approvals.of_ministry(self.request.user, on=on) else [],
        }
