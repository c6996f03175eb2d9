from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q


class Deputy(models.Model):
    """Who signs in a signatory's place while he is away, or where a conflict of interest keeps him from it."""

    authority = models.ForeignKey("initiatives.Organisation", on_delete=models.CASCADE, related_name="deputies")
    absent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    during = DateRangeField()
    order = models.CharField(max_length=120)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="nobody_is_his_own_deputy"),
            models.CheckConstraint(
                condition=Q(during__startswith__isnull=False, during__endswith__isnull=False),
                name="a_deputy_has_a_first_and_a_last_day",
            ),
            ExclusionConstraint(
                name="one_deputy_per_person_and_day",
                expressions=[
                    ("authority", RangeOperators.EQUAL),
                    ("absent", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.deputy} ({self.absent})"
