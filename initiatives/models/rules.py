from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q


class RulePackQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.filter(valid__contains=on)

    def drafts(self):
        return self.filter(valid=None)

    def public(self):
        """What is in force, was, or will be."""
        return self.exclude(valid=None)


class RulePack(models.Model):
    """The rules of one version: gates with thresholds and articles, quorum, limits. See initiatives/rules.py.

    Without `valid` it is a draft; from the day on which it comes in force nobody changes it.
    """

    code = models.SlugField()
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    content = models.JSONField()
    # The act that the articles are of. A pack that `needs_text` waits until a person has loaded it.
    text = models.TextField(blank=True)
    needs_text = models.BooleanField(default=False)
    valid = DateRangeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RulePackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="rule_pack_versions_are_numbered"),
            ExclusionConstraint(name="one_rule_pack_in_force", expressions=[("valid", RangeOperators.OVERLAPS)]),
            models.CheckConstraint(
                condition=Q(needs_text=False) | Q(valid=None) | ~Q(text=""), name="no_rules_in_force_without_their_text"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.version})"

    @property
    def is_draft(self):
        return self.valid is None

    def state(self, on):
        """draft, in_force, planned or past, on a day."""
        if self.valid is None:
            return "draft"
        if on in self.valid:
            return "in_force"
        return "planned" if not self.valid.isempty and self.valid.lower > on else "past"
