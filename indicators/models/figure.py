from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Slice(models.Model):
    """One measure in one period: the unit of change. Its version rises last in each publication that touches it."""

    measure = models.ForeignKey("indicators.Measure", on_delete=models.PROTECT, related_name="slices")
    period = models.CharField(max_length=12)
    version = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "period"], name="one_slice_per_measure_and_period")]


class FigureSliceQuerySet(models.QuerySet):
    def stale(self):
        return self.filter(stale_since__isnull=False)

    def free(self, at):
        return self.stale().filter(Q(leased_until=None) | Q(leased_until__lt=at))


class FigureSlice(models.Model):
    """One indicator version in one period, for all listed subjects, with the versions of what it was computed from.

    `subjects`, `cells`, `figures`, `statuses`, `coverages` and `reasons` run in parallel: which listed subject, which
    cell answers for it, the value (NULL where the status says why), the status, the share of its inputs that is known,
    and the reason where there is one. `cross_section` is the whole ranking of a composite index.
    """

    version = models.ForeignKey("indicators.IndicatorVersion", on_delete=models.CASCADE, related_name="slices")
    measure = models.ForeignKey("indicators.Measure", on_delete=models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=12)
    subjects = ArrayField(models.CharField(max_length=64), default=list)
    cells = ArrayField(models.CharField(max_length=200), default=list)
    figures = ArrayField(models.FloatField(null=True), default=list)
    statuses = ArrayField(models.CharField(max_length=24), default=list)
    coverages = ArrayField(models.FloatField(), default=list)
    reasons = models.JSONField(default=list)
    cross_section = models.JSONField(null=True)
    inputs = models.JSONField(default=dict)
    computed_at = models.DateTimeField(null=True)
    stale_since = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)

    objects = FigureSliceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "measure", "period"],
                nulls_distinct=False,
                name="one_figure_slice_per_version_measure_and_period",
            )
        ]
        indexes = [
            models.Index(fields=["stale_since"], condition=Q(stale_since__isnull=False), name="stale_figure_slices")
        ]


class Comparison(models.Model):
    """One run over all stored figures, each held against a computation from nothing. `reached`: the last row."""

    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    reached = models.BigIntegerField(default=0)
    slices = models.PositiveIntegerField(default=0)
    differences = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-begun_at", "-id")

    def __str__(self):
        return f"{self.begun_at:%Y-%m-%d}"


class Citation(models.Model):
    """What a permanent address answered when it was first cited."""

    indicator_version = models.ForeignKey("indicators.IndicatorVersion", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey("indicators.Measure", on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    period = models.CharField(max_length=12)
    as_of = models.DateTimeField()
    answer = models.JSONField()
    # What stood beside the value: names in three languages, the formula and its version, the lines it was held against.
    shown = models.JSONField(default=dict)
    input_digest = models.CharField(max_length=64)
    cited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator_version", "measure", "subject", "period", "as_of"],
                nulls_distinct=False,
                name="one_citation_per_address",
            )
        ]
