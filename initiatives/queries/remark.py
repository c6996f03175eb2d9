"""What authorities asked to be changed, and what has not been answered yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise

from initiatives.models import Initiative, Remark, Round
from initiatives.queries.lifecycle import section_address
from initiatives.sections import SECTIONS


@dataclass(frozen=True)
class RemarkLine:
    """A remark beside the field that it is about."""

    remark: Remark
    authority: str
    section: str | Promise
    field: str | Promise
    href: str


def of_last_round(initiative: Initiative) -> list[RemarkLine]:
    """All remarks of the last round that ended, open ones first."""
    asked = _of_last_rounds([initiative]).select_related("answer__seat__authority")
    ordered = asked.order_by(F("settled_at").asc(nulls_first=True), "section", "pk")
    return [_line(initiative, remark) for remark in ordered]


def open_counts(initiatives: Iterable[Initiative]) -> dict[int, int]:
    counted = _of_last_rounds(initiatives).filter(settled_at=None).values("answer__round__initiative")
    return dict(counted.annotate(count=Count("pk")).values_list("answer__round__initiative", "count"))


def _of_last_rounds(initiatives: Iterable[Initiative]) -> QuerySet[Remark]:
    ended = Round.objects.filter(initiative=OuterRef("answer__round__initiative"), closed_at__isnull=False)
    return Remark.objects.filter(
        answer__round__initiative__in=[initiative.pk for initiative in initiatives],
        answer__replaced_at=None,
        answer__round=Subquery(ended.order_by("-number").values("pk")[:1]),
    )


def _line(initiative: Initiative, remark: Remark) -> RemarkLine:
    section = SECTIONS.get(remark.section)
    field = section.field(remark.field) if section else None
    authority = remark.answer.seat.authority
    address = section_address(initiative, remark.section) if section else ""
    return RemarkLine(
        remark=remark,
        authority=authority.name if authority else "",
        section=section.title if section else remark.section,
        field=field.label if field else "",
        href=f"{address}#id_{remark.field}" if address and field else address,
    )
