"""Rule packs: the ministry drafts a version, and a signatory of the ministry brings it in force from a day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from accounts import audit
from accounts.models import User
from initiatives.actions import rule_notices
from initiatives.models import Call, RulePack
from initiatives.permissions import rules as permissions
from initiatives.queries import rules
from initiatives.rule_problems import problems
from initiatives.rules import DEFAULT_PACK, read, write

DEFAULT_NAME = "Portal default"
ORDER, ORDER_NAME = "order-367", "Order 367 of 2022"
# "rules" as a number; whoever changes days holds it until the end of the transaction.
RULES_LOCK = 0x72756C6573


class RulesRefused(Exception):
    """The rules cannot be changed so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class RulesConflict(RulesRefused):
    """A colleague saved the draft meanwhile; `theirs` is what stands."""

    def __init__(self, theirs: RulePack) -> None:
        moment = timezone.localtime(theirs.saved_at) if theirs.saved_at else None
        super().__init__(
            _("%(person)s saved this draft at %(time)s. Yours was not saved; both are below.")
            % {"person": theirs.saved_by, "time": moment.strftime("%H:%M") if moment else "–"}
        )
        self.theirs = theirs


@transaction.atomic
def adopt(
    *,
    code: str,
    version: int,
    name: str,
    content: Mapping[str, Any],
    valid_from: dt.date,
    by: User | None,
    at: dt.datetime,
) -> RulePack:
    """Make this the pack for rounds that open from that day on; open ones keep theirs."""
    _lock_all()
    pack = RulePack(code=code, version=version, name=name, content=write(read(content)), saved_by=by, saved_at=at)
    _begin(pack, valid_from)
    audit.record(verb="rules.adopted", target=pack, by=by, at=at, name=name, version=version)
    return pack


@transaction.atomic
def adopt_default(*, by: User | None = None, at: dt.datetime) -> RulePack:
    """The pack in force; where the ministry has adopted none, the portal's own becomes it."""
    on = timezone.localdate(at)
    if standing := rules.in_force(on):
        return standing
    _lock_all()
    _shelve_order(at)
    return rules.in_force(on) or adopt(
        code="default",
        version=rules.next_version("default"),
        name=DEFAULT_NAME,
        content=DEFAULT_PACK,
        valid_from=on,
        by=by,
        at=at,
    )


def _shelve_order(at: dt.datetime) -> None:
    """The order on clusters waits as a draft without articles until a person has loaded its text."""
    told = {"name": ORDER_NAME, "content": write(read(DEFAULT_PACK)), "needs_text": True, "saved_at": at}
    RulePack.objects.get_or_create(code=ORDER, version=1, defaults=told)


@transaction.atomic
def draft(*, of: RulePack, by: User, at: dt.datetime) -> RulePack:
    """A copy to work on. Drafting twice is drafting once, while nothing of the copy has been changed."""
    _lock_all()
    permissions.may_edit(by, on=timezone.localdate(at))
    same = RulePack.objects.drafts().filter(code=of.code, content=of.content, revision=1, saved_by=by)
    if standing := same.first():
        return standing
    made = RulePack.objects.create(
        code=of.code,
        version=rules.next_version(of.code),
        name=of.name,
        content=of.content,
        text=of.text,
        needs_text=of.needs_text,
        saved_by=by,
        saved_at=at,
    )
    audit.record(verb="rules.drafted", target=made, by=by, at=at, name=made.name, version=made.version)
    return made


@transaction.atomic
def save(
    *,
    pack: RulePack,
    name: str,
    content: Mapping[str, Any],
    text: str = "",
    seen_revision: int,
    by: User,
    at: dt.datetime,
) -> RulePack:
    """Keep the draft as `by` wrote it upon `seen_revision`; raises RulesConflict where a colleague saved meanwhile."""
    pack = _locked_draft(pack, by, at)
    written = write(read(content))
    after = {"name": name.strip(), "content": written, "text": text.strip()}
    if all(getattr(pack, field) == value for field, value in after.items()):
        return pack
    if pack.revision != seen_revision and pack.saved_by_id != by.pk:
        raise RulesConflict(pack)
    if wrong := problems(read(written)):
        raise RulesRefused(" ".join(f"{problem.label}: {problem.text}" for problem in wrong), wrong[0].key)
    for field, value in after.items():
        setattr(pack, field, value)
    pack.revision, pack.saved_by, pack.saved_at = pack.revision + 1, by, at
    pack.save()
    audit.record(verb="rules.saved", target=pack, by=by, at=at, name=pack.name, version=pack.version)
    return pack


