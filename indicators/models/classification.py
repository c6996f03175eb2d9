from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .sorting import sort_key


class Classification(models.Model):
    """A list of codes: regions or activities."""

    REGION, ACTIVITY = "region", "activity"

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class ClassificationVersion(models.Model):
    """One edition of a classification, as adopted on a day."""

    classification = models.ForeignKey(Classification, on_delete=models.PROTECT, related_name="versions")
    code = models.CharField(max_length=32)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["classification", "code"], name="one_edition_per_code")]


class CodeQuerySet(models.QuerySet):
    def regions(self):
        return self.filter(classification__code=Classification.REGION)

    def activities(self):
        return self.filter(classification__code=Classification.ACTIVITY)

    def valid(self, on):
        begun = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gt=on))


class Code(models.Model):
    """One region or one activity. Half-open validity; an open end is NULL."""

    class Kind(models.TextChoices):
        TOTAL = "total", _("whole")
        CODE = "code", _("code")
        AGGREGATE = "aggregate", _("aggregate of the statistics office")

    classification = models.ForeignKey(Classification, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.CODE)
    level = models.PositiveSmallIntegerField(default=0)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=500)
    short_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    statistics_code = models.CharField(max_length=16, blank=True)
    kato = models.CharField(max_length=9, blank=True)
    spellings = ArrayField(models.CharField(max_length=200), default=list)
    is_traded = models.BooleanField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sort_kk = sort_key("name_kk")
    sort_ru = sort_key("name_ru")
    sort_en = sort_key("name_en")

    objects = CodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["classification", "code"], name="one_code_per_classification"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="code_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["classification", "level", "code"], name="codes_by_level")]

    def __str__(self):
        return f"{self.printed_code} {self.short_name or self.name}"

    def is_valid(self, on):
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or self.valid_to > on)

    @property
    def printed_code(self):
        """OKED codes are printed with a dot after the division: 0111 reads 01.11."""
        division, rest = self.code[:2], self.code[2:]
        return f"{division}.{rest}" if rest and self.code.isdigit() else self.code

    @property
    def tongue(self):
        """The language of the name where the classifier has none in the reader's; else nothing."""
        if getattr(self, f"name_{get_language() or 'en'}", ""):
            return ""
        return next((language for language in ("ru", "en", "kk") if getattr(self, f"name_{language}") == self.name), "")


class Correspondence(models.Model):
    """What became of a code: a successor takes over all or a part of it."""

    predecessor = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    predecessor_continues = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="one_correspondence_per_day"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="a_code_does_not_succeed_itself"),
        ]


class CompleteSet(models.Model):
    """Codes that together make up a whole, so that their sum may stand for it."""

    whole = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="complete_sets")
    label = models.CharField(max_length=64)
    parts = models.ManyToManyField(Code, through="CompleteSetPart", related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["whole", "label"], name="one_complete_set_per_label")]


class CompleteSetPart(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", _("must be there")
        OPTIONAL = "optional", _("counts where published")
        SUBTRACTED = "subtracted", _("is taken off")

    complete_set = models.ForeignKey(CompleteSet, on_delete=models.CASCADE)
    part = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complete_set", "part"], name="one_part_per_complete_set")]
