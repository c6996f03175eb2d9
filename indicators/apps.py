from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Figures")

    def ready(self):
        # Needs the models, which are not there yet while this file is read.
        import_module("indicators.verbs")
