"""The register of members as a sheet, out and in: a list is looked through before anybody is invited."""

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives import member_list as kernel
from initiatives.actions import member_list as deeds
from initiatives.forms.member_list import ListForm, RecordForm
from initiatives.member_list_words import PROBLEMS
from initiatives.models import MemberList, Membership
from initiatives.permissions import initiative as initiative_permissions
from initiatives.permissions import membership as permissions
from initiatives.queries import member_list as lists
from initiatives.views.initiative import OfInitiative, OfPart, crumbs
from initiatives.views.sheet import sheet

WHY = gettext_lazy("Those who run the initiative invite, as long as it takes members.")
SHOWN, PLACES = 20, 10
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportText(OfInitiative, View):
    may = initiative_permissions.may_open_home
    why = gettext_lazy("The people of the initiative and its authorities take the register with them.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        head, *rows = lists.register(self.thing)
        return sheet(f"members-{pk}.csv", head, rows)


class ExportWorkbook(ExportText):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        answer = HttpResponse(workbook(lists.register(self.thing)), content_type=WORKBOOK)
        answer["Content-Disposition"] = f'attachment; filename="members-{pk}.xlsx"'
        return answer


class Bring(OfInitiative, View):
    """Bring in a list; what it says stands on the next page, and nothing is recorded yet."""

    may = permissions.may_invite
    why = WHY

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(ListForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            received = deeds.receive(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.MemberListRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("member_list", pk=received.pk)

    def page(self, form: ListForm, status: int = 200) -> HttpResponse:
        context = self.context(_("List of firms"), form=form, waiting=lists.waiting(self.thing))
        return render(self.request, "initiatives/member_list/bring.html", context, status=status)


class OfList(OfPart):
    model = MemberList
    related = ("initiative__initiator", "received_by", "recorded_by")
    may = permissions.may_bring_list
    why = WHY


class Show(OfList, View):
    """What a list says and what is wrong in it; afterwards, what has become of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return shown(request, self.thing, RecordForm())


class Record(OfList, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RecordForm(request.POST)
        if not form.is_valid():
            return shown(request, self.thing, form, status=422)
        try:
            deeds.record(member_list=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.MemberListRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("member_list", pk=pk)


class Discard(OfList, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        deeds.discard(member_list=self.thing, by=request.user, at=timezone.now())
        messages.success(request, _("Thrown away: nobody of this list was invited."))
        return redirect("members", pk=self.thing.initiative_id)


class Links(OfList, View):
    """The links of a recorded list as a sheet, which nobody can take out again."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        made = deeds.make_links(member_list=self.thing, by=request.user, at=timezone.now())
        rows = [
            (
                each.invitation.organisation_name,
                each.invitation.email,
                request.build_absolute_uri(reverse("invitation", kwargs={"token": each.token})),
            )
            for each in made
        ]
        answer = sheet(f"invitations-{pk}.csv", ("name", "email", "link"), rows)
        answer["Cache-Control"] = "no-store"
        return answer


def shown(request: HttpRequest, member_list: MemberList, form: RecordForm, status: int = 200) -> HttpResponse:
    initiative, now = member_list.initiative, timezone.now()
    checked = lists.checked(member_list, at=now)
    context = {
        "initiative": initiative,
        "crumbs": crumbs(initiative, _("List of firms")),
        "list": member_list,
        "form": form,
        "unused": ", ".join(lists.content(member_list).unused),
        "good": len(checked.good),
        "first": [_line(row) for row in checked.good[:SHOWN]],
        "more": max(len(checked.good) - SHOWN, 0),
        "groups": list(problem_groups(checked.problems, PROBLEMS)),
        "kept_out": len({problem.line for problem in checked.problems}),
        "unanswered": member_list.invitations.filter(answered_at=None, revoked_at=None).count(),
    }
    return render(request, "initiatives/member_list/show.html", context, status=status)


def workbook(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Every cell goes in as text, so that none runs as a formula and no number loses its zeros."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("members")
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write_string(line, column, str(cell))
    book.close()
    return out.getvalue()


def _line(row: kernel.Row) -> dict[str, Any]:
    role = lists.roles().get(kernel.folded(row.role), "") if row.role else ""
    # A person's number is shown to nobody.
    number = row.number if row.number and not kernel.is_personal(row.number) else ""
    return {"row": row, "number": number, "role": Membership.Role(role).label if role else ""}


def problem_groups(problems: list[Any], words: Mapping[str, tuple[Any, Any]]) -> Iterator[dict[str, Any]]:
    """One group for each kind of problem, with the first rows of each."""
    order = list(words)
    for cause, found in groupby(sorted(problems, key=lambda one: order.index(one.cause)), lambda one: one.cause):
        listed, (title, cure) = list(found), words[cause]
        places = [{"place": _("row %(number)s") % {"number": one.line}, "text": _word(one)} for one in listed[:PLACES]]
        if len(listed) > PLACES:
            places.append({"place": "…", "text": _("and %(count)s more") % {"count": len(listed) - PLACES}})
        yield {"cause": title, "cure": cure, "count": len(listed), "places": places}


def _word(problem: Any) -> str:
    if problem.cause in ("repeated", "act_repeated"):
        return _("as in row %(number)s") % {"number": problem.word}
    return problem.word
