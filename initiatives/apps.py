from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives")

    def ready(self):
        # Needs the models, which are not there yet while this file is read.
        import_module("initiatives.verbs")
        import_module("initiatives.notice_groups")
        import_module("initiatives.agenda_words")
        import_module("initiatives.queries.subject")
        import_module("initiatives.actions.consequence")
