"""What a member answers about its year: one row a question, with its unit and what it is a part of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Answers = Mapping[str, Decimal | None]


class Unit(StrEnum):
    """The words are those of the table of units of the figures."""

    PERSONS = "persons"
    MONEY = "mln KZT"
    PIECES = "units"
    ENERGY = "MWh"
    LAND = "ha"
    WATER = "thousand m3"

    @property
    def label(self) -> str | Promise:
        return UNITS[self]


UNITS: dict[Unit, str | Promise] = {
    Unit.PERSONS: _("people"),
    Unit.MONEY: _("million tenge"),
    Unit.PIECES: _("how many"),
    Unit.ENERGY: _("megawatt hours"),
    Unit.LAND: _("hectares"),
    Unit.WATER: _("thousand cubic metres"),
}


class Group(StrEnum):
    OUTPUT = "output"
    FUTURE = "future"
    TRADE = "trade"
    RESOURCES = "resources"

    @property
    def label(self) -> str | Promise:
        return GROUPS[self]


GROUPS: dict[Group, str | Promise] = {
    Group.OUTPUT: _("People and output"),
    Group.FUTURE: _("Investment and knowledge"),
    Group.TRADE: _("Buying in, and from other members"),
    Group.RESOURCES: _("Resources (if you know them)"),
}


@dataclass(frozen=True)
class Question:
    """`part_of` names the question whose answer can never be smaller."""

    key: str
    label: str | Promise
    unit: Unit
    group: Group
    help: str | Promise = ""
    decimals: int = 1
    part_of: str = ""
    may_be_negative: bool = False


QUESTIONS: dict[str, Question] = {
    question.key: question
    for question in (
        Question(
            "jobs",
            _("People employed"),
            Unit.PERSONS,
            Group.OUTPUT,
            _("On average over the year, every person counts once."),
            decimals=0,
        ),
        Question("turnover", _("Turnover"), Unit.MONEY, Group.OUTPUT, _("Everything sold, without VAT.")),
        Question(
            "value_added",
            _("Value added"),
            Unit.MONEY,
            Group.OUTPUT,
            _("Turnover less materials, energy and services bought in."),
            may_be_negative=True,
        ),
        Question("exports", _("Exports"), Unit.MONEY, Group.OUTPUT, _("The part sold abroad."), part_of="turnover"),
        Question(
            "investment",
            _("Investment in fixed capital"),
            Unit.MONEY,
            Group.FUTURE,
            _("Buildings, machines, equipment: what you built or bought in the year."),
        ),
        Question(
            "rnd",
            _("Spending on research and development"),
            Unit.MONEY,
            Group.FUTURE,
            _("Own and ordered work; it shows what the cluster learns by itself."),
        ),
        Question(
            "fixed_assets",
            _("Fixed assets at the end of the year"),
            Unit.MONEY,
            Group.FUTURE,
            _("Balance-sheet value of buildings, machines and vehicles."),
        ),
        Question(
            "new_technology",
            _("New technologies put to use"),
            Unit.PIECES,
            Group.FUTURE,
            _("Lines, machines or methods that you used for the first time."),
            decimals=0,
        ),
        Question(
            "purchases",
            _("Materials, energy and services bought in"),
            Unit.MONEY,
            Group.TRADE,
            _("All suppliers together, without VAT."),
        ),
        Question(
            "purchases_from_members",
            _("Of these, bought from members of this cluster"),
            Unit.MONEY,
            Group.TRADE,
            part_of="purchases",
        ),
        Question("wages", _("Wage bill"), Unit.MONEY, Group.RESOURCES, _("Labour: wages and salaries before tax.")),
        Question(
            "energy",
            _("Electricity used"),
            Unit.ENERGY,
            Group.RESOURCES,
            _("As on the bills; what members need together is planned together."),
        ),
        Question(
            "land",
            _("Land used"),
            Unit.LAND,
            Group.RESOURCES,
            _("Owned and rented, fields and sites."),
        ),
        Question(
            "water",
            _("Water used"),
            Unit.WATER,
            Group.RESOURCES,
            _("As metered, from all sources."),
        ),
        Question(
            "credit", _("Loans outstanding"), Unit.MONEY, Group.RESOURCES, _("Finance: bank loans at the year's end.")
        ),
        Question(
            "researchers",
            _("Researchers among your people"),
            Unit.PERSONS,
            Group.RESOURCES,
            decimals=0,
            part_of="jobs",
        ),
    )
}

# What belongs to one membership; everything else is of the whole organisation.
OF_THE_CLUSTER = "purchases_from_members"
OF_THE_ORGANISATION: tuple[str, ...] = tuple(key for key in QUESTIONS if key != OF_THE_CLUSTER)


def in_group(group: Group) -> list[Question]:
    return [question for question in QUESTIONS.values() if question.group == group]


def contribution(key: str, value: Decimal | None, share: Decimal) -> Decimal | None:
    """What a member adds to its cluster: the declared share in percent of its answer; what is missing adds nothing."""
    if value is None:
        return None
    return value if key == OF_THE_CLUSTER else value * share / 100
