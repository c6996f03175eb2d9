"""A secret vote of the members on their leaders: opening it, voting, and what came out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import vote as deeds
from initiatives.actions.governance import GovernanceRefused
from initiatives.forms.plan import WithdrawForm
from initiatives.forms.vote import CastForm, VoteForm
from initiatives.models import LeaderVote, VoteOption
from initiatives.permissions import vote as permissions
from initiatives.queries import vote as votes
from initiatives.views.initiative import OfInitiative, OfPart, crumbs
from initiatives.vote import Choice

SAID = {
    Choice.AGAINST: gettext_lazy("Against"),
    Choice.ABSTAIN: gettext_lazy("I abstain"),
}
AGAINST_ALL = gettext_lazy("None of them")


class Open(OfInitiative, View):
    """Those who run the initiative ask the members."""

    may = permissions.may_open

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(VoteForm(initiative=self.thing, on=self.on))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = VoteForm(request.POST, initiative=self.thing, on=self.on)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            opened = deeds.open_(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except GovernanceRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        messages.success(request, _("The members have been asked."))
        return redirect("vote", pk=opened.pk)

    def page(self, form: VoteForm, status: int = 200) -> HttpResponse:
        context = self.context(
            _("Vote of the members"),
            form=form,
            members=(members := votes.electorate(self.thing).count()),
            fewest=(fewest := votes.fewest(on=self.on)),
            is_too_small=members < fewest,
            has_nominees=form.fields["leaders"].queryset.exists(),
        )
        trail = context["crumbs"]
        leaders = reverse("initiative_leaders", kwargs={"pk": self.thing.pk})
        context["crumbs"] = [*trail[:-1], {"label": _("Leaders"), "href": leaders}, trail[-1]]
        return render(self.request, "initiatives/vote/open.html", context, status=status)


class Show(OfPart, View):
    """The question, the ballot of each member that one acts for, and the result when it is over."""

    model = LeaderVote
    related = ("initiative", "initiative__initiator", "opened_by")
    may = permissions.may_read
    why = gettext_lazy("The people, the members and the authorities of the initiative read its votes.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = CastForm(request.POST)
        number = form.cleaned_data.get("organisation") if form.is_valid() else None
        voter = self.thing.voters.select_related("organisation").filter(organisation=number).first()
        if voter is None:
            return self.page(_("Choose one of the answers, for a member that you act for."), status=422)
        told = {"organisation": voter.organisation, "option": form.cleaned_data["option"]}
        try:
            deeds.cast(vote=self.thing, **told, by=request.user, at=timezone.now())
        except GovernanceRefused as refusal:
            return self.page(str(refusal), status=409)
        said = _("%(organisation)s has voted. Nobody can read what.") % {"organisation": voter.organisation}
        messages.success(request, said)
        return redirect("vote", pk=pk)

    def page(self, refusal: str = "", status: int = 200) -> HttpResponse:
        vote, user, on = self.thing, self.request.user, timezone.localdate()
        options = list(votes.options(vote))
        nominees = [option for option in options if option.choice == Choice.NOMINEE]
        may_cancel, turnout = permissions.may_cancel(user, vote, on), votes.turnout(vote)
        context = {
            "initiative": vote.initiative,
            "vote": vote,
            "crumbs": _crumbs(vote, may_open_leaders=may_cancel),
            "nominees": nominees,
            "options": [_option(option, is_single=len(nominees) == 1) for option in options],
            "counted": [(_said(option, is_single=len(nominees) == 1), option.votes) for option in options]
            if vote.closed_at and turnout.cast >= vote.fewest
            else [],
            "turnout": turnout,
            "fewest": vote.fewest,
            "ballots": list(votes.votes_for(user, vote, on=on)),
            "is_over": vote.closed_at is not None,
            "may_cancel": may_cancel and vote.closed_at is None,
            "missing": list(votes.pending(vote).select_related("organisation")[:100]) if may_cancel else [],
            "cancel_form": WithdrawForm(),
            "refusal": refusal,
        }
        return render(self.request, "initiatives/vote/show.html", context, status=status)


class Cancel(OfPart, View):
    model = LeaderVote
    related = ("initiative", "initiative__initiator")
    may = permissions.may_cancel
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            deeds.cancel(vote=self.thing, reason=reason, by=request.user, at=timezone.now())
        except GovernanceRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("vote", pk=pk)


def _option(option: VoteOption, *, is_single: bool) -> dict[str, Any]:
    """What can be said. How often it was said is nobody's to know before the end, so it goes to no page before."""
    return {"pk": option.pk, "label": _said(option, is_single=is_single)}


def _said(option: VoteOption, *, is_single: bool) -> str | Promise:
    if option.choice == Choice.NOMINEE:
        return _("For %(name)s") % {"name": option.leader.name} if is_single else option.leader.name
    return AGAINST_ALL if option.choice == Choice.AGAINST and not is_single else SAID[Choice(option.choice)]


def _crumbs(vote: LeaderVote, *, may_open_leaders: bool) -> list[dict[str, str]]:
    trail = crumbs(vote.initiative, _("Leaders") if may_open_leaders else _("Vote of the members"))
    if not may_open_leaders:
        return trail
    trail[-1]["href"] = reverse("initiative_leaders", kwargs={"pk": vote.initiative_id})
    return [*trail, {"label": _("Vote of the members"), "href": ""}]
