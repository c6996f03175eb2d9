from typing import Any

from celery.contrib.django.task import DjangoTask
from django.db import transaction


class Bell(DjangoTask):
    def delay_on_commit(self, *arguments: Any, **named: Any) -> None:
        """Rings when the row stands; where no broker hears it, the row waits for the next minute's bell."""
        transaction.on_commit(lambda: self.delay(*arguments, **named), robust=True)
