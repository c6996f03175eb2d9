from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from initiatives.models.approval import Round


class AppointmentQuerySet(models.QuerySet):
    def accepted(self):
        return self.filter(accepted_at__isnull=False)

    def in_force(self, on):
        return self.accepted().filter(term__contains=on)

    def proposed(self):
        return self.filter(accepted_at=None, declined_at=None, ended_at=None)

    def with_round(self):
        """With how the authorities stand to it: `is_before_authorities` and the `outcome` of its last round."""
        rounds = Round.objects.filter(appointment=OuterRef("pk"))
        return self.annotate(
            is_before_authorities=Exists(rounds.open()),
            outcome=Subquery(rounds.order_by("-number").values("outcome")[:1]),
        )


class Appointment(models.Model):
    """A managing organisation, appointed for a term and accepted by its own representative."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="appointments")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="appointments")
    term = DateRangeField()
    staff = models.DecimalField(
        _("full-time equivalents"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)]
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    manager_name = models.CharField(_("cluster manager"), max_length=150, blank=True)
    mandate = models.CharField(_("mandate document: number and date"), max_length=300, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Whoever was asked agrees; of a registered initiative the authorities decide before it is accepted.
    consented_at = models.DateTimeField(null=True)
    consented_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_accepted_managing_organisation_at_a_time",
                expressions=[("initiative", RangeOperators.EQUAL), ("term", RangeOperators.OVERLAPS)],
                condition=Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, declined_at=None),
                name="appointment_accepted_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(consented_at=None, consented_by=None)
                | Q(consented_at__isnull=False, consented_by__isnull=False, declined_at=None),
                name="appointment_consented_by_and_at_together",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(accepted_at=None, declined_at=None, ended_at=None),
                name="one_open_proposal_of_a_managing_organisation",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} ({self.initiative})"

    @property
    def is_open(self):
        """Proposed, and neither in office nor turned down nor taken back."""
        return not (self.accepted_at or self.declined_at or self.ended_at)


class LeaderQuerySet(models.QuerySet):
    def present(self, on):
        return self.filter(Q(term_ends_on=None) | Q(term_ends_on__gte=on), ended_at=None)


class Leader(models.Model):
    """Somebody who leads a working group or the whole, from business, science or education."""

    class Origin(models.TextChoices):
        BUSINESS = "business", _("business")
        SCIENCE = "science", _("science or education")
        AUTHORITY = "authority", _("authority")
        OTHER = "other", _("other")

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="leaders")
    name = models.CharField(_("name"), max_length=150)
    origin = models.CharField(_("from"), max_length=16, choices=Origin.choices)
    organisation = models.ForeignKey(
        "initiatives.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    field = models.CharField(_("leads in"), max_length=200, blank=True)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # By the members' vote, instead of by whoever runs the initiative.
    elected_in = models.ForeignKey(
        "initiatives.LeaderVote", on_delete=models.PROTECT, null=True, related_name="elected"
    )
    term_ends_on = models.DateField(_("term ends on"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, elected_in=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, elected_in=None)
                | Q(confirmed_at__isnull=False, confirmed_by=None, elected_in__isnull=False),
                name="leader_confirmed_by_and_at_together",
            )
        ]

    def __str__(self):
        return self.name
