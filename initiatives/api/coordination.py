"""What is public of coordination between regions: the agreement in force and the next meeting, never minutes."""

from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Now
from django.utils.timezone import localtime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from initiatives.models import CoordinationAgreement, CouncilMeeting, Initiative

PUBLIC = (
    Prefetch("coordination_agreements", CoordinationAgreement.objects.in_force(), to_attr="agreements_in_force"),
    Prefetch(
        "meetings",
        CouncilMeeting.objects.standing().filter(starts_at__gte=Now()).order_by("starts_at", "pk"),
        to_attr="coming_meetings",
    ),
)


class AgreementSerializer(serializers.ModelSerializer):
    """Signed by every authority concerned; the digest is that of the text which they signed."""

    version = serializers.IntegerField(source="number", read_only=True)
    in_force_since = serializers.DateTimeField(source="approved_at", read_only=True)

    class Meta:
        model = CoordinationAgreement
        fields = ("version", "in_force_since", "digest")


class CoordinationSerializer(serializers.Serializer):
    """Both are null where one region alone takes part, and until the authorities have agreed or met."""

    agreement = AgreementSerializer(allow_null=True, read_only=True)
    next_meeting = serializers.DateTimeField(allow_null=True, read_only=True)


@extend_schema_field(CoordinationSerializer)
class CoordinationField(serializers.Field):
    """Reads what `PUBLIC` has fetched."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, initiative: Initiative) -> dict[str, Any]:
        agreement, meeting = (
            next(iter(found), None) for found in (initiative.agreements_in_force, initiative.coming_meetings)
        )
        # The serializers above are the schema's: made for each row they would cost more than all the rest of it.
        return {
            "agreement": agreement and _told(agreement),
            "next_meeting": meeting and localtime(meeting.starts_at).isoformat(),
        }


def _told(agreement: CoordinationAgreement) -> dict[str, Any]:
    since = agreement.approved_at
    return {
        "version": agreement.number,
        "in_force_since": since and localtime(since).isoformat(),
        "digest": agreement.digest,
    }
