from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SubjectQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(closed_at=None)


class Subject(models.Model):
    """What is measured and listed: the country, a region, an initiative's territorial base."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        CLUSTER = "cluster", _("cluster")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    code = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = SubjectQuerySet.as_manager()

    def __str__(self):
        return self.code


class SubjectPartQuerySet(models.QuerySet):
    def as_of(self, at):
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), recorded_at__lte=at)

    def current(self):
        return self.filter(superseded_at=None)


class SubjectPart(models.Model):
    """A region or an activity that belongs to a subject; superseded, never overwritten."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="parts")
    code = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = SubjectPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "code"],
                condition=Q(superseded_at=None),
                name="one_current_part_per_subject_and_code",
            )
        ]
