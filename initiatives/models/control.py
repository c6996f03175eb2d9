from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class Control(models.Model):
    """Who owns, founded, heads or is paid by an organisation, and since when: what makes a conflict of interest."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("owner")
        FOUNDER = "founder", _("founder")
        HEAD = "head", _("head")
        PAID = "paid", _("is paid by it")

    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.CASCADE, related_name="controls")
    kind = models.CharField(_("relation"), max_length=8, choices=Kind.choices)
    body = models.ForeignKey("initiatives.Organisation", on_delete=models.CASCADE, null=True, related_name="holds")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    during = DateRangeField()
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, person=None) | Q(body=None, person__isnull=False),
                name="a_body_or_a_person_controls",
            ),
            models.CheckConstraint(condition=~Q(body=F("organisation")), name="nothing_controls_itself"),
            models.CheckConstraint(
                condition=Q(body=None) | Q(kind__in=("owner", "founder", "paid")), name="only_a_person_is_head"
            ),
            ExclusionConstraint(
                name="a_control_stands_once_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (Func(F("body_id"), 0, function="coalesce"), RangeOperators.EQUAL),
                    (Func(F("person_id"), 0, function="coalesce"), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.body or self.person}: {self.get_kind_display()}"
