import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

DAY = dt.timedelta(days=1)


def _once_a_day(name: str, condition: Q) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("organisation", RangeOperators.EQUAL),
            ("kind", RangeOperators.EQUAL),
            (Func(F("body_id"), 0, function="coalesce"), RangeOperators.EQUAL),
            (Func(F("person_id"), 0, function="coalesce"), RangeOperators.EQUAL),
            ("email", RangeOperators.EQUAL),
            ("during", RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )


class ControlQuerySet(models.QuerySet):
    def in_effect(self) -> models.QuerySet:
        return self.filter(confirmed_at__isnull=False)

    def waiting(self) -> models.QuerySet:
        return self.filter(confirmed_at=None, declined_at=None)


class Control(models.Model):
    """Who owns, founded, heads or is paid by an organisation; a conflict of interest from its confirmation on."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("owner")
        FOUNDER = "founder", _("founder")
        HEAD = "head", _("head")
        PAID = "paid", _("is paid by it")

    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.CASCADE, related_name="controls")
    kind = models.CharField(_("relation"), max_length=8, choices=Kind.choices)
    body = models.ForeignKey("initiatives.Organisation", on_delete=models.CASCADE, null=True, related_name="holds")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # The address as it was declared: whether it has an account is nobody's to learn from this register.
    email = models.EmailField(blank=True)
    during = DateRangeField()
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    decline_reason = models.TextField(blank=True)

    objects = ControlQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, person=None, email="")
                | (Q(body=None) & (Q(person__isnull=False) | ~Q(email=""))),
                name="a_body_or_a_person_controls",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="control_confirmed_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(declined_by=None, declined_at=None)
                | Q(declined_by__isnull=False, declined_at__isnull=False),
                name="control_declined_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(declined_at=None), name="no_control_is_confirmed_and_declined"
            ),
            models.CheckConstraint(condition=~Q(body=F("organisation")), name="nothing_controls_itself"),
            models.CheckConstraint(
                condition=Q(body=None) | Q(kind__in=("owner", "founder", "paid")), name="only_a_person_is_head"
            ),
            _once_a_day("a_control_stands_once_a_day", Q(confirmed_at__isnull=False)),
            _once_a_day("a_control_waits_once_a_day", Q(confirmed_at=None, declined_at=None)),
        ]

    def __str__(self):
        return f"{self.who}: {self.get_kind_display()}"

    @property
    def who(self) -> str:
        return str(self.body or self.email or self.person)

    @property
    def last_on(self) -> dt.date | None:
        return self.during.upper - DAY if self.during.upper else None

    @property
    def is_in_effect(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is None and self.declined_at is None
