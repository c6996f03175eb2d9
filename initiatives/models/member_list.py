from django.db import models
from django.db.models import Q

from initiatives.models.brought import Brought


class MemberList(Brought):
    """A list of firms that somebody brings: looked through first, then recorded as invitations, or thrown away."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="member_lists")
    invited_count = models.PositiveIntegerField(null=True)

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
