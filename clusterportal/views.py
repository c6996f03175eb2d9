from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from clusterportal import health


@method_decorator(never_cache, name="dispatch")
class Health(View):
    def get(self, request: HttpRequest) -> JsonResponse:
        report = health.report()
        return JsonResponse(report, status=HTTPStatus.OK if report["is_up"] else HTTPStatus.SERVICE_UNAVAILABLE)
