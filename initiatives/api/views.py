from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from rest_framework import pagination, permissions, viewsets

from indicators.models import Classification
from initiatives.api import coordination, serializers
from initiatives.models import Initiative, InitiativePart, Membership
from initiatives.queries.organisation import visible_to


class ByNumber(pagination.CursorPagination):
    """In the order of their numbers, so that a page far behind costs what the first one costs."""

    ordering = "pk"
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 500


class Public(viewsets.ReadOnlyModelViewSet):
    """The same for everybody, whoever asks."""

    permission_classes = (permissions.AllowAny,)
    pagination_class = ByNumber
    lookup_value_regex = "[0-9]{1,18}"


def _parts(kind: str, name: str) -> Prefetch:
    rows = InitiativePart.objects.filter(code__classification__code=kind).select_related("code")
    return Prefetch("parts", queryset=rows, to_attr=name)


MEMBERS = (
    Membership.objects.committed()
    .filter(organisation__is_public=True)
    .select_related("organisation__region")
    .order_by("organisation__sort_name", "pk")
)


class Initiatives(Public):
    """Registered and suspended cluster initiatives with their regions, activities and members."""

    serializer_class = serializers.InitiativeSerializer
    filterset_fields = ("stage",)
    queryset = Initiative.objects.public().prefetch_related(
        _parts(Classification.REGION, "region_parts"),
        _parts(Classification.ACTIVITY, "activity_parts"),
        Prefetch("memberships", queryset=MEMBERS, to_attr="public_members"),
        *coordination.PUBLIC,
    )


class Organisations(Public):
    """Confirmed organisations that wish to be found."""

    serializer_class = serializers.OrganisationSerializer
    filterset_fields = ("kind", "bin", "region__code")
    queryset = (
        visible_to(AnonymousUser())
        .defer("iin_encrypted", "iin_digest", "about")
        .select_related("region")
        .prefetch_related(
            "activities__activity",
            Prefetch(
                "memberships",
                queryset=Membership.objects.committed().filter(initiative__in=Initiative.objects.public()),
                to_attr="public_memberships",
            ),
        )
    )
