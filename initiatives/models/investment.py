from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.dialogue import LANGUAGES
from initiatives.investment import FACTS, Rate, Readiness, holds_until, is_confirmed, unconfirmed_since
from initiatives.lifecycle import Stage
from initiatives.projects import OVER

NUMBERS = ("amount", "share")
DOLLAR = "USD"


class InvestmentOfferQuerySet(models.QuerySet):
    def public(self):
        """Open, of a living project that is public, of an initiative that is public."""
        return self.filter(
            is_open=True, project__is_public=True, project__initiative__stage__in=(Stage.REGISTERED, Stage.SUSPENDED)
        ).exclude(project__stage__in=OVER)


def sourced(name):
    """A fact never stands without its source and date, and neither of them alone."""
    empty = Q(**{f"{name}__isnull": True}) if name in NUMBERS else Q(**{name: ""})
    bare = Q(**{f"{name}_source": "", f"{name}_on": None})
    told = ~Q(**{f"{name}_source": ""}) & Q(**{f"{name}_on__isnull": False})
    return models.CheckConstraint(condition=(empty & bare) | (~empty & told), name=f"investment_{name}_with_its_source")


class InvestmentOffer(models.Model):
    """What an investor can put money into: a project with what is asked, and what is there."""

    project = models.OneToOneField("initiatives.Project", on_delete=models.CASCADE, related_name="investment")
    is_open = models.BooleanField(default=False)
    amount = models.BigIntegerField(null=True)
    amount_source = models.CharField(max_length=200, blank=True)
    amount_on = models.DateField(null=True)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    share_source = models.CharField(max_length=200, blank=True)
    share_on = models.DateField(null=True)
    stage = models.CharField(max_length=16, choices=Readiness.choices, blank=True)
    stage_source = models.CharField(max_length=200, blank=True)
    stage_on = models.DateField(null=True)
    site = models.CharField(max_length=600, blank=True)
    site_source = models.CharField(max_length=200, blank=True)
    site_on = models.DateField(null=True)
    energy = models.CharField(max_length=600, blank=True)
    energy_source = models.CharField(max_length=200, blank=True)
    energy_on = models.DateField(null=True)
    land = models.CharField(max_length=600, blank=True)
    land_source = models.CharField(max_length=200, blank=True)
    land_on = models.DateField(null=True)
    incentives = models.CharField(max_length=600, blank=True)
    incentives_source = models.CharField(max_length=200, blank=True)
    incentives_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    objects = InvestmentOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            *(sourced(name) for name in FACTS),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="an_investor_is_asked_for_money"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=100), name="investment_share_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(stage="") | Q(stage__in=Readiness.values), name="investment_stage_is_one_of_the_table"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_on=None)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="investment_confirmed_by_and_on_together",
            ),
            models.CheckConstraint(
                condition=Q(is_open=False)
                | (Q(amount__isnull=False, share__isnull=False, confirmed_on__isnull=False) & ~Q(stage="")),
                name="an_open_offer_says_how_much_and_is_confirmed",
            ),
        ]

    def __str__(self):
        return str(self.project)

    @property
    def stage_label(self):
        return Readiness(self.stage).label if self.stage else ""

    @property
    def unconfirmed_since(self):
        return unconfirmed_since(self.confirmed_on) if self.confirmed_on else None

    @property
    def holds_until(self):
        return holds_until(self.confirmed_on) if self.confirmed_on else None

    def is_confirmed(self, on):
        return is_confirmed(self.confirmed_on, on=on)


class InvestorContactQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def shown(self):
        """Nobody is named to the world who has not said yes himself."""
        return self.standing().filter(consented_at__isnull=False)


class InvestorContact(models.Model):
    """The one person whom investors find named, of the organisation that runs the initiative."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="investor_contacts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=150)
    languages = ArrayField(models.CharField(max_length=2))
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    consented_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = InvestorContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative"], condition=Q(ended_at=None), name="one_contact_for_investors")
        ]

    def __str__(self):
        return str(self.person)

    @property
    def spoken(self):
        return [str(name) for code, name in LANGUAGES if code in self.languages]


class ExchangeRate(models.Model):
    """The official rate of one day, with where it was read."""

    currency = models.CharField(max_length=3, default=DOLLAR)
    on = models.DateField()
    tenge = models.DecimalField(max_digits=12, decimal_places=4)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="one_rate_a_day_and_currency"),
            models.CheckConstraint(condition=Q(tenge__gt=0), name="a_rate_is_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="a_rate_has_its_source"),
        ]

    def __str__(self):
        return f"{self.currency}, {self.on}"

    @property
    def rate(self):
        return Rate(self.tenge, self.on, self.source)
