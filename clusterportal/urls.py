from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from clusterportal import views
from clusterportal.pages import about, printouts


def mounted(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    """The addresses of a part, where that part has any."""
    package = module.rpartition(".")[0]
    return [path(prefix, include(module))] if find_spec(package) and find_spec(module) else []


# Without a language in the address: machines, and links that people pass on to people of another language.
urlpatterns = [
    path("robots.txt", about.Robots.as_view(), name="robots"),
    path("health/", views.Health.as_view(), name="health"),
    path("verify/", printouts.Verify.as_view(), name="verify"),
    path("verify/<slug:code>/", printouts.VerifyCode.as_view(), name="verify_code"),
    path("verify/<slug:code>/document.pdf", printouts.PrintoutFile.as_view(), name="printout_file"),
    *mounted("", "accounts.urls_plain"),
    path("accounts/", include("allauth.urls")),
    *mounted("", "initiatives.urls_plain"),
    *mounted("", "indicators.urls_plain"),
    *mounted("api/v1/", "clusterportal.api_urls"),
]

urlpatterns += i18n_patterns(
    path("admin/", admin.site.urls),
    *mounted("", "clusterportal.page_urls"),
    *mounted("", "accounts.urls"),
    *mounted("", "indicators.urls"),
    *mounted("", "initiatives.urls"),
)

handler403 = "accounts.views.refused"
handler500 = "clusterportal.pages.broken.broken"
