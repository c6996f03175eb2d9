from django.conf import settings
from django.db import models


class BroughtQuerySet(models.QuerySet):
    def open(self):
        return self.filter(recorded_at=None, discarded_at=None)


class Brought(models.Model):
    """A sheet that somebody brings: looked through first, then recorded, or thrown away."""

    filename = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    # People's numbers and addresses may stand in it: encrypted while it waits, empty afterwards.
    content = models.TextField(blank=True)
    row_count = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)

    objects = BroughtQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.filename

    @property
    def is_open(self):
        return self.recorded_at is None and self.discarded_at is None
