"""The 31 indicators of cluster-management excellence, as the data of this app hold them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.sections import Field, Form, Section
from initiatives.wordlists import rows, spoken

SOURCE = "Młodzianowski 2023, doi 10.2478/fman-2023-0002"
HIGHEST = 4
LEVELS: dict[int, Promise] = {int(row["level"]): spoken(row) for row in rows("management_levels")}
EVIDENCE_LENGTH = 1000


@dataclass(frozen=True)
class Criterion:
    """One of the indicators; no label is given to what is below its `minimum`."""

    code: str
    block: str
    minimum: int
    is_audited: bool
    name: Promise
    half: Promise
    full: Promise

    @property
    def key(self) -> str:
        return self.code.replace(".", "_")

    @property
    def level_field(self) -> str:
        return f"level_{self.key}"

    @property
    def evidence_field(self) -> str:
        return f"evidence_{self.key}"


@dataclass(frozen=True)
class Label:
    """A label asks for a share of the points of some indicators, in per cent."""

    code: str
    name: Promise
    percent: int
    criteria: tuple[str, ...]


def _criterion(row: Mapping[str, str]) -> Criterion:
    return Criterion(
        code=row["code"],
        block=row["block"],
        minimum=int(row["minimum"]),
        is_audited=row["is_audited"] == "1",
        name=spoken(row),
        half=spoken(row, "half"),
        full=spoken(row, "full"),
    )


CRITERIA: dict[str, Criterion] = {row["code"]: _criterion(row) for row in rows("management_criteria")}
BLOCKS: dict[str, Promise] = {row["code"]: spoken(row) for row in rows("management_blocks")}
LABELS: dict[str, Label] = {
    row["code"]: Label(
        row["code"],
        spoken(row),
        int(row["percent"]),
        tuple(one.code for one in CRITERIA.values() if one.is_audited or row["is_of_audited"] == "0"),
    )
    for row in rows("management_labels")
}


def of_block(block: str) -> list[Criterion]:
    return [one for one in CRITERIA.values() if one.block == block]


def _fields(one: Criterion) -> tuple[Field, Field]:
    return (
        Field(one.level_field, one.name, one.full, Form.LINE, max_length=1),
        Field(
            one.evidence_field,
            _("What shows it"),
            _("A sentence: which document, figure or conversation shows it."),
            max_length=EVIDENCE_LENGTH,
        ),
    )


# One block is one page of an assessor's form.
ASSESSMENT_SECTIONS = {
    block: Section(
        block,
        name,
        _("Give each indicator a level and say in a sentence what shows it. Levels 1 and 3 lie between the others."),
        15,
        tuple(field for one in of_block(block) for field in _fields(one)),
    )
    for block, name in BLOCKS.items()
}
