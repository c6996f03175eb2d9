from django.conf import settings
from django.db import models
from django.db.models import Q


class MemberListQuerySet(models.QuerySet):
    def open(self):
        return self.filter(recorded_at=None, discarded_at=None)


class MemberList(models.Model):
    """A list of firms that somebody brings: looked through first, then recorded as invitations, or thrown away."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="member_lists")
    filename = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    # People's numbers and addresses may stand in it: encrypted while it waits, empty afterwards.
    content = models.TextField(blank=True)
    row_count = models.PositiveIntegerField()
    invited_count = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)

    objects = MemberListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(recorded_at=None, discarded_at=None),
                name="one_waiting_member_list_per_initiative",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None, recorded_by=None, invited_count=None)
                | Q(
                    recorded_at__isnull=False, recorded_by__isnull=False, invited_count__isnull=False, discarded_at=None
                ),
                name="a_recorded_member_list_says_by_whom_and_how_many",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None, discarded_at=None) | Q(content=""),
                name="a_finished_member_list_keeps_no_rows",
            ),
        ]

    def __str__(self):
        return self.filename

    @property
    def is_open(self):
        return self.recorded_at is None and self.discarded_at is None
