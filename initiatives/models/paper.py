from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from initiatives.models.brought import Brought


class RegisterAct(models.Model):
    """The act on paper by which an initiative had been registered before it came here: no round decided on it."""

    initiative = models.OneToOneField("initiatives.Initiative", on_delete=models.CASCADE, related_name="act")
    title = models.CharField(_("act"), max_length=300)
    number = models.CharField(_("number of the act"), max_length=64)
    on = models.DateField(_("date of the act"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(Upper("number"), "on", name="an_act_registers_one_initiative"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(title=""), name="an_act_has_a_title_and_a_number"),
        ]

    def __str__(self):
        return f"{self.title} {self.number}"


class PaperList(Brought):
    """A sheet of initiatives that are registered on paper."""

    recorded_count = models.PositiveIntegerField(null=True)
    kept_out_count = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["received_by"],
                condition=Q(recorded_at=None, discarded_at=None),
                name="one_waiting_paper_list_per_person",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None, recorded_by=None, recorded_count=None)
                | Q(recorded_at__isnull=False, recorded_by__isnull=False, recorded_count__isnull=False),
                name="a_recorded_paper_list_says_by_whom_and_how_many",
            ),
        ]
