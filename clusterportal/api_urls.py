from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from clusterportal import api
from indicators.api.urls import router as indicators
from initiatives.api.urls import router as initiatives

urlpatterns = [
    path("", api.Index.as_view(), name="api_index"),
    *initiatives.urls,
    *indicators.urls,
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api_schema"), name="api_docs"),
    # With a slash at its end only, so that an address without one still leads to the one with it.
    re_path(r"^.+/$", api.Other.as_view()),
]
