from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import SignedIn
from indicators.models import Classification, Code
from initiatives import personal_number, tries
from initiatives.actions import organisation as deeds
from initiatives.actions.collision import Collision, seen_of
from initiatives.actions.representative import Signing
from initiatives.forms.organisation import DescriptionForm, KindForm, OrganisationForm, RegisterForm
from initiatives.models import Organisation
from initiatives.permissions import organisation as permissions
from initiatives.permissions.approval import refusal
from initiatives.permissions.control import may_enter_control
from initiatives.queries import code as codes
from initiatives.queries import organisation as organisations
from initiatives.queries.directory import directory
from initiatives.queries.membership import of_organisation
from initiatives.views import collision, offer_lines
from initiatives.views.of_organisation import OfOrganisation
from initiatives.views.section import option

FOUND = 12
NUMBERS_AN_HOUR = 30
HOUR = 3600


class Organisations(View):
    """The public register, searched by name."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = {name: request.GET.get(name, "")[:100].replace("\0", "") for name in ("q", "kind", "region")}
        after = request.GET.get("after", "")
        page = directory(
            request.user,
            query=asked["q"],
            kind=asked["kind"],
            region=asked["region"],
            after=int(after) if after.isdecimal() and len(after) < 19 else None,  # noqa: PLR2004 digits of a key
        )
        context = {
            "page": page,
            "query": asked["q"],
            "groups": [_kinds(asked["kind"]), region_choice(asked["region"])],
            "is_first": not after,
            "rows": [_row(organisation) for organisation in page.rows],
        }
        return render(request, "initiatives/organisation/list.html", context)


class SearchOrganisations(SignedIn, View):
    """Organisations found while one types, for the fields that pick one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.GET.get("organisation_query", "")[:100].replace("\0", "")
        found = organisations.named(organisations.visible_to(request.user), query) if query.strip() else []
        context = {"name": "organisation", "query": query, "is_single": True, "found": as_options(found)}
        return render(request, "components/pick_options.html", context)


class Register(SignedIn, View):
    """First the kind, then the number that belongs to it, then the rest."""

    def get(self, request: HttpRequest) -> HttpResponse:
        kind = KindForm(request.GET if "kind" in request.GET else None)
        if not kind.is_valid():
            return render(request, "initiatives/organisation/kind.html", {"form": kind, "next": self.next})
        return self.page(self.form(kind), kind)

    def post(self, request: HttpRequest) -> HttpResponse:
        kind = KindForm(request.GET)
        if not kind.is_valid():
            return redirect("organisation_new")
        form = self.form(kind, request.POST)
        if "search" in request.POST:
            return self.page(form, kind, is_searching=True)
        if not form.is_valid():
            return self.page(form, kind, status=422)
        if tries.count("number", str(request.user.pk), seconds=HOUR) > NUMBERS_AN_HOUR:
            return render(request, "429.html", status=429)
        if not form.cleaned_data["similar_seen"] and (found := self.similar(form)):
            return self.page(form, kind, similar=found, status=422)
        return self.register(form, kind)

    def similar(self, form: RegisterForm) -> list[Organisation]:
        found = organisations.similar(form.cleaned_data["name"], user=self.request.user)
        # The same number is no look-alike: registering answers it.
        return [one for one in found if not one.bin or one.bin != form.identity().get("bin")]

    def register(self, form: RegisterForm, kind: KindForm) -> HttpResponse:
        try:
            registered = register(form, self.request)
        except deeds.AlreadyRegistered as error:
            registered = own(error, request=self.request)
            if registered is None:
                form.add_error("number", str(error))
                return self.page(form, kind, known=error.organisation, status=409)
        except deeds.OrganisationRefused as refusal:
            form.add_error("number", str(refusal))
            return self.page(form, kind, status=422)
        return redirect(self.next or registered_page(registered))

    @property
    def next(self) -> str:
        page = self.request.GET.get("next", "")
        return page if url_has_allowed_host_and_scheme(page, {self.request.get_host()}) else ""

    def form(self, kind: KindForm, data: Any = None) -> RegisterForm:
        return RegisterForm(data, on=timezone.localdate(), **kind.cleaned_data)

    def page(self, form: RegisterForm, kind: KindForm, status: int = 200, **more: Any) -> HttpResponse:
        label = dict(Organisation.Kind.choices)[kind.cleaned_data["kind"]]
        context = {"form": form, "kind": label, "pick": pick_activities(form, self.request), **more}
        return render(self.request, "initiatives/organisation/register.html", context, status=status)


