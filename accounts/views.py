from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, ListView

from accounts import demo, mail, notices, people, unsent, wording
from accounts.forms import LanguageForm, NoticeChoicesForm, ProfileForm
from accounts.guards import Refused, SignedIn, wants_json
from accounts.middleware import remember
from accounts.models import Delivery, KeptMail, Notice

ON_A_PAGE = 25


class SignIn(allauth_views.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = demo.present() if settings.DEMO else []
        return super().get_context_data(**kwargs) | {"demo_accounts": accounts}


class SignInToDemo(View):
    """One click on the demo's sign-in page."""

    def post(self, request: HttpRequest) -> HttpResponse:
        user = demo.find(request.POST.get("email", "")) if settings.DEMO else None
        if user is None:
            raise Http404
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect(_page_after(request, get_adapter().get_login_redirect_url(request)))


class AskForReset(allauth_views.PasswordResetView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # A portal without mail never promises a link.
        return super().post(request, *args, **kwargs) if mail.is_on() else self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail_is_on": mail.is_on(), "is_demo": settings.DEMO}


class ChooseLanguage(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        form = LanguageForm(request.POST)
        page = _page_after(request, "/")
        if not form.is_valid():
            return redirect(page)
        language = form.cleaned_data["language"]
        if request.user.is_authenticated:
            people.choose_language(user=request.user, language=language)
        response = redirect(wording.address_in(language, page))
        remember(response, language)
        return response


class Profile(SignedIn, FormView):
    template_name = "accounts/profile.html"
    form_class = ProfileForm
    success_url = reverse_lazy("account")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.request.user}

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        people.change(user=self.request.user, by=self.request.user, at=timezone.now(), **form.cleaned_data)
        response = super().form_valid(form)
        remember(response, form.cleaned_data["language"])
        return response


class Notices(SignedIn, ListView):
    template_name = "accounts/notices.html"
    paginate_by = ON_A_PAGE

    def get_queryset(self) -> Any:
        return self.request.user.notices.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        told = [(notice, notices.text(notice)) for notice in context["page_obj"]]
        return context | {"told": told, "mail_is_on": mail.is_on()}


class NoticeChoices(SignedIn, FormView):
    """How one is told of what: at once, once a day, or on the portal only."""

    template_name = "accounts/notice_choices.html"
    form_class = NoticeChoicesForm
    success_url = reverse_lazy("notice_choices")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"chosen": notices.choices(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail_is_on": mail.is_on()}

    def form_valid(self, form: NoticeChoicesForm) -> HttpResponse:
        user = self.request.user
        chosen = {key: Delivery(value) for key, value in form.cleaned_data.items()}
        notices.choose(user=user, chosen=chosen, by=user, at=timezone.now())
        messages.success(self.request, _("Saved. From now on you are told in this way."))
        return super().form_valid(form)


class OpenNotice(SignedIn, View):
    """Marks a notice as read and goes where it leads; only ever one's own."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        own = request.user.notices.filter(pk=pk)
        notice = own.first()
        if notice is None:
            raise Http404
        notices.mark_read(notices=own, at=timezone.now())
        return redirect(notices.address(notice, get_language()) or "notices")


class MarkAllRead(SignedIn, View):
    def post(self, request: HttpRequest) -> HttpResponse:
        notices.mark_read(notices=Notice.objects.filter(user=request.user), at=timezone.now())
        return redirect("notices")


class DemoMail(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        page = Paginator(KeptMail.objects.all(), ON_A_PAGE).get_page(request.GET.get("page"))
        return render(request, "accounts/demo_mail.html", {"page": page})


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of every 403: why not, and who can."""
    refusal = exception if isinstance(exception, Refused) else None
    if wants_json(request):
        return JsonResponse({"message": str(exception)}, status=403)
    words = unsent.words(unsent.typed(request.path, request.POST)) if request.method == "POST" else []
    return render(request, "403.html", {"refusal": refusal, "words": words}, status=403)


def _page_after(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else otherwise
