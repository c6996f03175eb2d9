"""Answers travel packed, but for what is packed already: that would cost work and hide how long a download takes."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("image/png", "image/jpeg", "application/pdf", "application/zip", "application/vnd.openxmlformats-")


class PackingMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
