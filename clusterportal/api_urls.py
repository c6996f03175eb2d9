from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from indicators.api.urls import router as indicators

urlpatterns = [
    *indicators.urls,
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api_schema"), name="api_docs"),
]
