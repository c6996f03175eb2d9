from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from indicators.api.urls import router as indicators
from initiatives.api.urls import router as initiatives

urlpatterns = [
    *initiatives.urls,
    *indicators.urls,
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api_schema"), name="api_docs"),
]
