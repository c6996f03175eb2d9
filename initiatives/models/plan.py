from django.conf import settings
from django.db import models
from django.db.models import F, Q

from initiatives.models.text import SavedText
from initiatives.targets import Light, Way


class StrategicPlanQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(approved_at=None, dropped_at=None)

    def in_force(self):
        return self.filter(approved_at__isnull=False, superseded_at=None)


class StrategicPlan(models.Model):
    """One version of the plan. An approved one stays in force until the next one is approved."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects = StrategicPlanQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="plans_are_numbered"),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(approved_at=None, dropped_at=None), name="one_plan_in_draft"
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(approved_at__isnull=False, superseded_at=None),
                name="one_plan_in_force",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, superseded_at=None) | Q(approved_at__isnull=False, dropped_at=None),
                name="only_an_approved_plan_is_superseded",
            ),
        ]

    def __str__(self):
        return f"{self.initiative} {self.number}"

    @property
    def is_draft(self):
        return self.approved_at is None and self.dropped_at is None

    @property
    def is_in_force(self):
        return self.approved_at is not None and self.superseded_at is None


class PlanText(SavedText):
    """One saved state of one question group."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.CASCADE, related_name="texts")

    class Meta(SavedText.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "section", "revision"], name="one_plan_text_per_revision")
        ]


class Target(models.Model):
    """An indicator, a value and a year. The baseline is the figure as it was published when the target was set."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey("indicators.Indicator", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey("indicators.Measure", on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    goal = models.CharField(max_length=300, blank=True)
    # The target looks at the mean of so many years, where one year must not judge.
    years = models.PositiveSmallIntegerField(default=1)
    baseline_year = models.PositiveSmallIntegerField()
    baseline_value = models.FloatField()
    baseline_status = models.CharField(max_length=32)
    baseline_vintage = models.DateTimeField(null=True)
    # What answered for the subject: `KZ-39:A` where 01.11 is not published.
    cell = models.CharField(max_length=200)
    value = models.FloatField()
    year = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator", "measure", "subject", "years", "year"],
                nulls_distinct=False,
                name="one_target_per_indicator_subject_and_year",
            ),
            models.CheckConstraint(condition=Q(year__gt=F("baseline_year")), name="a_target_lies_after_its_baseline"),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=5), name="a_target_means_one_to_five_years"),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.value} {self.year}"

    @property
    def way(self):
        return Way(self.baseline_year, self.baseline_value, self.year, self.value)

    @property
    def is_coarser(self):
        """Whether another cell than the one asked for answers."""
        return ":" in self.cell and not self.subject.startswith("KZ")


class TargetLight(models.Model):
    """The light of a target as its people were last told; empty until it has been looked at for the first time."""

    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="told_light")
    light = models.CharField(max_length=16, choices=Light.choices, blank=True)
    changed_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.target_id} {self.light}"
