from django.conf import settings
from django.db import models
from django.db.models import Q


class ScanRulesQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(superseded_at=None)

    def as_of(self, at):
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), adopted_at__lte=at)


class ScanRules(models.Model):
    """One version of a rule set by which cells are judged."""

    code = models.SlugField()
    number = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    content = models.JSONField()
    adopted_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = ScanRulesQuerySet.as_manager()

    class Meta:
        ordering = ("position", "code")
        verbose_name_plural = "scan rules"
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="scan_rules_are_numbered"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(superseded_at=None), name="one_version_of_scan_rules_in_force"
            ),
        ]

    def __str__(self):
        return f"{self.code}, {self.number}"


class DismissalQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(restored_at=None)


class Dismissal(models.Model):
    """A cell that the scan finds and people who know better set aside, with their reason; it can be taken back."""

    region = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField()
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    restored_at = models.DateTimeField(null=True)

    objects = DismissalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "activity"], condition=Q(restored_at=None), name="one_standing_dismissal_per_cell"
            ),
            models.CheckConstraint(
                condition=Q(restored_by=None, restored_at=None)
                | Q(restored_by__isnull=False, restored_at__isnull=False),
                name="dismissal_restored_by_and_at_together",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="dismissal_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.region_id}:{self.activity_id}"