class Show(OfOrganisation, View):
    """What everybody may know of an organisation, and more for its people."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        one, on = self.thing, timezone.localdate()
        is_own = permissions.may_open_record(request.user, one)
        may_edit = is_own and permissions.may_edit(request.user, one)
        activities = Code.objects.filter(pk__in=one.activities.values("activity")).order_by("code")
        context = {
            "organisation": one,
            "is_own": is_own,
            "may_enter_control": not refusal(may_enter_control, request.user, one),
            "may_edit": may_edit,
            "masked": personal_number.shown(one.iin_encrypted) if is_own and one.iin_encrypted else "",
            "activities": [option(code) for code in activities.select_related("classification")],
            "memberships": list(of_organisation(one, request.user, on=on)),
            "standing": _standing(one, request.user),
            **offer_lines.of_organisation(one, request.user, on=on, with_ended=may_edit),
        }
        return render(request, "initiatives/organisation/show.html", context)


class Edit(OfOrganisation, View):
    may = permissions.may_edit
    why = gettext_lazy("Only the people of this organisation change what it says of itself.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if "search" in request.POST:
            return self.page(form, is_searching=True)
        if not form.is_valid():
            return self.page(form, status=422)
        given = details(form, kind=self.thing.kind)
        try:
            told = {"seen": form.cleaned_data["seen"], "by": request.user, "at": timezone.now()}
            deeds.revise(organisation=self.thing, details=given, **told)
        except Collision as met:
            said = organisations.said(self.visible().get(pk=pk))
            collision.show(form, said, told=str(met), seen=seen_of(said))
            return self.page(form, status=409)
        except deeds.OrganisationRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=422)
        return redirect("organisation", pk=pk)

    def form(self, data: Any = None) -> DescriptionForm:
        said = organisations.said(self.thing)
        initial = said | {"seen": seen_of(said)}
        is_abroad = self.thing.country != "KZ"
        return DescriptionForm(data, on=timezone.localdate(), is_abroad=is_abroad, initial=initial)

    def page(self, form: OrganisationForm, status: int = 200, **more: Any) -> HttpResponse:
        context = {"organisation": self.thing, "form": form, "pick": pick_activities(form, self.request), **more}
        return render(self.request, "initiatives/organisation/edit.html", context, status=status)


def register(form: RegisterForm, request: HttpRequest) -> Organisation:
    return deeds.register(
        identity=deeds.Identity(**form.identity()),
        details=details(form, kind=form.kind),
        position=form.cleaned_data["position"],
        signing=signing(form),
        by=request.user,
        at=timezone.now(),
    )


def own(error: deeds.AlreadyRegistered, *, request: HttpRequest) -> Organisation | None:
    """The organisation of this number where it is the person's own: a form that was sent twice."""
    is_own = organisations.represented_by(request.user).filter(pk=error.organisation.pk).exists()
    return error.organisation if is_own else None


def registered_page(organisation: Organisation) -> str:
    return reverse("organisation", kwargs={"pk": organisation.pk})


def signing(form: Any) -> Signing:
    given = form.cleaned_data
    return Signing(given["signs_by"], given["power_number"], given["signs_until"])


def details(form: OrganisationForm, *, kind: str) -> deeds.Details:
    given = form.cleaned_data
    regions = codes.chosen(Classification.REGION, [given.get("region", "")])
    return deeds.Details(
        name=given["name"],
        kind=kind,
        language=given["language"],
        size=given["size"],
        region=regions[0] if regions else None,
        website=given.get("website", ""),
        about=given.get("about", ""),
        activities=tuple(codes.chosen(Classification.ACTIVITY, given["activities"])),
    )


def pick_activities(form: OrganisationForm, request: HttpRequest) -> dict[str, Any]:
    """What components/pick.html needs, with what a search without a script has found."""
    bound = form["activities"]
    values = [code for code in bound.value() or [] if code.isprintable()]
    query = request.POST.get("activities_query", "")[:100] if request.POST.get("search") == "activities" else ""
    found = codes.found(Classification.ACTIVITY, query, on=timezone.localdate()) if query else []
    return {
        "name": "activities",
        "label": bound.label,
        "hint": bound.help_text,
        "query": query,
        "chosen": [option(code) for code in codes.chosen(Classification.ACTIVITY, values)],
        "found": [option(code) for code in found if code.code not in values],
        "url": reverse("code_search", kwargs={"kind": "activities"}),
    }


def as_options(found: Any) -> list[dict[str, Any]]:
    rows = found.select_related("region").order_by("sort_name", "pk")[:FOUND] if isinstance(found, QuerySet) else found
    return [{"value": str(row.pk), "label": row.called, "note": described(row)} for row in rows]


def described(organisation: Organisation) -> str:
    """Kind and place in one line."""
    place = organisation.region.name if organisation.region else organisation.country
    return f"{Organisation.Kind(organisation.kind).label} · {place}"


def _row(organisation: Organisation) -> dict[str, Any]:
    return {"organisation": organisation, "note": described(organisation)}


def _standing(organisation: Organisation, user: Any) -> str:
    """How the reader stands to it: nothing, asked, or its person."""
    if not user.is_authenticated:
        return ""
    own = organisation.representatives.filter(user=user, ended_at=None).first()
    return "" if own is None else ("acts" if own.confirmed_at else "asked")


def _kinds(chosen: str) -> dict[str, Any]:
    options = [
        {"value": kind, "label": label, "is_chosen": kind == chosen} for kind, label in Organisation.Kind.choices
    ]
    return {"label": _("Kind"), "name": "kind", "options": options}


def region_choice(chosen: str) -> dict[str, Any]:
    rows = codes.regions(on=timezone.localdate())
    options = [{"value": row.code, "label": row.name, "is_chosen": row.code == chosen} for row in rows]
    return {"label": _("Region"), "name": "region", "options": options}


def sign_up_first(request: HttpRequest) -> str:
    """Registering an organisation and coming back to this page."""
    return f"{reverse('organisation_new')}?{urlencode({'next': request.get_full_path()})}"
