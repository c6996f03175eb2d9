"""Which organisations look like one, and what merging two of them would do."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Func, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from indicators.folding import fold
from initiatives.merging import RELATIONS, Relation
from initiatives.models import Campaign, Organisation, Return, ReturnRequest

# A firm is the same with and without its legal form.
FORMS = ("ТОО", "LLP", "LLC", "АО", "JSC", "ЖШС", "АҚ", "ИП", "ЖК", "КХ", "ШҚ", "Ltd")
MOST_GROUPS = 50
IN_YEARS = ("return", "returnrequest")


@dataclass(frozen=True)
class Line:
    """One relation: how many rows move, which stay behind, and what refuses the whole."""

    relation: Relation
    moves: int
    theirs: int
    stays: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    merged: Organisation
    survivor: Organisation
    lines: tuple[Line, ...]
    reasons: tuple[str, ...] = field(default=())

    @property
    def is_possible(self) -> bool:
        return not self.reasons

    @property
    def shown(self) -> list[Line]:
        return [line for line in self.lines if line.moves or line.theirs or line.stays]


def model_of(relation: Relation) -> Any:
    return apps.get_model("initiatives", relation.model)


def rows_of(relation: Relation, organisation: Organisation) -> QuerySet[Model]:
    return model_of(relation).objects.filter(**{relation.column: organisation})


def plan(merged: Organisation, survivor: Organisation) -> Plan:
    """What would happen; the action does this and nothing else."""
    counts = {one.pk: one for one in _counted(merged, survivor)}
    years = _years(merged, survivor)
    lines = tuple(_line(relation, counts[merged.pk], counts[survivor.pk], years) for relation in RELATIONS)
    reasons = [*_between(merged, survivor), *(reason for line in lines for reason in line.reasons)]
    return Plan(merged, survivor, lines, tuple(dict.fromkeys(reasons)))


def mark(planned: Plan) -> str:
    """Two previews that say the same have the same mark."""
    lines = [(line.relation.key, line.moves, line.theirs, line.stays) for line in planned.lines]
    return sha256(repr((planned.merged.pk, planned.survivor.pk, lines)).encode()).hexdigest()


def duplicates() -> list[list[Organisation]]:
    """Organisations of one name, whatever its legal form, quotes and letters; those with the most first."""
    bare = Func(
        F("folded"), Value(_forms()), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
    )
    known = Organisation.objects.filter(merged_into=None).annotate(bare=bare)
    twice = (
        known.order_by().values("bare").annotate(number=Count("pk")).filter(number__gt=1).order_by("-number", "bare")
    )
    names = [row["bare"] for row in twice[:MOST_GROUPS] if row["bare"]]
    groups: dict[str, list[Organisation]] = {name: [] for name in names}
    for one in known.filter(bare__in=names).select_related("region").order_by("registered_at", "pk"):
        groups[one.bare].append(one)
    return [*groups.values(), *_of_one_number()]


def survivor_of(pk: int) -> Organisation | None:
    """Where an old number leads."""
    merged = Organisation.objects.filter(pk=pk, merged_into__isnull=False).select_related("merged_into").first()
    return merged and merged.merged_into


def with_number(text: str) -> Organisation | None:
    """By BIN, or by its number in the portal."""
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if not digits or len(digits) > Organisation._meta.get_field("bin").max_length:
        return None
    found = Organisation.objects.filter(merged_into=None)
    return found.filter(bin=digits).first() or found.filter(pk=int(digits)).first()


def _of_one_number() -> list[list[Organisation]]:
    """One is registered abroad under what is another one's BIN."""
    digits = Func(
        F("registry_number"),
        Value("[^0-9]"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=TextField(),
    )
    abroad = Organisation.objects.filter(merged_into=None).exclude(registry_number="").annotate(digits=digits)
    by_number = defaultdict(list)
    for one in abroad.exclude(digits="").select_related("region").order_by("pk"):
        by_number[one.digits].append(one)
    here = Organisation.objects.filter(bin__in=by_number, merged_into=None).select_related("region")
    return [[one, *by_number[one.bin]] for one in here.order_by("pk")]


def _forms() -> str:
    """As they stand in a folded name."""
    return r"\m(" + "|".join(sorted({fold(form).strip() for form in FORMS})) + r")\M| +"


def _counted(*two: Organisation) -> QuerySet[Organisation]:
    """Each with the number of rows of every relation, in one question."""
    counts = {}
    for place, relation in enumerate(RELATIONS):
        rows = model_of(relation).objects.filter(**{relation.column: OuterRef("pk")}).order_by()
        number = rows.annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
        counts[f"number_{place}"] = Coalesce(Subquery(number, IntegerField()), 0)
    return Organisation.objects.filter(pk__in=[one.pk for one in two]).annotate(**counts)


def _line(relation: Relation, merged: Any, survivor: Any, years: set[int]) -> Line:
    name = f"number_{RELATIONS.index(relation)}"
    mine, theirs = getattr(merged, name), getattr(survivor, name)
    if not mine:
        return Line(relation, 0, theirs)
    stays, reasons = _kept(relation, merged, survivor, years), []
    if theirs and relation.same:
        clashing = _clashing(relation, merged, survivor)
        stays |= {row["pk"] for row in clashing}
        reasons = [_reason(relation, row) for row in clashing if _is_refused(relation, row)]
    return Line(relation, mine - len(stays), theirs, tuple(sorted(stays)), tuple(reasons))


def _kept(relation: Relation, merged: Organisation, survivor: Organisation, years: set[int]) -> set[int]:
    rows, kept = rows_of(relation, merged), Q(pk=None)
    if relation.kept:
        kept |= Q(**relation.kept)
    if relation.model in IN_YEARS and years:
        kept |= Q(**{"year__in" if relation.model == "return" else "campaign__year__in": years})
    # Nothing controls itself, and nobody asks himself.
    if relation.model == "control":
        kept |= Q(**{"body" if relation.column == "organisation" else "organisation": survivor})
    return set(rows.filter(kept).values_list("pk", flat=True)) if kept != Q(pk=None) else set()


def _clashing(relation: Relation, merged: Organisation, survivor: Organisation) -> list[dict[str, Any]]:
    """Rows of the merged one that the other one has as well."""
    names = {"pk", relation.column, *relation.same, *(relation.refused_while or {})}
    names |= {name for name in (relation.during, relation.about) if name}
    both = model_of(relation).objects.filter(**{f"{relation.column}__in": (merged, survivor)}, **relation.standing)
    found: dict[int, list[dict[str, Any]]] = {merged.pk: [], survivor.pk: []}
    for row in both.order_by("pk").values(*names):
        found[row[relation.column]].append(row)
    return [row for row in found[merged.pk] if any(_is_same(relation, row, other) for other in found[survivor.pk])]


def _is_same(relation: Relation, one: dict[str, Any], other: dict[str, Any]) -> bool:
    if any(one[name] != other[name] for name in relation.same):
        return False
    return not relation.during or _overlap(one[relation.during], other[relation.during])


def _overlap(one: Any, other: Any) -> bool:
    """Half-open days; no end is open for ever."""
    first, last = dt.date.min, dt.date.max
    return (one.lower or first) < (other.upper or last) and (other.lower or first) < (one.upper or last)


def _is_refused(relation: Relation, row: dict[str, Any]) -> bool:
    wanted = relation.refused_while
    return wanted is not None and all(row[name] == value for name, value in wanted.items())


def _reason(relation: Relation, row: dict[str, Any]) -> str:
    return str(relation.reason) % {"about": row.get(relation.about, "")}


def _years(merged: Organisation, survivor: Organisation) -> set[int]:
    """Years that both were asked for by one initiative, or have both returned: they stay as they were counted."""
    of_both = Q(organisation=merged) | Q(organisation=survivor)
    returned = (
        Return.objects.current().filter(of_both).values("year").annotate(number=Count("organisation", distinct=True))
    )
    asked = ReturnRequest.objects.filter(of_both).values("campaign").annotate(number=Count("pk"))
    both = asked.filter(number__gt=1).values("campaign")
    campaigns = Campaign.objects.filter(pk__in=both).values_list("year", flat=True)
    return {*returned.filter(number__gt=1).values_list("year", flat=True), *campaigns}


def _between(merged: Organisation, survivor: Organisation) -> list[str]:
    """What keeps these two apart whatever hangs on them."""
    told = [
        (merged.pk == survivor.pk, _("This is one and the same organisation.")),
        (bool(merged.merged_into_id), _("%(name)s has been merged already.") % {"name": merged.name}),
        (
            bool(survivor.merged_into_id),
            _("%(name)s has itself been merged into another organisation.") % {"name": survivor.name},
        ),
        (
            survivor.confirmed_at is None,
            _("%(name)s is not confirmed: the other one would have to stand.") % {"name": survivor.name},
        ),
        (
            merged.is_authority != survivor.is_authority,
            _("One is an authority and the other is not: their rights must not be mixed."),
        ),
    ]
    return [reason for is_so, reason in told if is_so]


def pair(pks: Sequence[int]) -> dict[int, Organisation]:
    return Organisation.objects.select_related("region").in_bulk(pks)


def people_of(two: Sequence[Organisation]) -> dict[int, list[Any]]:
    """Who acts for each of them now."""
    found: dict[int, list[Any]] = {one.pk: [] for one in two}
    rows = reduce(or_, (Q(organisation=one) for one in two))
    representatives = apps.get_model("initiatives", "representative").objects.active().filter(rows)
    for row in representatives.select_related("user").order_by("role", "pk"):
        found[row.organisation_id].append(row)
    return found
