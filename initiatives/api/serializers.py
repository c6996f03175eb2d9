from rest_framework import serializers

from initiatives.api.coordination import CoordinationField
from initiatives.models import Initiative, Membership, Organisation


class MemberSerializer(serializers.ModelSerializer):
    id = serializers.IntegerField(source="organisation_id", read_only=True)
    name = serializers.CharField(source="organisation.name", read_only=True)
    kind = serializers.CharField(source="organisation.kind", read_only=True)
    region = serializers.CharField(source="organisation.region.code", default=None, read_only=True)
    since = serializers.DateTimeField(source="admitted_at", read_only=True)

    class Meta:
        model = Membership
        fields = ("id", "name", "kind", "region", "role", "since")


class InitiativeSerializer(serializers.ModelSerializer):
    """What is public of a cluster initiative; its figures are asked for by `subject`."""

    subject = serializers.SerializerMethodField(help_text="for /figures/?subject=")
    regions = serializers.SerializerMethodField()
    activities = serializers.SerializerMethodField()
    members = MemberSerializer(source="public_members", many=True, read_only=True)
    coordination = CoordinationField()

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
            "regions",
            "activities",
            "members",
            "coordination",
            "is_synthetic",
        )

    def get_subject(self, initiative: Initiative) -> str:
        return f"initiative:{initiative.pk}"

    def get_regions(self, initiative: Initiative) -> list[str]:
        return sorted(part.code.code for part in initiative.region_parts)

    def get_activities(self, initiative: Initiative) -> list[str]:
        return sorted(part.code.code for part in initiative.activity_parts)


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
