from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.folding import folded_key
from indicators.models.sorting import sort_key
from initiatives.lifecycle import Stage
from initiatives.models.named import Named
from initiatives.models.text import SavedText


class InitiativeQuerySet(models.QuerySet):
    def public(self):
        return self.filter(stage__in=(Stage.REGISTERED, Stage.SUSPENDED))


class Initiative(Named):
    """The cluster initiative. What people write about it stands section by section in SectionText."""

    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="ru")
    summaries = models.JSONField(default=dict)
    stage = models.CharField(max_length=16, choices=Stage.choices, default=Stage.NASCENT)
    initiator = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="initiated")
    subject = models.OneToOneField("indicators.Subject", on_delete=models.PROTECT, null=True, related_name="initiative")
    is_findable = models.BooleanField(default=False)
    is_synthetic = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stage_since = models.DateTimeField()
    registered_on = models.DateField(null=True)
    register_number = models.CharField(max_length=32, blank=True)
    sort_name = sort_key("name")
    folded = folded_key("name")

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="initiative_stage_is_one_of_the_table"),
            models.CheckConstraint(
                condition=~Q(stage="registered") | Q(registered_on__isnull=False, subject__isnull=False),
                name="registered_initiative_has_its_date_and_subject",
            ),
            models.UniqueConstraint(
                fields=["register_number"], condition=~Q(register_number=""), name="register_numbers_are_unique"
            ),
        ]
        indexes = [models.Index(fields=["stage", "sort_name", "id"], name="initiatives_by_stage_and_name")]

    @property
    def stage_enum(self):
        return Stage(self.stage)

    @property
    def is_from_paper(self):
        """Lists ask for `act` along with the rows."""
        return hasattr(self, "act")

    @property
    def is_editable(self):
        return self.stage == Stage.NASCENT


class InitiativePart(models.Model):
    """A region or an activity of the initiative as it is drafted."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="parts")
    code = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "code"], name="one_part_once_per_initiative"),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(is_lead=True), name="one_lead_region_per_initiative"
            ),
        ]


class SectionText(SavedText):
    """One saved state of one section."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="texts")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(SavedText.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "section", "revision"], name="one_text_per_section_and_revision"
            )
        ]
