"""From a cell of the scan: its organisations are invited to open an initiative."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from accounts.guards import Guarded, Refused
from indicators.models import Code
from initiatives.actions import scan as deeds
from initiatives.forms.scan import InviteForm
from initiatives.permissions import scan as permissions
from initiatives.queries import scan


class Invite(Guarded, View):
    why = gettext_lazy("Organisations of a cell are invited by the authority of its region or by the ministry.")
    who = gettext_lazy("The authority of this region, or the ministry in charge of clusters.")
    http_method_names = ("post",)

    def check_access(self) -> None:
        if "\0" in self.kwargs["region"] + self.kwargs["activity"]:
            raise Http404
        if not permissions.may_invite(self.request.user, self.kwargs["region"]):
            raise Refused(self.why, self.who)

    def post(self, request: HttpRequest, region: str, activity: str) -> HttpResponse:
        place = Code.objects.regions().filter(code=region, valid_to=None).first()
        field = Code.objects.activities().filter(code=activity, is_traded=True).first()
        if place is None or field is None:
            raise Http404
        form = InviteForm(request.POST, found=scan.organisations((region, activity), user=request.user))
        if not form.is_valid():
            messages.error(request, form.errors["organisations"][0])
            return redirect("scan_cell", region=region, activity=activity)
        self._invite(place, field, form)
        return redirect("scan_cell", region=region, activity=activity)

    def _invite(self, place: Code, field: Code, form: InviteForm) -> None:
        chosen = list(form.cleaned_data["organisations"])
        try:
            made = deeds.invite(
                region=place, activity=field, organisations=chosen, by=self.request.user, at=timezone.now()
            )
        except deeds.ScanInvitationRefused as refusal:
            messages.error(self.request, str(refusal))
            return
        told = ngettext(
            "%(count)s organisation has been asked. Its people find the way to a draft in their notices.",
            "%(count)s organisations have been asked. Their people find the way to a draft in their notices.",
            len(made),
        )
        messages.success(self.request, told % {"count": len(made)})
