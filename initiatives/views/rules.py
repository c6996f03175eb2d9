"""The rules of the portal: everybody reads what is in force; the ministry drafts, tries and brings in force."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts import audit
from accounts.guards import Guarded
from initiatives.actions import rules as deeds
from initiatives.forms.rules import InForceForm, RulesForm
from initiatives.models import RulePack
from initiatives.permissions import rules as permissions
from initiatives.permissions.approval import refusal as refusal_of
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.queries import rules
from initiatives.rule_texts import changed, told
from initiatives.rules import DEFAULT_PACK, Pack, read

STATES = {
    "draft": (gettext_lazy("draft"), "neutral"),
    "in_force": (gettext_lazy("in force"), "good"),
    "planned": (gettext_lazy("comes in force"), "info"),
    "past": (gettext_lazy("past"), "muted"),
}


class Rules(View):
    """What is in force, with its articles, and every version that was or will be."""

    def get(self, request: HttpRequest) -> HttpResponse:
        on, writes = timezone.localdate(), is_of_ministry(request.user)
        versions = [each for each in rules.versions() if writes or not each.is_draft]
        standing = next((each for each in versions if each.state(on) == "in_force"), None)
        context = {
            "pack": standing,
            "groups": groups(read(standing.content if standing else DEFAULT_PACK)),
            "versions": [shown(each) for each in versions],
            "writes": writes,
        }
        return render(request, "initiatives/rules/list.html", context)


class OfRules(Guarded):
    """A page or a deed about one version."""

    model = RulePack
    related = ("saved_by", "brought_by")
    may = permissions.may_read_rules

    def visible(self) -> QuerySet[RulePack]:
        found = super().visible()
        return found if is_of_ministry(self.request.user) else found.public()

    def context(self, title: str = "", **more: Any) -> dict[str, Any]:
        here = [{"label": title}] if title else []
        name = {"label": str(self.thing), "href": reverse("rule_pack", kwargs={"pk": self.thing.pk}) if title else ""}
        links = [{"label": _("Rules of the portal"), "href": reverse("rules")}, name, *here]
        return {"pack": self.thing, "version": shown(self.thing), "crumbs": links, "title": title, **more}

    def refused(self, refusal: Exception) -> HttpResponse:
        messages.error(self.request, str(refusal))
        return redirect("rule_pack", pk=self.thing.pk)


class OfDraft(OfRules):
    """What only the ministry does."""

    may = permissions.may_edit


class Show(OfRules, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        writes = is_of_ministry(request.user)
        former = rules.former(self.thing)
        context = self.context(
            groups=groups(read(self.thing.content)),
            writes=writes,
            former=former,
            differing=len(changed(read(former.content), read(self.thing.content))) if former else 0,
            cannot_bring=refusal_of(permissions.may_bring_in_force, request.user, self.thing) if writes else None,
            history=audit.history(self.thing) if writes else [],
        )
        return render(request, "initiatives/rules/show.html", context)


class Compare(OfRules, View):
    """What differs from another version, old beside new."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        others = [each for each in rules.versions() if each.pk != pk and permissions.may_read_rules(request.user, each)]
        asked = request.GET.get("against", "")
        former = next((each for each in others if str(each.pk) == asked), None) or rules.former(self.thing)
        found = changed(read(former.content), read(self.thing.content)) if former else []
        return render(
            request,
            "initiatives/rules/compare.html",
            self.context(_("What differs"), former=former, others=others, rows=difference_rows(found)),
        )


