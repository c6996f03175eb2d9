from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from indicators.models.folding import folded_key
from indicators.models.sorting import sort_key
from initiatives.decisions import Capacity
from initiatives.models.named import Named


class OrganisationQuerySet(models.QuerySet):
    def authorities(self):
        return self.filter(kind__in=Organisation.AUTHORITY_KINDS, merged_into=None)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False, merged_into=None)


class Organisation(Named):
    """A body that takes part, known by its BIN, its owner's IIN, or a foreign registry number."""

    class Kind(models.TextChoices):
        FIRM = "firm", _("firm")
        SOLE_ENTREPRENEUR = "sole_entrepreneur", _("sole entrepreneur")
        PEASANT_FARM = "peasant_farm", _("peasant farm")
        UNIVERSITY = "university", _("university or college")
        INSTITUTE = "institute", _("research institute")
        TECHNOPARK = "technopark", _("technopark")
        STATE_AUTHORITY = "state_authority", _("state authority")
        MUNICIPAL_AUTHORITY = "municipal_authority", _("municipal authority")
        FINANCIAL = "financial", _("financial institution")
        ASSOCIATION = "association", _("association or other non-profit")
        CLUSTER = "cluster", _("cluster organisation")

    class Size(models.TextChoices):
        MICRO = "micro", _("micro")
        SMALL = "small", _("small")
        MEDIUM = "medium", _("medium")
        LARGE = "large", _("large")

    AUTHORITY_KINDS = (Kind.STATE_AUTHORITY, Kind.MUNICIPAL_AUTHORITY)
    OWNER_KINDS = (Kind.SOLE_ENTREPRENEUR, Kind.PEASANT_FARM)
    BUSINESS_KINDS = (Kind.FIRM, Kind.SOLE_ENTREPRENEUR, Kind.PEASANT_FARM)
    KNOWLEDGE_KINDS = (Kind.UNIVERSITY, Kind.INSTITUTE)

    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    size = models.CharField(_("size"), max_length=8, choices=Size.choices, blank=True)
    # NULL where there is none, because an empty text would be taken by the first organisation without one.
    bin = models.CharField("BIN", max_length=12, null=True, unique=True)  # noqa: DJ001
    iin_encrypted = models.BinaryField(null=True)
    iin_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    country = models.CharField(_("country"), max_length=2, default="KZ")
    registry_number = models.CharField(_("registry number"), max_length=64, blank=True)
    region = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, null=True, related_name="+")
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("about"), blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="ru")
    is_public = models.BooleanField(default=True)
    is_synthetic = models.BooleanField(default=False)
    keeps_statistics = models.BooleanField(default=False)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # It was the same body as another one: that one stands, this row keeps its number and its past.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    merged_at = models.DateTimeField(null=True)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sort_name = sort_key("name")
    folded = folded_key("name")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(country="KZ", bin__isnull=False, iin_digest=None, registry_number="")
                | Q(country="KZ", bin=None, iin_digest__isnull=False, registry_number="")
                | (~Q(country="KZ") & Q(bin=None, iin_digest=None) & ~Q(registry_number="")),
                name="organisation_is_identified_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(iin_digest=None, iin_encrypted=None)
                | Q(
                    iin_digest__isnull=False,
                    iin_encrypted__isnull=False,
                    kind__in=("sole_entrepreneur", "peasant_farm"),
                ),
                name="only_sole_entrepreneurs_and_farms_have_an_iin",
            ),
            models.UniqueConstraint(
                fields=["country", "registry_number"],
                condition=~Q(registry_number=""),
                name="one_organisation_per_foreign_registry_number",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None) | Q(confirmed_at__isnull=False),
                name="organisation_confirmed_by_needs_confirmed_at",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None, merged_by=None)
                | (
                    Q(merged_into__isnull=False, merged_at__isnull=False, merged_by__isnull=False)
                    & ~Q(merged_into=F("pk"))
                ),
                name="a_merged_organisation_says_into_which_when_and_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="organisations_by_name"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="organisations_by_parts_of_name"),
            # What Django asks for where capitals do not matter.
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="organisations_by_upper_name"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="organisations_by_folded_name"),
            GinIndex(SearchVector("name", config="russian"), name="organisations_by_word_forms"),
        ]

    @property
    def is_authority(self):
        return self.kind in self.AUTHORITY_KINDS


class OrganisationActivity(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="activities")
    activity = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "activity"], name="one_activity_once_per_organisation"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(is_main=True), name="one_main_activity_per_organisation"
            ),
        ]


class OrganisationUnit(models.Model):
    """A faculty, laboratory or branch that may join on its organisation's behalf."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=300)

    def __str__(self):
        return self.name


class RepresentativeQuerySet(models.QuerySet):
    def active(self):
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def editors(self):
        return self.active().exclude(role=Representative.Role.VIEWER)

    def administrators(self):
        return self.active().filter(role=Representative.Role.ADMINISTRATOR)

    def signatories(self, *, on):
        in_force = Q(signs_until=None) | Q(signs_until__gte=on)
        return self.active().filter(in_force, is_signatory=True)


class Representative(models.Model):
    """A person acting for an organisation; every right follows from this."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("administrator")
        EDITOR = "editor", _("editor")
        VIEWER = "viewer", _("viewer")

    class Basis(models.TextChoices):
        HEAD = "head", _("head of the organisation")
        POWER_OF_ATTORNEY = "power_of_attorney", _("power of attorney")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="represents")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="representatives")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    position = models.CharField(_("position"), max_length=150, blank=True)
    is_signatory = models.BooleanField(_("signs for the organisation"), default=False)
    signs_by = models.CharField(_("on the basis of"), max_length=24, choices=Basis.choices, blank=True)
    power_number = models.CharField(_("number of the power of attorney"), max_length=64, blank=True)
    signs_until = models.DateField(_("power of attorney ends on"), null=True, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(ended_at=None), name="one_role_per_person_and_organisation"
            ),
            models.CheckConstraint(
                condition=Q(is_signatory=False)
                | Q(is_signatory=True, signs_by="head")
                | (Q(is_signatory=True, signs_by="power_of_attorney", signs_until__isnull=False) & ~Q(power_number="")),
                name="a_signatory_has_a_basis",
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.organisation})"


class Jurisdiction(models.Model):
    """Where an authority decides or advises; no region means the whole country (the ministry)."""

    authority = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="jurisdictions")
    region = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=8, choices=Capacity.choices, default=Capacity.DECIDES)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_deciding_authority_per_region_and_day",
                expressions=[
                    (Func(F("region_id"), 0, function="coalesce"), RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(capacity="decides"),
            )
        ]
