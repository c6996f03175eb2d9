"""A small country of authorities, and initiatives handed in to them."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import User
from indicators.models import Classification, Code
from initiatives.actions import control, inquiry, lifecycle
from initiatives.actions import initiative as initiatives
from initiatives.models import (
    Control,
    Initiative,
    Inquiry,
    Jurisdiction,
    Organisation,
    Representative,
    Round,
    RulePack,
    Seat,
)
from tests.factories.accounts import UserFactory

# A Monday; the limit of 15 working days ends three Mondays later.
MONDAY = dt.datetime(2026, 11, 2, 10, 0, tzinfo=timezone.get_default_timezone())
SINCE = dt.datetime(2024, 1, 9, 9, 0, tzinfo=timezone.get_default_timezone())


def working_hours(days: int, hour: int = 10, minute: int = 0) -> dt.datetime:
    """So many days after the Monday on which everything is handed in."""
    return MONDAY.replace(hour=hour, minute=minute) + dt.timedelta(days=days)


def region(code: str = "KZ-61", name: str = "Turkistan") -> Code:
    classification, _ = Classification.objects.get_or_create(code=Classification.REGION, defaults={"name": "Regions"})
    return Code.objects.get_or_create(
        classification=classification,
        code=code,
        defaults={"name": name, "name_en": name, "name_ru": name, "name_kk": name, "level": 1},
    )[0]


def activity(code: str = "10", name: str = "Food") -> Code:
    classification, _ = Classification.objects.get_or_create(
        code=Classification.ACTIVITY, defaults={"name": "Activities"}
    )
    return Code.objects.get_or_create(
        classification=classification, code=code, defaults={"name": name, "name_en": name, "level": 2}
    )[0]


def rule_pack(**content) -> RulePack:
    """No gates, so that a test says only what it is about."""
    RulePack.objects.update(valid=None)
    count = RulePack.objects.count()
    return RulePack.objects.create(
        code="test",
        version=count + 1,
        name="Test",
        content={"gates": [], **content},
        valid=(SINCE.date().replace(year=2019), None),
    )


def drafted_pack(**content) -> RulePack:
    """The next version, not in force."""
    count = RulePack.objects.count()
    return RulePack.objects.create(code="test", version=count + 1, name="Test", content={"gates": [], **content})


def organisation(name: str, kind: str = Organisation.Kind.FIRM, **fields) -> Organisation:
    number = f"{Organisation.objects.count() + 1:012d}"
    known = {"bin": number, "registered_at": SINCE, "confirmed_at": SINCE} | fields
    return Organisation.objects.create(name=name, kind=kind, **known)


def acting_for(of: Organisation, *, name: str = "", role: str = "editor", signs: bool = True, **user) -> User:
    person = UserFactory(**({"name": name} if name else {}), **user)
    represent(person, of, role=role, signs=signs)
    return person


def represent(person: User, of: Organisation, *, role: str = "editor", signs: bool = True) -> Representative:
    return Representative.objects.create(
        user=person,
        organisation=of,
        role=role,
        is_signatory=signs,
        signs_by="head" if signs else "",
        asked_at=SINCE,
        confirmed_at=SINCE,
    )


def declared(of: Organisation, *, body: Organisation, kind: str = "owner") -> Control:
    """A relation that the organisation's own administrator declared; nobody has confirmed it."""
    by = acting_for(of, role="administrator", signs=False)
    return control.enter(organisation=of, kind=kind, body=body, since=SINCE.date(), source="Extract", by=by, at=SINCE)


def authority(name: str, over: Code | None, *, capacity: str = "decides", **fields) -> Organisation:
    made = organisation(name, Organisation.Kind.STATE_AUTHORITY, **fields)
    Jurisdiction.objects.create(authority=made, region=over, capacity=capacity, valid=(SINCE.date(), None))
    return made


