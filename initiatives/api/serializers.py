import datetime as dt
from typing import Any

from django.utils.timezone import get_current_timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from initiatives.api.coordination import CoordinationField
from initiatives.models import Initiative, Organisation, RegisterAct
from initiatives.queries import support_sums

MEMBER_FIELDS = ("id", "name", "kind", "region", "role")


class MemberSerializer(serializers.Serializer):
    """For the schema alone: a page has a thousand members, which come from the database as they stand."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()
    region = serializers.CharField(allow_null=True)
    role = serializers.CharField()
    since = serializers.DateTimeField()


class ActSerializer(serializers.ModelSerializer):
    """The act on paper by which it had been registered before it came here; null where a round decided here."""

    class Meta:
        model = RegisterAct
        fields = ("title", "number", "on")


class SupportSerializer(serializers.Serializer):
    """Promised by the authorities of one source for one year, in whole tenge; `paid` is null where nothing is noted."""

    year = serializers.IntegerField()
    source = serializers.CharField(source="source.value")
    promised = serializers.IntegerField()
    paid = serializers.IntegerField(allow_null=True)
    noted_on = serializers.DateField()


class InitiativeSerializer(serializers.ModelSerializer):
    """What is public of a cluster initiative; its figures are asked for by `subject`."""

    subject = serializers.SerializerMethodField(help_text="for /figures/?subject=")
    regions = serializers.SerializerMethodField()
    activities = serializers.SerializerMethodField()
    members = serializers.SerializerMethodField()
    coordination = CoordinationField()
    support = serializers.SerializerMethodField()
    recorded_from_paper = serializers.SerializerMethodField()

    class Meta:
        model = Initiative
        fields = (
            "id",
            "subject",
            "name",
            "language",
            "stage",
            "register_number",
            "registered_on",
            "recorded_from_paper",
            "regions",
            "activities",
            "members",
            "coordination",
            "support",
            "is_synthetic",
        )

    @extend_schema_field(ActSerializer(allow_null=True))
    def get_recorded_from_paper(self, initiative: Initiative) -> dict[str, Any] | None:
        return ActSerializer(initiative.act).data if initiative.is_from_paper else None

    @extend_schema_field(SupportSerializer(many=True))
    def get_support(self, initiative: Initiative) -> list[dict[str, Any]]:
        return list(SupportSerializer(support_sums.public(initiative.support_told), many=True).data)

    def get_subject(self, initiative: Initiative) -> str:
        return f"initiative:{initiative.pk}"

    def get_regions(self, initiative: Initiative) -> list[str]:
        return initiative.region_codes

    def get_activities(self, initiative: Initiative) -> list[str]:
        return initiative.activity_codes

    @extend_schema_field(MemberSerializer(many=True))
    def get_members(self, initiative: Initiative) -> list[dict[str, Any]]:
        zone = get_current_timezone()
        return [
            {field: row[field] for field in MEMBER_FIELDS} | {"since": _local(row["since"], zone)}
            for row in initiative.public_members
        ]


class OrganisationSerializer(serializers.ModelSerializer):
    """What is public of an organisation. An owner's number is in no answer."""

    region = serializers.CharField(source="region.code", default=None, read_only=True)
    activities = serializers.SerializerMethodField()
    initiatives = serializers.SerializerMethodField(help_text="numbers of public initiatives that it is a member of")

    class Meta:
        model = Organisation
        fields = (
            "id",
            "name",
            "language",
            "names",
            "kind",
            "size",
            "bin",
            "country",
            "registry_number",
            "region",
            "activities",
            "website",
            "initiatives",
            "is_synthetic",
        )

    def get_activities(self, organisation: Organisation) -> list[str]:
        return sorted(row.activity.code for row in organisation.activities.all())

    def get_initiatives(self, organisation: Organisation) -> list[int]:
        return sorted(membership.initiative_id for membership in organisation.public_memberships)


def _local(moment: str, zone: dt.tzinfo) -> str:
    """As every other moment of the API is written."""
    return dt.datetime.fromisoformat(moment).astimezone(zone).isoformat()
