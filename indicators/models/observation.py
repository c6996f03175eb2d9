from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CELL = ("measure", "period", "region", "activity")


class Measure(models.Model):
    """What is counted, and how its values may be combined."""

    class Valuation(models.TextChoices):
        NONE = "", _("not applicable")
        BASIC = "basic", _("basic prices")
        MARKET = "market", _("market prices")

    class PriceBasis(models.TextChoices):
        NONE = "", _("not applicable")
        CURRENT = "current", _("current prices")
        CONSTANT = "constant", _("constant prices")
        VOLUME_INDEX = "volume_index", _("volume index")

    class Place(models.TextChoices):
        NONE = "", _("not applicable")
        WORK = "work", _("by place of work")
        RESIDENCE = "residence", _("by place of residence")

    class Aggregation(models.TextChoices):
        SUM = "sum", _("sum")
        MEAN = "mean", _("weighted mean")
        NONE = "none", _("cannot be combined")

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=32)
    decimals = models.PositiveSmallIntegerField(default=0)
    valuation = models.CharField(max_length=16, choices=Valuation.choices, blank=True)
    price_basis = models.CharField(max_length=16, choices=PriceBasis.choices, blank=True)
    place = models.CharField(max_length=16, choices=Place.choices, blank=True)
    aggregation = models.CharField(max_length=8, choices=Aggregation.choices, default=Aggregation.SUM)
    weight = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    weight_lag = models.PositiveSmallIntegerField(default=0)
    comparator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "code")
        constraints = [
            models.CheckConstraint(
                condition=~Q(aggregation="mean") | Q(weight__isnull=False), name="a_weighted_mean_names_its_weight"
            )
        ]

    def __str__(self):
        return self.name


class ObservationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(superseded_at=None)

    def as_of(self, at):
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), recorded_at__lte=at)


class Place(models.Model):
    """A cell and the place in a file where its value stands."""

    # Looking keys up row by row takes three times as long as writing the rows. Observations are checked by a trigger
    # that looks at all rows of a statement at once (migration 0004); staged rows become observations or nothing.
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    period = models.CharField(max_length=12)
    region = models.ForeignKey(
        "indicators.Code", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    activity = models.ForeignKey(
        "indicators.Code", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    value = models.FloatField(null=True)
    status = models.CharField(max_length=16)
    # Between what a withheld value lies, where its source tells: the size class of the units behind the cell.
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    line = models.PositiveIntegerField(null=True)
    column = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class Observation(Place):
    """One reported value. A revision supersedes it and never overwrites it."""

    release = models.ForeignKey(
        "indicators.Release", on_delete=models.PROTECT, related_name="observations", db_constraint=False
    )
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey(
        "indicators.Release",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=CELL, condition=Q(superseded_at=None), name="one_current_observation_per_cell"
            ),
            models.CheckConstraint(
                condition=Q(value=None, status__in=("suppressed", "missing_input"))
                | Q(value__isnull=False, status__in=("ok", "provisional", "estimated")),
                name="a_value_or_the_reason_why_there_is_none",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(status="suppressed") & (Q(low=None) | Q(high=None) | Q(low__lte=models.F("high"))),
                name="only_a_withheld_value_has_bounds_in_order",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=models.F("recorded_at")),
                name="superseded_after_recorded",
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "period", "recorded_at"], name="observation_vintages"),
            models.Index(
                fields=["measure", "period"],
                condition=Q(low__isnull=False) | Q(high__isnull=False),
                name="observations_with_bounds",
            ),
        ]


class StagedObservation(Place):
    """A row of a release that does not count yet; only statisticians see it."""

    release = models.ForeignKey(
        "indicators.Release", on_delete=models.CASCADE, related_name="staged", db_constraint=False
    )
