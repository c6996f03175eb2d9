import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterportal.settings")

application = get_wsgi_application()
# Every view is imported here, before the server forks, and not with the first request of each of its processes.
get_resolver().url_patterns  # noqa: B018
