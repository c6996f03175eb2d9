from importlib import import_module

from django.apps import AppConfig


class ClusterPortalConfig(AppConfig):
    name = "clusterportal"

    def ready(self):
        # Needs the models, which are not there yet while this file is read.
        import_module("clusterportal.verbs")
