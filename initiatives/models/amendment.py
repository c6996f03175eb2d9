from django.conf import settings
from django.db import models
from django.db.models import Q

from initiatives.models.text import SavedText


class AmendmentQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(approved_at=None, dropped_at=None)


class Amendment(models.Model):
    """A copy of the approved texts that is edited while they stay in force, and taken over section by section."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    # {section: revision of the text in force that was copied}; a later one there means it changed meanwhile.
    bases = models.JSONField(default=dict)
    # Approved, but not taken over: the text in force changed by another way while the authorities decided.
    left_out = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="amendments_are_numbered"),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(approved_at=None, dropped_at=None), name="one_amendment_in_draft"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(dropped_at=None), name="an_approved_amendment_is_not_dropped"
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.number}"

    @property
    def is_draft(self):
        return self.approved_at is None and self.dropped_at is None


class AmendmentText(SavedText):
    """One saved state of one section of the copy."""

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="texts")

    class Meta(SavedText.Meta):
        constraints = [
            models.UniqueConstraint(fields=["amendment", "section", "revision"], name="one_amendment_text_per_revision")
        ]
