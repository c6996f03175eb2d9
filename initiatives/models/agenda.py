from django.conf import settings
from django.db import models
from django.db.models import F, Q


class CalendarFeedQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """A secret address at which a person's calendar program reads his dates. Only the secret's digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="one_standing_calendar_address_per_person"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("opened_at")),
                name="a_calendar_address_is_revoked_after_it_was_opened",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.opened_at:%Y-%m-%d}"
