from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MembershipQuerySet(models.QuerySet):
    def open(self):
        return self.filter(left_at=None, declined_at=None)

    def admitted(self):
        return self.open().filter(admitted_at__isnull=False)

    def committed(self):
        return self.admitted().filter(committed_at__isnull=False)


class Membership(models.Model):
    """Joins an organisation to an initiative: a signatory commits, the initiative admits; dates are kept."""

    class Role(models.TextChoices):
        SUPPLIER = "supplier", _("supplier")
        PRODUCER = "producer", _("producer")
        PROCESSOR = "processor", _("processor")
        TRADE = "trade", _("trade and logistics")
        SERVICE = "service", _("service provider")
        KNOWLEDGE = "knowledge", _("research and education")
        FINANCE = "finance", _("finance")
        SUPPORT = "support", _("support and authority")

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey("initiatives.OrganisationUnit", on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(_("role in the value chain"), max_length=16, choices=Role.choices, blank=True)
    message = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    committed_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    admitted_at = models.DateTimeField(null=True)
    admitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "organisation"],
                condition=Q(left_at=None, declined_at=None),
                name="one_open_membership_per_initiative_and_organisation",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{deed}_at": None, f"{deed}_by": None})
                    | Q(**{f"{deed}_at__isnull": False, f"{deed}_by__isnull": False}),
                    name=f"membership_{deed}_by_and_at_together",
                )
                for deed in ("committed", "admitted", "declined", "left")
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("asked_at")), name="a_member_leaves_after_asking"
            ),
        ]


class InvitationQuerySet(models.QuerySet):
    def open(self, at):
        return self.filter(answered_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """A link to hand over. The token itself is never stored, only its digest."""

    class Answer(models.TextChoices):
        JOIN = "join", _("Join")
        NOT_NOW = "not_now", _("Not now")
        NOT_MY_FIRM = "not_my_firm", _("Not my firm")

    token_digest = models.CharField(max_length=64, unique=True)
    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(
        "initiatives.Organisation", on_delete=models.PROTECT, null=True, related_name="invitations"
    )
    organisation_name = models.CharField(max_length=300, blank=True)
    identifier_digest = models.CharField(max_length=64, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="ru")
    role = models.CharField(max_length=16, choices=Membership.Role.choices, blank=True)
    message = models.TextField(blank=True)
    member_list = models.ForeignKey(
        "initiatives.MemberList", on_delete=models.SET_NULL, null=True, related_name="invitations"
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=16, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="invitation_answer_and_answered_at_together",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_expires_after_it_was_made"
            ),
        ]
