"""Two rows of one organisation become one: everything moves, nothing is lost, and the old row says where it went."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.merging import BY_KEY, FILLED
from initiatives.models import Membership, Organisation, OrganisationUnit, Representative
from initiatives.permissions import merge as permissions
from initiatives.queries import merge as merges
from initiatives.queries.merge import Line, Plan


class MergeRefused(Exception):
    """The two cannot be merged; the message says why and what is done first."""


@transaction.atomic
def merge(*, merged: Organisation, survivor: Organisation, seen: str, by: User, at: dt.datetime) -> Organisation:
    """Do what the preview has shown; `seen` is the mark of it. Merging twice is merging once."""
    permissions.may_merge(by, timezone.localdate(at))
    locked = {one.pk: one for one in _locked(merged, survivor)}
    merged, survivor = locked[merged.pk], locked[survivor.pk]
    if merged.merged_into_id == survivor.pk:
        return survivor
    if own := permissions.own_refusal(by, locked.values()):
        raise MergeRefused(own)
    planned = merges.plan(merged, survivor)
    if not planned.is_possible:
        raise MergeRefused(" ".join(planned.reasons))
    if seen != merges.mark(planned):
        raise MergeRefused(_("Something of the two has changed meanwhile: look at it again, then merge."))
    told = _people(merged, survivor)
    _move(planned, by, at)
    _fill(merged, survivor)
    merged.merged_into, merged.merged_at, merged.merged_by = survivor, at, by
    merged.save(update_fields=["merged_into", "merged_at", "merged_by"])
    _record(planned, by, at)
    _tell(planned, told, at)
    return survivor


def _move(planned: Plan, by: User, at: dt.datetime) -> None:
    try:
        with transaction.atomic():
            for line in planned.lines:
                _move_rows(planned, line)
                _end_rows(line, by, at)
    except IntegrityError as clash:
        raise MergeRefused(
            _("Two rows of theirs cannot stand side by side (%(rule)s): end one of them first.")
            % {"rule": getattr(getattr(clash.__cause__, "diag", None), "constraint_name", "–")}
        ) from clash


def _move_rows(planned: Plan, line: Line) -> None:
    relation = line.relation
    if line.stays and relation is BY_KEY["organisationunit.organisation"]:
        _give_units(planned, line)
    rows = merges.rows_of(relation, planned.merged).exclude(pk__in=line.stays)
    rows.update(**{relation.column: planned.survivor})


def _end_rows(line: Line, by: User, at: dt.datetime) -> None:
    """What stays behind does not stand any more beside the other one's."""
    if not line.relation.ended or not line.stays:
        return
    values = {name: at if name.endswith("_at") else by for name in line.relation.ended}
    merges.model_of(line.relation).objects.filter(pk__in=line.stays).update(**values)


def _give_units(planned: Plan, line: Line) -> None:
    """Members of a unit are members of the unit of the same name."""
    theirs = {unit.name: unit for unit in OrganisationUnit.objects.filter(organisation=planned.survivor)}
    for unit in OrganisationUnit.objects.filter(pk__in=line.stays):
        Membership.objects.filter(unit=unit).update(unit=theirs[unit.name])


def _fill(merged: Organisation, survivor: Organisation) -> None:
    """What the one that stands says of itself stands; where it says nothing, the other one's word is taken."""
    taken = [name for name in FILLED if not getattr(survivor, name) and getattr(merged, name)]
    for name in taken:
        setattr(survivor, name, getattr(merged, name))
    if merged.about and not survivor.about:
        survivor.about, survivor.language = merged.about, merged.language
        taken += ["about", "language"]
    if kept := {code: name for code, name in merged.names.items() if code not in survivor.names}:
        survivor.names |= kept
        taken.append("names")
    if merged.keeps_statistics and not survivor.keeps_statistics:
        survivor.keeps_statistics = True
        taken.append("keeps_statistics")
    if taken:
        survivor.save(update_fields=[name.removesuffix("_id") for name in taken])


def _record(planned: Plan, by: User, at: dt.datetime) -> None:
    moved = {line.relation.key: line.moves for line in planned.lines if line.moves}
    stayed = {line.relation.key: list(line.stays) for line in planned.lines if line.stays}
    told = {"moved": moved, "stayed": stayed, "rows": sum(moved.values())}
    merged, survivor = planned.merged, planned.survivor
    into = {"survivor": survivor.pk, "name": survivor.told}
    audit.record(verb="organisation.merged", target=merged, by=by, at=at, **told, **into)
    audit.record(
        verb="organisation.absorbed", target=survivor, by=by, at=at, **told, merged=merged.pk, name=merged.told
    )


def _people(*two: Organisation) -> list[User]:
    acting = Representative.objects.active().filter(organisation__in=two)
    return list(User.objects.filter(pk__in=acting.values("user")))


def _tell(planned: Plan, people: list[User], at: dt.datetime) -> None:
    notices.notify(
        users=people,
        kind="organisation_merged",
        at=at,
        occasion=f"organisation merged:{planned.merged.pk}",
        url=reverse("organisation", kwargs={"pk": planned.survivor.pk}),
        merged=planned.merged.name,
        survivor=planned.survivor.name,
    )


def _locked(*two: Organisation) -> list[Organisation]:
    """In one order for all; nothing new is hung on either until this is over."""
    return list(Organisation.objects.select_for_update().filter(pk__in=[one.pk for one in two]).order_by("pk"))
