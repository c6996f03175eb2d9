from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts.guards import Guarded, Refused
from initiatives.queries import load as loads


class Loads(Guarded, TemplateView):
    """The head's page: which files lie with whom, and until when; each can be given to somebody else."""

    template_name = "initiatives/load/list.html"

    def check_access(self) -> None:
        if not loads.headed_by(self.request.user, on=timezone.localdate()):
            raise Refused(
                _("Files are assigned by the head of an authority or by those who sign for it."),
                who=_("The administrators of the authority."),
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = timezone.localdate()
        found = loads.loads(loads.headed_by(self.request.user, on=on), on=on)
        return super().get_context_data(**kwargs) | {"loads": found}
