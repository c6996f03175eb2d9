from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import JSONField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django_filters import CharFilter, FilterSet
from rest_framework import pagination, permissions, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.models import Classification
from initiatives.api import coordination, serializers
from initiatives.models import Initiative, InitiativePart, Membership, Organisation
from initiatives.queries import merge as merges
from initiatives.queries import support_sums
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


def _parts(kind: str) -> ArraySubquery:
    rows = InitiativePart.objects.filter(initiative=OuterRef("pk"), code__classification__code=kind)
    return ArraySubquery(rows.order_by("code__code").values("code__code"))


def _members() -> Subquery:
    """As one JSON of each initiative, because fifty objects of each would be most of the work of a page."""
    rows = Membership.objects.committed().filter(initiative=OuterRef("pk"), organisation__is_public=True)
    told = JSONObject(
        id="organisation_id",
        name="organisation__name",
        kind="organisation__kind",
        region="organisation__region__code",
        role="role",
        since="admitted_at",
    )
    ordered = JSONBAgg(told, order_by=("organisation__sort_name", "pk"), default=Value([], JSONField()))
    return Subquery(rows.order_by().values("initiative").values(found=ordered))


class Few(ByNumber):
    """An initiative is told with all its members."""

    page_size = 20
    max_page_size = 100


class Initiatives(Public):
    """Registered and suspended cluster initiatives with their regions, activities and members."""

    serializer_class = serializers.InitiativeSerializer
    pagination_class = Few
    filterset_fields = ("stage",)
    queryset = (
        Initiative.objects.public()
        .select_related("act")
        .annotate(
            public_members=Coalesce(_members(), Value([], JSONField())),
            region_codes=_parts(Classification.REGION),
            activity_codes=_parts(Classification.ACTIVITY),
            support_told=support_sums.told(),
        )
        .prefetch_related(*coordination.PUBLIC)
    )


class OrganisationFilter(FilterSet):
    bin = CharFilter(method="with_number", label="its own, or that of one that was merged into it")

    class Meta:
        model = Organisation
        fields = ("kind", "bin", "region__code")

    def with_number(self, rows: QuerySet[Organisation], _name: str, number: str) -> QuerySet[Organisation]:
        return rows.filter(Q(bin=number) | Q(pk__in=Organisation.objects.filter(bin=number).values("merged_into")))


class Organisations(Public):
    """Confirmed organisations that wish to be found. One that was merged leads to the one that stands."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response | HttpResponse:
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            survivor = merges.survivor_of(int(kwargs["pk"]))
            if survivor is None:
                raise
            return redirect("api-organisation-detail", pk=survivor.pk, permanent=True)

    serializer_class = serializers.OrganisationSerializer
    filterset_class = OrganisationFilter
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