@transaction.atomic
def bring_in_force(*, pack: RulePack, starts_on: dt.date, seen_revision: int, by: User, at: dt.datetime) -> RulePack:
    """From that day on rounds open and needs are judged by this version; the one before it ends on the eve."""
    _lock_all()
    pack = RulePack.objects.select_for_update(of=("self",)).select_related("saved_by").get(pk=pack.pk)
    on = timezone.localdate(at)
    permissions.may_bring_in_force(by, on=on)
    if not pack.is_draft:
        raise RulesRefused(_("This version has its first day already: %s.") % _day(pack.valid.lower))
    if pack.revision != seen_revision:
        raise RulesConflict(pack)
    if pack.needs_text and not pack.text:
        raise RulesRefused(_("The text of “%s” has not been loaded: nobody could read what is asked.") % pack.name)
    if wrong := problems(read(pack.content)):
        raise RulesRefused(" ".join(f"{problem.label}: {problem.text}" for problem in wrong))
    if starts_on < on:
        raise RulesRefused(_("Rules do not come in force backwards: choose today or a later day."), "starts_on")
    if later := RulePack.objects.filter(valid__startswith__gte=starts_on).order_by("valid").first():
        raise RulesRefused(
            _("“%(name)s”, version %(version)s, comes in force on %(day)s. Choose a later day or take it back first.")
            % {"name": later.name, "version": later.version, "day": _day(later.valid.lower)},
            "starts_on",
        )
    former = RulePack.objects.in_force(starts_on).first()
    pack.brought_by = by
    _begin(pack, starts_on)
    rule_notices.tell(pack, former, at=at)
    audit.record(
        verb="rules.brought_in_force",
        target=pack,
        by=by,
        at=at,
        name=pack.name,
        version=pack.version,
        starts_on=starts_on.isoformat(),
    )
    return pack


@transaction.atomic
def take_back(*, pack: RulePack, by: User, at: dt.datetime) -> RulePack:
    """A version that is not in force yet becomes a draft again; the one before it goes on."""
    _lock_all()
    pack = RulePack.objects.select_for_update().get(pk=pack.pk)
    on = timezone.localdate(at)
    permissions.may_bring_in_force(by, on=on)
    if pack.state(on) != "planned":
        raise RulesRefused(_("Only a version that is not in force yet can be taken back."))
    _check_calls(Call.objects.announced().filter(rule_pack=pack), on)
    first, last = pack.valid.lower, pack.valid.upper
    told_as = rule_notices.occasion(pack)
    pack.valid, pack.brought_by = None, None
    pack.save(update_fields=["valid", "brought_by"])
    if before := RulePack.objects.filter(valid__endswith=first).first():
        before.valid = DateRange(before.valid.lower, last)
        before.save(update_fields=["valid"])
    rule_notices.tell_taken_back(first, told_as, at=at)
    audit.record(verb="rules.taken_back", target=pack, by=by, at=at, name=pack.name, version=pack.version)
    return pack


@transaction.atomic
def drop(*, pack: RulePack, by: User, at: dt.datetime) -> None:
    """Give up a draft; a pack that waits for its text stays on the shelf."""
    pack = _locked_draft(pack, by, at)
    if pack.needs_text and pack.version == 1:
        raise RulesRefused(_("This version waits for its text and stays."))
    audit.record(verb="rules.dropped", target=pack, by=by, at=at, name=pack.name, version=pack.version)
    pack.delete()


def _locked_draft(pack: RulePack, by: User, at: dt.datetime) -> RulePack:
    found = RulePack.objects.select_for_update(of=("self",)).select_related("saved_by").get(pk=pack.pk)
    permissions.may_edit(by, on=timezone.localdate(at))
    if not found.is_draft:
        raise RulesRefused(
            _("Version %(version)s comes in force on %(day)s and is not changed any more: draft the next one.")
            % {"version": found.version, "day": _day(found.valid.lower)}
        )
    return found


def _begin(pack: RulePack, on: dt.date) -> None:
    """Give the pack its first day; it ends where a later one begins, and ends the one that stands."""
    _check_calls(Call.objects.announced(), on)
    later = RulePack.objects.filter(valid__startswith__gt=on).order_by("valid").first()
    for standing in RulePack.objects.in_force(on):
        if standing.valid.lower == on:
            told = _("“%(name)s”, version %(version)s, comes in force on this very day, and rounds open with it.")
            raise RulesRefused(told % {"name": standing.name, "version": standing.version}, "starts_on")
        standing.valid = DateRange(standing.valid.lower, on)
        standing.save(update_fields=["valid"])
    pack.valid = DateRange(on, later.valid.lower if later else None)
    pack.save()


def _check_calls(calls: QuerySet[Call], on: dt.date) -> None:
    """What a call was announced with holds until its window is over."""
    if standing := calls.filter(closes_on__gte=on).first():
        told = _("The call “%(call)s” is announced under the rules that stand; others may begin after %(day)s.")
        raise RulesRefused(told % {"call": standing, "day": _day(standing.closes_on)}, "starts_on")


def _lock_all() -> None:
    """Two people never give two packs their days at once, and the default is adopted once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RULES_LOCK])


def _day(day: dt.date | None) -> str:
    """A version that was emptied on its own day, as it once could be, has none."""
    return date_format(day, "DATE_FORMAT") if day else "–"
