"""Addresses without a language, for the programs of other offices."""

from django.urls import re_path

from indicators.api import sdmx
from indicators.formats.sdmx_structure import RESOURCES

PART = r"(?:/(?P<{}>[^/]+))?"
STRUCTURE = rf"^sdmx/(?P<resource>{'|'.join(RESOURCES)})" + "".join(
    PART.format(name) for name in ("agency", "code", "version")
)

urlpatterns = [
    re_path(
        rf"^sdmx/data/(?P<flow>[^/]+){PART.format('key')}{PART.format('provider')}/?$",
        sdmx.Data.as_view(),
        name="sdmx_data",
    ),
    re_path(rf"{STRUCTURE}/?$", sdmx.Structure.as_view(), name="sdmx_structure"),
    re_path(r"^sdmx/(?:(?P<rest>.+))?$", sdmx.Other.as_view(), name="sdmx_other"),
]
