from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PrintoutQuerySet(models.QuerySet):
    def light(self):
        return self.defer("pdf", "content")


class Printout(models.Model):
    """A document that the portal has issued: what it says, its digest, and the file itself, which never changes."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("decision letter")
        PASSPORT = "passport", _("passport of the initiative")
        PLAN = "plan", _("strategic plan")
        REGISTER = "register", _("register of members")

    # Typed from paper, so without letters that look alike.
    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="printouts")
    round = models.ForeignKey("initiatives.Round", on_delete=models.CASCADE, null=True, related_name="printouts")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    # A translation points at the text that counts and carries its digest.
    authentic = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="translations")
    content = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    template = models.CharField(max_length=16)
    pdf = models.BinaryField()
    pdf_digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="letter", round__isnull=False) | (~Q(kind="letter") & Q(round=None)),
                name="a_letter_is_about_a_round",
            ),
            models.CheckConstraint(
                condition=Q(authentic=None) | Q(kind="letter"), name="only_letters_have_an_authentic_text"
            ),
        ]

    def __str__(self):
        return self.code
