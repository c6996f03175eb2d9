import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from clusterportal.preparing import Preparing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterportal.settings")

application = get_wsgi_application()
if mark := os.environ.get("CLUSTERPORTAL_PREPARING"):
    application = Preparing(application, mark=Path(mark))
# Every view is imported here, before the server forks, and not with the first request of each of its processes.
get_resolver().url_patterns  # noqa: B018
