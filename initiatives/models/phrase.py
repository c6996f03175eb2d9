from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PhraseQuerySet(models.QuerySet):
    def current(self):
        return self.filter(removed_at=None)


class Phrase(models.Model):
    """A remark that an authority writes again and again; the portal's own stand in initiatives/phrases.json."""

    authority = models.ForeignKey("initiatives.Organisation", on_delete=models.CASCADE, related_name="phrases")
    section = models.CharField(_("section"), max_length=32, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.CharField(_("text"), max_length=500)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = PhraseQuerySet.as_manager()

    class Meta:
        ordering = ("section", "text", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "section", "language", "text"],
                condition=Q(removed_at=None),
                name="an_authority_keeps_a_phrase_once",
            )
        ]

    def __str__(self):
        return self.text[:80]
