"""The lists about initiatives and those who take part in them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.guards import Refused
from clusterportal.exports.table import Asked, Column, Rows, Table
from clusterportal.pages.catalogue import asked_in
from initiatives import competence
from initiatives.models import Organisation
from initiatives.permissions.portfolio import may_hold_portfolio
from initiatives.queries import catalogue, directory, inbox, portfolio, support_sums
from initiatives.queries.portfolio import Choice

NOTHING = type("Nothing", (), {"code": "", "name": ""})()


def joined(each: str, of: Callable[[Any], Sequence[Any]]) -> Callable[[Any], str]:
    return lambda row: "; ".join(str(getattr(one, each)) for one in of(row))


def place(row: Organisation) -> Any:
    return row.region or NOTHING


INITIATIVES = Table(
    name="initiatives",
    title=_("Initiatives"),
    page="catalogue",
    rows=lambda asked: catalogue.chosen(asked_in(asked.query), on=asked.on),
    dressed=catalogue.entries,
    columns=(
        Column("number", _("Number"), lambda row: row.initiative.pk),
        Column("register_number", _("Register number"), lambda row: row.initiative.register_number),
        Column("initiative", _("Initiative"), lambda row: row.initiative.name),
        Column("language", _("Language"), lambda row: row.initiative.language),
        Column("stage_code", _("Stage, code"), lambda row: row.initiative.stage),
        Column("stage", _("Stage"), lambda row: row.initiative.stage_enum.label),
        Column("registered_on", _("Registered on"), lambda row: row.initiative.registered_on),
        Column("region_codes", _("Regions, codes"), joined("code", lambda row: row.regions)),
        Column("regions", _("Regions"), joined("name", lambda row: row.regions)),
        Column("activity_codes", _("Activities, codes"), joined("code", lambda row: row.activities)),
        Column("activities", _("Activities"), joined("name", lambda row: row.activities)),
        Column("summary", _("Summary"), lambda row: row.summary),
        Column("is_synthetic", _("Invented for the demo"), lambda row: row.initiative.is_synthetic),
    ),
)


def _organisations(asked: Asked) -> Rows:
    given = {"query": asked.text("q"), "kind": asked.text("kind"), "region": asked.text("region")}
    return directory.chosen(asked.user, **given).prefetch_related("activities__activity")


def activities(row: Organisation) -> list[Any]:
    return sorted((one.activity for one in row.activities.all()), key=lambda code: code.code)


# Never the number of a person: whoever has an IIN stands here by name and region alone.
ORGANISATIONS = Table(
    name="organisations",
    title=_("Organisations"),
    page="organisations",
    rows=_organisations,
    columns=(
        Column("number", _("Number"), lambda row: row.pk),
        Column("organisation", _("Organisation"), lambda row: row.called),
        Column("bin", _("BIN"), lambda row: row.bin),
        Column("kind_code", _("Kind, code"), lambda row: row.kind),
        Column("kind", _("Kind"), lambda row: row.get_kind_display()),
        Column("size_code", _("Size, code"), lambda row: row.size),
        Column("size", _("Size"), lambda row: row.get_size_display()),
        Column("country", _("Country"), lambda row: row.country),
        Column("region_code", _("Region, code"), lambda row: place(row).code),
        Column("region", _("Region"), lambda row: place(row).name),
        Column("activity_codes", _("Activities, codes"), joined("code", activities)),
        Column("activities", _("Activities"), joined("name", activities)),
        Column("website", _("Website"), lambda row: row.website),
        Column("is_synthetic", _("Invented for the demo"), lambda row: row.is_synthetic),
    ),
)


def _portfolio(asked: Asked) -> Rows:
    if not may_hold_portfolio(asked.user, asked.on):
        raise Refused(
            _("A portfolio of initiatives is held by the authorities of a region or of the country."),
            _("People of an authority that the ministry has confirmed."),
        )
    choice = Choice.read(asked.query)
    return [row for row in portfolio.rows(asked.user, on=asked.on) if choice.takes(row)]


PORTFOLIO = Table(
    name="portfolio",
    title=_("Portfolio of initiatives"),
    page="portfolio",
    rows=_portfolio,
    columns=(
        Column("number", _("Number"), lambda row: row.initiative.pk),
        Column("register_number", _("Register number"), lambda row: row.initiative.register_number),
        Column("initiative", _("Initiative"), lambda row: row.initiative.name),
        Column("stage_code", _("Stage, code"), lambda row: row.initiative.stage),
        Column("stage", _("Stage"), lambda row: row.initiative.stage_enum.label),
        Column("since", _("Since"), lambda row: timezone.localdate(row.initiative.stage_since)),
        Column("region_codes", _("Regions, codes"), lambda row: "; ".join(row.regions)),
        Column("section_codes", _("Sections, codes"), lambda row: "; ".join(row.sections)),
        Column("projects", _("Projects"), lambda row: row.projects),
        Column("running", _("Running projects"), lambda row: row.running),
        Column("planned_kzt", _("Planned, ₸"), lambda row: row.planned),
        Column("spent_kzt", _("Spent, ₸"), lambda row: row.spent),
        Column("is_overspent", _("More spent than planned"), lambda row: row.is_overspent),
        Column("late_milestones", _("Late milestones"), lambda row: row.late),
        Column("worst_risk", _("Worst risk"), lambda row: row.risk),
    ),
)


def _inbox(asked: Asked) -> Rows:
    if not asked.user.is_authenticated:
        raise Refused(_("Sign in to see what waits for you."))
    found = inbox.inbox(asked.user, on=asked.on)
    return [*found.vacant, *found.waiting, *found.paused, *found.answered]


INBOX = Table(
    name="inbox",
    title=_("What waits for you"),
    page="inbox",
    rows=_inbox,
    columns=(
        Column("initiative", _("Initiative"), lambda row: row.round.initiative),
        Column("matter_code", _("Matter, code"), lambda row: row.round.matter),
        Column("matter", _("Matter"), lambda row: row.round.get_matter_display()),
        Column("round", _("Round"), lambda row: row.round.number),
        Column("authority", _("Authority"), lambda row: row.seat.authority),
        Column("region_code", _("Region, code"), lambda row: (row.seat.region or NOTHING).code),
        Column("region", _("Region"), lambda row: (row.seat.region or NOTHING).name),
        Column("because", _("Because of activities"), lambda row: competence.named(row.seat.because)),
        Column("answer_code", _("Answer, code"), lambda row: row.answer.decision if row.answer else ""),
        Column("answer", _("Answer"), lambda row: row.answer.get_decision_display() if row.answer else ""),
        Column("opened_on", _("handed in"), lambda row: timezone.localdate(row.round.opened_at)),
        Column("day", _("Working days so far"), lambda row: row.clock.day),
        Column("limit", _("Limit in working days"), lambda row: row.clock.limit),
        Column("due_on", _("Due on"), lambda row: row.clock.due_on),
        Column("is_paused", _("The clock stands"), lambda row: row.clock.is_paused),
        Column("answered", _("Authorities that have answered"), lambda row: row.answered),
        Column("seats", _("Authorities asked"), lambda row: row.seats),
    ),
)


def _support(asked: Asked) -> Rows:
    if not may_hold_portfolio(asked.user, asked.on):
        raise Refused(
            _("Support promised and paid is read as a list by the authorities of a region or of the country."),
            _("People of an authority that the ministry has confirmed."),
        )
    choice = support_sums.Choice.read(asked.query)
    return [row for row in support_sums.rows(asked.user, on=asked.on) if choice.takes(row, asked.on)]


SUPPORT = Table(
    name="support",
    title=_("Support promised and paid"),
    page="support",
    rows=_support,
    columns=(
        Column("request", _("Request"), lambda row: row.promise.request.title),
        Column("initiative", _("Initiative"), lambda row: row.initiative.name),
        Column("region_codes", _("Regions, codes"), lambda row: "; ".join(row.regions)),
        Column("kind_code", _("Kind, code"), lambda row: row.promise.request.kind),
        Column("kind", _("Kind of support"), lambda row: row.promise.request.get_kind_display()),
        Column("source", _("Source"), lambda row: row.promise.request.source_label),
        Column("authority", _("Promised by"), lambda row: row.promise.authority),
        Column("promised_on", _("Promised on"), lambda row: timezone.localdate(row.promise.promised_at)),
        Column("year", _("Year"), lambda row: row.money.year),
        Column("promised_kzt", _("Promised, ₸"), lambda row: row.money.promised),
        Column("paid_kzt", _("Paid, ₸"), lambda row: row.money.paid),
        Column("open_kzt", _("Still open, ₸"), lambda row: row.money.open),
    ),
)

TABLES = (INITIATIVES, ORGANISATIONS, PORTFOLIO, SUPPORT, INBOX)
