"""The council: its people, its meetings, their minutes and what they decided."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from initiatives.actions import council as deeds
from initiatives.actions import meeting as meetings
from initiatives.actions.coordination import CoordinationRefused
from initiatives.forms.coordination import DecisionForm, DelegateForm, MeetingForm, MinutesForm, WordsForm
from initiatives.models import CouncilDecision, CouncilMeeting, Delegate, Initiative
from initiatives.permissions import coordination as permissions
from initiatives.queries import coordination, council
from initiatives.queries.organisation import edited_by
from initiatives.views.coordination import OfCoordination, OfCoordinationPart, trail
from initiatives.views.typed import number


class Council(OfCoordination, View):
    """Who sits on it, who is missing, and every meeting."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(DelegateForm(organisations=nameable(request.user, self.thing, self.on)))

    def page(self, form: DelegateForm, status: int = 200) -> HttpResponse:
        initiative, user = self.thing, self.request.user
        seated = council.seated(initiative)
        must = coordination.needed(initiative, on=self.on)
        there = {delegate.organisation_id for delegate in seated}
        is_manager = permissions.may_run(user, initiative, self.on)
        mine = set(edited_by(user).values_list("pk", flat=True))
        context = self.context(
            _("Council"),
            delegates=[(one, is_manager or one.organisation_id in mine, one.organisation_id in must) for one in seated],
            missing=[organisation for key, organisation in must.items() if key not in there],
            meetings=council.meetings(initiative),
            decisions=council.decisions(initiative),
            may_work=permissions.may_work(user, initiative, self.on),
            form=form,
            today=self.on,
            now=timezone.now(),
        )
        return render(self.request, "initiatives/coordination/council.html", context, status=status)


