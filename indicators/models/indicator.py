from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .observation import Measure


class IndicatorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody sees what has been in force; a first draft is seen by those who define indicators."""
        if user.is_staff or user.has_perm("indicators.define_indicator"):
            return self
        return self.filter(pk__in=IndicatorVersion.objects.exclude(published_at=None).values("indicator"))


class Indicator(models.Model):
    """A named definition that outlives its versions."""

    class Family(models.TextChoices):
        SPECIALISATION = "specialisation", _("Specialisation and size")
        GROWTH = "growth", _("Growth and weight in the economy")
        PRODUCTIVITY = "productivity", _("Productivity and resources")
        SHIFT = "shift", _("Where growth comes from")
        DIVERSITY = "diversity", _("Diversity, concentration, disparities")
        COMPOSITE = "composite", _("Composite indices")
        OTHER = "", _("Others")

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    price_note = models.TextField(blank=True)
    edge_note = models.TextField(blank=True)
    literature = models.CharField(max_length=300, blank=True)
    family = models.CharField(max_length=16, choices=Family.choices, blank=True)
    # Kept computed for all listed subjects; the others are computed when somebody reads them.
    is_kept = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    default_measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, related_name="+")
    measures = models.ManyToManyField(Measure, related_name="+", blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("position", "code")

    def __str__(self):
        return self.name

    @property
    def is_index(self):
        return self.family == self.Family.COMPOSITE


class IndicatorVersionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(published_at__isnull=False, superseded_at=None)

    def drafts(self):
        return self.filter(published_at=None, superseded_at=None)

    def as_of(self, at):
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), published_at__lte=at)


class IndicatorVersion(models.Model):
    """A formula, or the recipe of a composite index, in force from its publication until it was superseded."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    formula = models.CharField(max_length=2000, blank=True)
    recipe = models.JSONField(null=True)
    unit = models.CharField(max_length=32)
    shown_as = models.CharField(max_length=32, default="number")
    decimals = models.PositiveSmallIntegerField(default=2)
    price_basis = models.CharField(max_length=16, choices=Measure.PriceBasis.choices, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    objects = IndicatorVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="versions_of_an_indicator_are_numbered"),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(published_at__isnull=False, superseded_at=None),
                name="one_version_in_force_per_indicator",
            ),
            models.CheckConstraint(
                condition=Q(recipe__isnull=True) | Q(formula=""), name="a_version_is_a_formula_or_a_recipe"
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code} {self.number}"
