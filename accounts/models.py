from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


def _is_of_admin_site(perm):
    return perm.rpartition(".")[2].startswith(("add_", "change_", "delete_", "view_"))


def _backends_of_deeds():
    """Django's own backends grant a superuser everything, so only those are asked that say what follows from whom."""
    return [backend for backend in get_backends() if getattr(backend, "grants_deeds", False)]


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    is_staff = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("must_use_second_factor", _("Must sign in with a second factor"))]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email_whatever_the_case")]

    def __str__(self):
        return self.name or self.email

    def has_perm(self, perm, obj=None):
        """An administrator runs the instance; what the portal decides is decided by those who act for somebody."""
        if self.is_superuser and not _is_of_admin_site(perm):
            return self.is_active and any(backend.has_perm(self, perm, obj=obj) for backend in _backends_of_deeds())
        return super().has_perm(perm, obj)

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email


class AuditEvent(models.Model):
    """One thing somebody did. No foreign keys, so that the record outlives its subject and its actor."""

    at = models.DateTimeField()
    actor_number = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=64)
    target_label = models.CharField(max_length=64)
    target_id = models.BigIntegerField()
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    personal_digest = models.CharField(max_length=64, blank=True)
    transaction = models.BigIntegerField(
        db_default=models.Func(
            template="audit_transaction(pg_current_xact_id()::text::bigint)", output_field=models.BigIntegerField()
        ),
        editable=False,
    )

    class Meta:
        indexes = [
            models.Index(fields=["target_label", "target_id", "-id"], name="audit_history"),
            models.Index(fields=["transaction"], name="audit_transaction"),
        ]

    def __str__(self):
        return f"{self.verb} {self.target_label} {self.target_id}"


class AuditPersonalDetail(models.Model):
    """What an event says of a person, kept aside so that it can be erased while the chain stays valid."""

    event_number = models.BigIntegerField(unique=True)
    salt = models.CharField(max_length=32)
    content = models.JSONField(encoder=DjangoJSONEncoder)

    def __str__(self):
        return str(self.event_number)


class Seal(models.Model):
    """One link of the hash chain over the events of all transactions below a bound."""

    from_transaction = models.BigIntegerField(unique=True)
    below_transaction = models.BigIntegerField(unique=True)
    event_count = models.PositiveIntegerField()
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(below_transaction__gt=F("from_transaction")), name="seal_covers_a_range_forward"
            )
        ]

    def __str__(self):
        return f"{self.from_transaction}–{self.below_transaction}"


class Delivery(models.TextChoices):
    """How a notice reaches its reader beside the page where all of them stand."""

    AT_ONCE = "at_once", _("by mail at once")
    DAILY = "daily", _("in one mail a day")
    PORTAL = "portal", _("only here, without mail")


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def unsent(self):
        return self.filter(sent_at=None)

    def by(self, delivery):
        return self.filter(delivery=delivery)


class Notice(models.Model):
    """What a person was told. The text is made from kind and context in the reader's language."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=64)
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=300, blank=True)
    occasion = models.CharField(max_length=120)
    # As the reader had chosen when it was told.
    delivery = models.CharField(max_length=8, choices=Delivery.choices, default=Delivery.AT_ONCE)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "occasion"], name="one_notice_per_person_and_occasion")
        ]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["created_at"], condition=Q(sent_at=None), name="notices_unsent"),
        ]

    def __str__(self):
        return f"{self.kind} {self.occasion}"


class NoticeChoice(models.Model):
    """How a person wishes to be told of one group of notices, where it is not the group's own way."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    group = models.CharField(max_length=32)
    delivery = models.CharField(max_length=8, choices=Delivery.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="one_choice_per_person_and_group"),
            models.CheckConstraint(condition=Q(delivery__in=Delivery.values), name="a_choice_is_one_of_the_deliveries"),
        ]

    def __str__(self):
        return f"{self.group}: {self.delivery}"


class DailyMail(models.Model):
    """That a person had the mail of a day; the day has no second one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    notices = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="at_most_one_daily_mail_per_person_and_day")
        ]

    def __str__(self):
        return f"{self.user_id} {self.day}"


class Unsent(models.Model):
    """What a person typed into a form that could not be taken; it is shown to nobody else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unsent")
    address = models.CharField(max_length=500)
    page = models.CharField(max_length=500)
    has_files = models.BooleanField(default=False)
    # Anything may stand in it, also a person's number.
    encrypted = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("-kept_at", "-id")
        indexes = [models.Index(fields=["user", "-kept_at"], name="unsent_of_a_person")]

    def __str__(self):
        return self.address


class KeptMail(models.Model):
    """A mail that the demo keeps instead of sending."""

    to = ArrayField(models.EmailField())
    subject = models.CharField(max_length=300)
    body = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("-kept_at", "-id")

    def __str__(self):
        return self.subject
