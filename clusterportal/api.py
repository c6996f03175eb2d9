"""What belongs to no topic of the API: its first page, and the answer where there is nothing."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import permissions
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from indicators.api.urls import router as indicators
from initiatives.api.urls import router as initiatives


def lists(*routers: SimpleRouter) -> dict[str, str]:
    return {prefix: f"{name}-list" for router in routers for prefix, _view, name in router.registry}


@extend_schema(exclude=True)
class Index(APIView):
    """Where everything is."""

    permission_classes = (permissions.AllowAny,)
    names = {**lists(initiatives, indicators), "schema": "api_schema", "docs": "api_docs"}

    def get(self, request: Request) -> Response:
        return Response({offered: reverse(name, request=request) for offered, name in self.names.items()})


@extend_schema(exclude=True)
class Other(APIView):
    """Programs that mistype an address get an error that they can read."""

    permission_classes = (permissions.AllowAny,)

    def get(self, request: Request) -> Response:
        raise NotFound(_("Nothing stands at this address. What there is: %(url)s") % {"url": reverse("api_index")})

    post = put = patch = delete = get
