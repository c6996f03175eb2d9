"""What authorities asked to be changed, and what has not been answered yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise

from initiatives.matters import ALL_SECTIONS
from initiatives.models import Initiative, Remark, Round
from initiatives.queries import matter as matters


@dataclass(frozen=True)
class RemarkLine:
    """A remark beside the field that it is about."""

    remark: Remark
    authority: str
    section: str | Promise
    field: str | Promise
    href: str


def of_last_round(initiative: Initiative, *, matter: str = Round.Matter.REGISTRATION) -> list[RemarkLine]:
    """All remarks of the last round that ended, open ones first."""
    return _lines(_of_last_rounds([initiative], matter))


def of_round(round_: Round | None) -> list[RemarkLine]:
    """All remarks of one round that ended, open ones first; none where it has not."""
    if round_ is None or round_.closed_at is None:
        return []
    return _lines(Remark.objects.filter(answer__round=round_, answer__replaced_at=None))


def _lines(remarks: QuerySet[Remark]) -> list[RemarkLine]:
    asked = remarks.select_related("answer__seat__authority", "answer__round")
    ordered = asked.order_by(F("settled_at").asc(nulls_first=True), "section", "pk")
    return [_line(remark) for remark in ordered.defer("answer__round__snapshot")]


def open_counts(initiatives: Iterable[Initiative]) -> dict[int, int]:
    counted = (
        _of_last_rounds(initiatives, Round.Matter.REGISTRATION)
        .filter(settled_at=None)
        .values("answer__round__initiative")
    )
    return dict(counted.annotate(count=Count("pk")).values_list("answer__round__initiative", "count"))


def _of_last_rounds(initiatives: Iterable[Initiative], matter: str) -> QuerySet[Remark]:
    ended = Round.objects.filter(
        initiative=OuterRef("answer__round__initiative"), matter=matter, closed_at__isnull=False
    )
    return Remark.objects.filter(
        answer__round__initiative__in=[initiative.pk for initiative in initiatives],
        answer__replaced_at=None,
        answer__round=Subquery(ended.order_by("-number").values("pk")[:1]),
    )


def _line(remark: Remark) -> RemarkLine:
    section = ALL_SECTIONS.get(remark.section)
    field = section.field(remark.field) if section else None
    authority = remark.answer.seat.authority
    return RemarkLine(
        remark=remark,
        authority=authority.name if authority else "",
        section=section.title if section else remark.section,
        field=field.label if field else "",
        href=matters.remark_address(remark.answer.round, remark.section, remark.field if field else ""),
    )
