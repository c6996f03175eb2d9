"""Public projects of public initiatives, as programs read them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from initiatives import budget
from initiatives.api.views import Public
from initiatives.models import BudgetLine, Contribution, Milestone, Project, ProjectPartner
from initiatives.projects import available
from initiatives.queries.project import whole


class LineSerializer(serializers.ModelSerializer):
    class Meta:
        model = BudgetLine
        fields = ("source", "year", "planned", "spent")


class MilestoneSerializer(serializers.ModelSerializer):
    class Meta:
        model = Milestone
        fields = ("title", "due_on", "done_on")


class ContributionSerializer(serializers.ModelSerializer):
    indicator = serializers.CharField(source="indicator.code", read_only=True)

    class Meta:
        model = Contribution
        fields = ("indicator", "year", "value")


class PartnerSerializer(serializers.ModelSerializer):
    id = serializers.IntegerField(source="organisation_id", read_only=True)
    name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = ProjectPartner
        fields = ("id", "name", "role")


class ProjectSerializer(serializers.ModelSerializer):
    """Money in whole tenge; null is what nobody has entered, which is not 0."""

    budget = LineSerializer(source="budget_lines", many=True, read_only=True)
    cofinancing = serializers.SerializerMethodField(help_text="part of the plan that is not public money, 0 to 1")
    milestones = serializers.SerializerMethodField()
    partners = PartnerSerializer(source="present", many=True, read_only=True)
    contributions = ContributionSerializer(many=True, read_only=True)
    ways = serializers.SerializerMethodField(help_text="names of the ways that leave the stage")

    class Meta:
        model = Project
        fields = (
            "id",
            "initiative",
            "title",
            "kind",
            "summary",
            "stage",
            "stage_since",
            "ways",
            "starts_on",
            "ends_on",
            "total",
            "budget",
            "cofinancing",
            "milestones",
            "partners",
            "contributions",
            "results",
            "is_synthetic",
        )

    def get_cofinancing(self, project: Project) -> float | None:
        share = budget.cofinancing(project.budget_lines.all())
        return None if share is None else float(share)

    @extend_schema_field(MilestoneSerializer(many=True))
    def get_milestones(self, project: Project) -> list[dict[str, object]]:
        standing = [one for one in project.milestones.all() if one.dropped_at is None]
        return MilestoneSerializer(standing, many=True).data

    def get_ways(self, project: Project) -> list[str]:
        return [way.name for way in available(project.stage)]


class Projects(Public):
    """Projects that a registered initiative shows to everybody."""

    serializer_class = ProjectSerializer
    filterset_fields = ("initiative", "stage", "kind")
    queryset = whole(Project.objects.public())