class Name(Council):
    """Names the person of one organisation."""

    may = permissions.may_work
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DelegateForm(request.POST, organisations=nameable(request.user, self.thing, self.on))
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.name(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("council", pk=pk)


class EndSeat(OfCoordinationPart, View):
    model = Delegate
    related = ("initiative", "organisation")
    http_method_names = ("post",)

    @staticmethod
    def may(user: Any, delegate: Delegate) -> bool:
        return permissions.may_work(user, delegate.initiative)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.end(delegate=self.thing, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("council", pk=self.thing.initiative_id)


class Call(OfCoordination, View):
    """Calls a meeting, or records one that has been held with its minutes."""

    may = permissions.may_work

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(MeetingForm(delegates=council.delegates(self.thing)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = MeetingForm(request.POST, delegates=council.delegates(self.thing))
        if not form.is_valid():
            return self.page(form, status=422)
        said = dict(form.cleaned_data)
        present = tuple(delegate.pk for delegate in said.pop("present"))
        try:
            call = meetings.Call(**said, present=present)
            made = meetings.call(initiative=self.thing, call=call, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.page(form, status=422)
        return redirect("council_meeting", pk=made.pk)

    def page(self, form: MeetingForm, status: int = 200) -> HttpResponse:
        context = self.context(_("Call a meeting"), form=form)
        return render(self.request, "initiatives/coordination/call.html", context, status=status)


class OfMeeting(OfCoordinationPart, View):
    model = CouncilMeeting
    related = ("initiative", "initiative__initiator", "called_by", "minuted_by")

    @staticmethod
    def may(user: Any, meeting: CouncilMeeting) -> bool:
        return permissions.may_work(user, meeting.initiative)

    def page(
        self,
        *,
        decision: DecisionForm | None = None,
        words: WordsForm | None = None,
        refusal: Any = "",
        status: int = 200,
    ) -> HttpResponse:
        meeting, user, now = self.thing, self.request.user, timezone.now()
        there = list(council.attendance(meeting))
        mine = set(edited_by(user).values_list("pk", flat=True))
        may_work = permissions.may_work(user, meeting.initiative) and meeting.cancelled_at is None
        is_over = meeting.starts_at <= now
        context = self.context(
            attendance=there,
            decisions=[(one, not one.done_at and permissions.may_complete(user, one)) for one in _decided(meeting)],
            confirming=[
                one.delegate.organisation
                for one in there
                if not one.confirmed_at and one.delegate.organisation_id in mine
            ],
            may_minute=may_work and is_over and not meeting.confirmed_at,
            may_cancel=may_work and not meeting.minuted_at,
            form=decision or DecisionForm(sitting=council.sitting(meeting.initiative)),
            words=words or WordsForm(),
            refusal=refusal,
            is_over=is_over,
            today=timezone.localdate(),
        )
        return render(self.request, "initiatives/coordination/meeting.html", context, status=status)

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        meeting = self.thing
        here = _("Meeting %(number)s") % {"number": meeting.number}
        above = [(_("Council"), reverse("council", kwargs={"pk": meeting.initiative_id}))]
        above.append((here, reverse("council_meeting", kwargs={"pk": meeting.pk}) if page else ""))
        found = trail(meeting.initiative, *above, *([page] if page else []))
        return {"initiative": meeting.initiative, "meeting": meeting, "crumbs": found, **more}


class Meeting(OfMeeting):
    """The agenda before, the minutes after, who has confirmed them, and what was decided."""

    @staticmethod
    def may(user: Any, meeting: CouncilMeeting) -> bool:
        return permissions.may_read(user, meeting.initiative)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()


class Minutes(OfMeeting):
    """Writes the minutes; who saved meanwhile is shown beside one's own text."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = self.thing
        present = [one.delegate_id for one in council.attendance(meeting)]
        initial = {"revision": meeting.revision, "text": meeting.minutes, "present": present}
        return self.edit(MinutesForm(initial=initial, delegates=council.delegates(meeting.initiative)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = MinutesForm(request.POST, delegates=council.delegates(self.thing.initiative))
        if not form.is_valid():
            return self.edit(form, status=422)
        present = [delegate.pk for delegate in form.cleaned_data["present"]]
        said = {"text": form.cleaned_data["text"], "seen_revision": form.cleaned_data["revision"], "present": present}
        try:
            meetings.minute(meeting=self.thing, **said, by=request.user, at=timezone.now())
        except meetings.MinutesConflict as conflict:
            # The next saving is meant for the text that is shown beside it.
            form.data = form.data.copy()
            form.data["revision"] = conflict.theirs.revision
            return self.edit(form, theirs=conflict.theirs, refusal=conflict, status=409)
        except CoordinationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.edit(form, status=422)
        return redirect("council_meeting", pk=pk)

    def edit(self, form: MinutesForm, *, theirs: Any = None, refusal: Any = "", status: int = 200) -> HttpResponse:
        context = self.context(_("Minutes"), form=form, theirs=theirs, refusal=refusal)
        return render(self.request, "initiatives/coordination/minutes.html", context, status=status)


class Confirm(OfMeeting):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        wanted = number(request.POST.get("organisation", ""))
        organisation = council.sitting(self.thing.initiative).filter(pk=wanted).first()
        if organisation is None:
            return self.page(refusal=_("Minutes are confirmed by the people of those who were there."), status=409)
        told = {"organisation": organisation, "seen_digest": request.POST.get("seen_digest", "")}
        try:
            meetings.confirm(meeting=self.thing, **told, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            return self.page(refusal=refusal, status=409)
        return redirect("council_meeting", pk=pk)


class Cancel(OfMeeting):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WordsForm(request.POST)
        reason = form.cleaned_data["text"] if form.is_valid() else ""
        try:
            meetings.cancel(meeting=self.thing, reason=reason, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            return self.page(words=form, refusal=refusal, status=409)
        return redirect("council_meeting", pk=pk)


class Decide(OfMeeting):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DecisionForm(request.POST, sitting=council.sitting(self.thing.initiative))
        if not form.is_valid():
            return self.page(decision=form, status=422)
        try:
            meetings.decide(meeting=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(decision=form, status=422)
        return redirect("council_meeting", pk=pk)


class Complete(OfCoordinationPart, View):
    model = CouncilDecision
    path = "meeting__initiative"
    related = ("meeting__initiative", "owner")
    http_method_names = ("post",)

    @staticmethod
    def may(user: Any, decision: CouncilDecision) -> bool:
        return permissions.may_work(user, decision.meeting.initiative)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WordsForm(request.POST)
        result = form.cleaned_data["text"] if form.is_valid() else ""
        try:
            meetings.complete(decision=self.thing, result=result, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("council_meeting", pk=self.thing.meeting_id)


def nameable(user: Any, initiative: Initiative, on: Any) -> Any:
    """Organisations whose seat `user` may give: his own, and all for whoever runs the initiative."""
    must = coordination.needed(initiative, on=on)
    found = council.eligible(initiative, must) | council.sitting(initiative)
    if not permissions.may_run(user, initiative, on):
        found = found.filter(pk__in=edited_by(user).values("pk"))
    return found.order_by("sort_name", "pk")


def _decided(meeting: CouncilMeeting) -> Any:
    return CouncilDecision.objects.filter(meeting=meeting).select_related("owner", "meeting__initiative", "done_by")