class Draft(OfDraft, View):
    """Copies this version into a new draft."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        made = deeds.draft(of=self.thing, by=request.user, at=timezone.now())
        messages.success(request, _("Version %(version)s is drafted as a copy.") % {"version": made.version})
        return redirect("rule_pack_edit", pk=made.pk)


class Edit(OfDraft, View):
    """The draft to fill in; who saves second sees both."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.thing.is_draft:
            return redirect("rule_pack", pk=pk)
        return self.page(RulesForm(pack=self.thing))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RulesForm(request.POST, pack=self.thing)
        if not form.is_valid():
            return self.page(form, status=422)
        said = form.cleaned_data
        try:
            deeds.save(
                pack=self.thing,
                name=said["name"],
                content=form.content(),
                text=said["text"],
                seen_revision=said["seen_revision"],
                by=request.user,
                at=timezone.now(),
            )
        except deeds.RulesConflict as conflict:
            return self.both(form, conflict)
        except deeds.RulesRefused as refusal:
            return self.refused(refusal)
        messages.success(request, _("The draft is saved."))
        return redirect("rule_pack", pk=pk)

    def both(self, form: RulesForm, conflict: deeds.RulesConflict) -> HttpResponse:
        """Both drafts: the colleague's beside one's own, which stays in the form and can be saved knowingly."""
        theirs = conflict.theirs
        again = request_again(self.request, revision=theirs.revision)
        rows = difference_rows(changed(read(theirs.content), read(form.content())))
        return self.page(RulesForm(again, pack=theirs), status=409, conflict=conflict, rows=rows)

    def page(self, form: RulesForm, status: int = 200, **more: Any) -> HttpResponse:
        context = self.context(_("Edit the draft"), form=form, **more)
        return render(self.request, "initiatives/rules/edit.html", context, status=status)


class InForce(OfDraft, View):
    """What changes, and from which day; signed by a signatory of the ministry."""

    may = permissions.may_bring_in_force

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.thing.is_draft:
            return redirect("rule_pack", pk=pk)
        return self.page(InForceForm(on=timezone.localdate(), revision=self.thing.revision))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = InForceForm(request.POST, on=timezone.localdate(), revision=self.thing.revision)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.bring_in_force(pack=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.RulesConflict as conflict:
            return self.refused(conflict)
        except deeds.RulesRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=409)
        messages.success(request, _("Brought in force."))
        return redirect("rule_pack", pk=pk)

    def page(self, form: InForceForm, status: int = 200) -> HttpResponse:
        former = rules.in_force()
        found = changed(read(former.content), read(self.thing.content)) if former else []
        context = self.context(_("Bring in force"), form=form, former=former, rows=difference_rows(found))
        return render(self.request, "initiatives/rules/in_force.html", context, status=status)


class TakeBack(OfDraft, View):
    may = permissions.may_bring_in_force
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.take_back(pack=self.thing, by=request.user, at=timezone.now())
        except deeds.RulesRefused as refusal:
            return self.refused(refusal)
        messages.success(request, _("Taken back: it is a draft again."))
        return redirect("rule_pack", pk=pk)


class Drop(OfDraft, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.drop(pack=self.thing, by=request.user, at=timezone.now())
        except deeds.RulesRefused as refusal:
            return self.refused(refusal)
        messages.success(request, _("The draft is given up."))
        return redirect("rules")


def groups(pack: Pack) -> list[dict[str, Any]]:
    """A pack by what its rules are about."""
    return [{"key": group.value, "title": group.label, "rows": rows} for group, rows in told(pack).items()]


def shown(pack: RulePack) -> dict[str, Any]:
    """A version with its state in words and colour."""
    state = pack.state(timezone.localdate())
    label, tone = STATES[state]
    if state == "draft" and pack.needs_text and not pack.text:
        label, tone = _("waits for its text"), "warn"
    # Without a day of its own: another version came in force on the same morning.
    days = None if pack.valid is None or pack.valid.isempty else pack.valid
    return {"pack": pack, "state": state, "label": label, "tone": tone, "days": days}


def difference_rows(found: list[Any]) -> list[list[Any]]:
    return [[str(each.label), each.before, each.after] for each in found]


def request_again(request: HttpRequest, *, revision: int) -> Any:
    """What was typed, once more, upon the draft that stands now."""
    again = request.POST.copy()
    again["seen_revision"] = str(revision)
    return again
