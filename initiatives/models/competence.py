from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.decisions import Capacity


class CompetenceQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.filter(valid__contains=on)


class Competence(models.Model):
    """A central body decides or advises on whatever an activity is part of, on the days of `valid`."""

    authority = models.ForeignKey("initiatives.Organisation", on_delete=models.CASCADE, related_name="competences")
    activity = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(_("Its answer"), max_length=8, choices=Capacity.choices, default=Capacity.ADVISES)
    article = models.CharField(max_length=200, blank=True)
    valid = DateRangeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_body_has_one_word_per_activity_and_day",
                expressions=[
                    ("authority", RangeOperators.EQUAL),
                    ("activity", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__in=Capacity.values), name="competence_capacity_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(valid__startswith__isnull=False), name="a_competence_has_its_first_day"
            ),
        ]

    def __str__(self):
        return f"{self.authority}: {self.activity} ({self.get_capacity_display()})"

    def state(self, on):
        """in_force, planned or past, on a day."""
        if on in self.valid:
            return "in_force"
        return "planned" if not self.valid.isempty and self.valid.lower > on else "past"
