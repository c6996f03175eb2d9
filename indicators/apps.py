from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts import verbs as spoken
from indicators import verbs


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Figures")

    def ready(self):
        spoken.register(verbs.SENTENCES)
