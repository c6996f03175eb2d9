from django.conf import settings
from django.db import models


class SavedText(models.Model):
    """One saved state of one section of something written together. Each saving adds a row: no text is ever lost."""

    section = models.CharField(max_length=32)
    revision = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    # A text that met a newer one is kept beside it until its writer has chosen.
    is_aside = models.BooleanField(default=False)
    seen_revision = models.PositiveIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("section", "-revision")

    def __str__(self):
        return f"{self.section} {self.revision}"