@dataclass
class Case:
    """One initiative before two regions and the ministry, with an official for each."""

    initiative: Initiative
    round: Round
    manager: User
    firm: Organisation
    officials: dict[str, User] = field(default_factory=dict)

    def seat(self, code: str | None) -> Seat:
        seats = Seat.objects.select_related("round__initiative", "round__rule_pack", "authority", "region")
        return seats.get(round=self.round, region__code=code, capacity="decides")

    def decide(self, code: str, decision: str = "agreed", *, at: dt.datetime | None = None, **how):
        at = at or working_hours(1)
        by = how.pop("by", None) or self.officials[code]
        seat = self.seat(None if code == "KZ" else code)
        how = {"seen_digest": self.round.digest} | how
        return lifecycle.decide(seat=seat, decision=decision, by=by, at=at, **how)

    def reject(self, code: str, *, at: dt.datetime | None = None, reasons: str = "Too dry.") -> None:
        """After a hearing to which nobody has replied in time."""
        at = at or working_hours(1)
        seat, by = self.seat(None if code == "KZ" else code), self.officials[code]
        inquiry.ask(seat=seat, kind=Inquiry.Kind.HEARING, text=reasons, by=by, at=at)
        before = timezone.localdate(at) - dt.timedelta(days=1)
        Inquiry.objects.filter(seat=seat).update(asked_on=before, due_on=before)
        self.decide(code, "rejected", at=at, reasons=reasons)
        self.initiative.refresh_from_db()

    def fresh(self) -> Round:
        self.round = Round.objects.select_related("rule_pack", "initiative").get(pk=self.round.pk)
        return self.round


REGIONS = {"KZ-61": "Turkistan", "KZ-43": "Kyzylorda"}


def country() -> dict[str, User]:
    """The authorities of two regions and the ministry; {code: its signatory}."""
    bodies = {code: authority(f"Akimat of {name}", region(code, name)) for code, name in REGIONS.items()}
    bodies["KZ"] = authority("Ministry of Industry", None)
    return {code: acting_for(body, name=f"Official of {body.name}") for code, body in bodies.items()}


def drafted(
    *, regions: tuple[str, ...] = tuple(REGIONS), name: str = "Syr Darya Crops"
) -> tuple[Initiative, User, Organisation]:
    for code in regions:
        region(code, REGIONS.get(code, code))
    firm = organisation(f"Firm of {name}")
    manager = acting_for(firm, name=f"Manager of {name}")
    drawn = initiatives.draft(name=name, language="en", initiator=firm, by=manager, at=SINCE)
    initiatives.set_parts(
        initiative=drawn,
        regions=list(regions),
        activities=[activity().code],
        lead=regions[0] if regions else "",
        by=manager,
        at=SINCE,
    )
    write(drawn, "vision", manager, vision="A garden in the steppe.", goals="Water.")
    return drawn, manager, firm


def write(initiative: Initiative, section: str, by: User, *, at: dt.datetime = SINCE, **content) -> None:
    revision = initiative.texts.filter(section=section).order_by("-revision").values_list("revision", flat=True).first()
    initiatives.save_section(
        initiative=initiative, section=section, content=content, seen_revision=revision or 0, by=by, at=at
    )


def handed_in(*, at: dt.datetime = MONDAY, officials: dict[str, User] | None = None, **how) -> Case:
    if not RulePack.objects.public().exists():
        rule_pack()
    officials = country() if officials is None else officials
    drawn, manager, firm = drafted(**how)
    return submitted(drawn, manager, firm, officials, at)


def submitted(
    drawn: Initiative, manager: User, firm: Organisation, officials: dict[str, User], at: dt.datetime
) -> Case:
    lifecycle.advance(initiative=drawn, transition="submit", by=manager, at=at)
    drawn.refresh_from_db()
    latest = Round.objects.select_related("rule_pack", "initiative").filter(initiative=drawn).order_by("-number")[0]
    return Case(drawn, latest, manager, firm, officials)
