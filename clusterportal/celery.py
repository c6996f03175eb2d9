import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterportal.settings")

app = Celery("clusterportal", task_cls="clusterportal.bell:Bell")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
