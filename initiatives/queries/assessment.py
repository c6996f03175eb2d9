"""Assessments of an initiative's management: who may assess, what still lacks, how two agree, what came out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives import assessment as rules
from initiatives.assessment import Agreement, Judged, Levels, Score
from initiatives.criteria import ASSESSMENT_SECTIONS, BLOCKS, CRITERIA, HIGHEST, LABELS, LEVELS, Criterion, of_block
from initiatives.models import (
    AgreedLevel,
    Appointment,
    Assessment,
    AssessmentText,
    Assessor,
    Control,
    Grade,
    Initiative,
    Membership,
    Organisation,
)
from initiatives.queries.organisation import Person, represented_by
from initiatives.queries.text import Sheet


@dataclass(frozen=True)
class BlockLine:
    """How far an assessor is with one page of his form."""

    key: str
    title: str
    done: int
    of: int

    @property
    def is_done(self) -> bool:
        return self.done == self.of


@dataclass(frozen=True)
class Line:
    """One indicator of a comparison or a result."""

    criterion: Criterion
    given: tuple[Grade, ...]
    agreed: AgreedLevel | None

    @property
    def differs(self) -> bool:
        return len({grade.level for grade in self.given}) > 1

    @property
    def choices(self) -> list[tuple[int, str]]:
        """The levels that lie between what both gave."""
        low, high = (way(grade.level for grade in self.given) for way in (min, max))
        return [(level, str(LEVELS[level])) for level in range(low, high + 1)]


@dataclass(frozen=True)
class Block:
    title: str
    lines: list[Line]
    score: Score | None

    @property
    def differing(self) -> list[Line]:
        return [line for line in self.lines if line.differs]


@dataclass(frozen=True)
class Comparison:
    """Both assessors side by side; asked for only when both have handed in."""

    blocks: list[Block]
    agreement: Agreement
    judged: list[Judged]

    @property
    def open(self) -> list[Line]:
        """What both still have to settle."""
        return [line for block in self.blocks for line in block.lines if line.agreed is None]


def of_initiative(initiative: Initiative) -> QuerySet[Assessment]:
    return Assessment.objects.filter(initiative=initiative)


def latest(initiative: Initiative) -> Assessment | None:
    """The last one that is finished."""
    return of_initiative(initiative).finished().order_by("-year", "-finished_at").first()


def with_result(found: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Each with what its last final assessment gave, in the look that finds it."""
    last = Assessment.objects.finished().filter(initiative=OuterRef("pk")).order_by("-year")
    told = ("year", "points", "most", "labels", "finished_at")
    return found.annotate(**{f"assessed_{name}": Subquery(last.values(name)[:1]) for name in told})


def earned(initiative: Initiative) -> list[str]:
    """The names of the labels of one that came `with_result`."""
    return [str(LABELS[code].name) for code in initiative.assessed_labels or () if code in LABELS]


def tie(person: Person, initiative: Initiative, *, on: dt.date) -> str:
    """What ties a person to the initiative, so that he does not assess it; empty where nothing does."""
    if person.pk == initiative.opened_by_id or _appointments(initiative).filter(manager=person.pk).exists():
        return _("%(person)s runs this initiative.") % {"person": person}
    part = represented_by(person).filter(_takes_part(initiative)).first()
    if part:
        return _("%(person)s acts for %(organisation)s, which takes part in this initiative.") % {
            "person": person,
            "organisation": part,
        }
    ties = Q(person=person.pk) | Q(body__in=represented_by(person).exclude(kind__in=Organisation.AUTHORITY_KINDS))
    gaining = Organisation.objects.filter(_takes_part(initiative))
    control = Control.objects.in_effect().filter(ties, during__contains=on, organisation__in=gaining).first()
    if control:
        return _("%(person)s has a tie of control to %(organisation)s, which takes part in this initiative.") % {
            "person": person,
            "organisation": control.organisation,
        }
    return ""


def by_address(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


def seat_of(user: Person, assessment: Assessment) -> Assessor | None:
    return Assessor.objects.filter(assessment=assessment, person=user.pk).first()


def sheet(assessor: Assessor, block: str) -> Sheet[AssessmentText]:
    return Sheet(AssessmentText, {"assessor": assessor, "section": block})


def written(assessor: Assessor) -> dict[str, str]:
    """Everything that stands in the form, all blocks together."""
    texts = AssessmentText.objects.filter(assessor=assessor, is_aside=False)
    standing = texts.order_by("section", "-revision").distinct("section")
    return {key: value for text in standing for key, value in text.content.items()}


def progress(assessor: Assessor) -> list[BlockLine]:
    content = written(assessor)
    return [
        BlockLine(
            block, str(section.title), sum(_is_given(one, content) for one in of_block(block)), len(of_block(block))
        )
        for block, section in ASSESSMENT_SECTIONS.items()
    ]


def lacking(content: Mapping[str, str]) -> list[Criterion]:
    """Indicators without a level or without evidence."""
    return [one for one in CRITERIA.values() if not _is_given(one, content)]


def grades(content: Mapping[str, str], assessor: Assessor) -> list[Grade]:
    return [
        Grade(
            assessor=assessor,
            criterion=one.code,
            level=int(content[one.level_field]),
            evidence=content[one.evidence_field],
        )
        for one in CRITERIA.values()
    ]


def both_are_in(assessment: Assessment) -> bool:
    return not Assessor.objects.filter(assessment=assessment, handed_in_at=None).exists()


def given(assessment: Assessment) -> tuple[Levels, Levels]:
    """The levels of the first and of the second assessor."""
    found: tuple[dict[str, int], dict[str, int]] = ({}, {})
    rows = Grade.objects.filter(assessor__assessment=assessment)
    for seat, criterion, level in rows.values_list("assessor__seat", "criterion", "level"):
        found[seat - 1][criterion] = level
    return found


def agreed(assessment: Assessment) -> dict[str, int]:
    return dict(AgreedLevel.objects.filter(assessment=assessment).values_list("criterion", "level"))


def comparison(assessment: Assessment) -> Comparison:
    by_criterion: dict[str, list[Grade]] = {}
    for grade in Grade.objects.filter(assessor__assessment=assessment).order_by("assessor__seat"):
        by_criterion.setdefault(grade.criterion, []).append(grade)
    settled = {
        one.criterion: one for one in AgreedLevel.objects.filter(assessment=assessment).select_related("settled_by")
    }
    lines = {code: Line(one, tuple(by_criterion.get(code, ())), settled.get(code)) for code, one in CRITERIA.items()}
    levels = {code: one.level for code, one in settled.items()}
    return Comparison(
        blocks=[_block(block, lines) for block in BLOCKS],
        agreement=rules.agreement(*given_of(by_criterion)),
        judged=rules.labels(levels) if set(levels) >= set(CRITERIA) else [],
    )


def given_of(by_criterion: Mapping[str, list[Grade]]) -> tuple[Levels, Levels]:
    first = {code: pair[0].level for code, pair in by_criterion.items()}
    return first, {code: pair[-1].level for code, pair in by_criterion.items()}


def waiting_for(user: Person) -> QuerySet[Assessor]:
    """Seats of `user` in assessments that are under way: to fill in, or to settle with the other."""
    under_way = Assessor.objects.filter(
        person=user.pk, assessment__finished_at=None, assessment__withdrawn_at=None
    ).select_related("assessment__initiative")
    other_waits = Assessor.objects.filter(assessment=OuterRef("assessment"), handed_in_at=None)
    # What both have settled waits for the ministry and for neither of them.
    settled = AgreedLevel.objects.filter(assessment=OuterRef("assessor__assessment"), criterion=OuterRef("criterion"))
    differs = Grade.objects.filter(~Exists(settled), assessor=OuterRef("pk"))
    to_settle = ~Exists(other_waits) & Exists(differs)
    return under_way.filter(Q(handed_in_at=None) | to_settle).order_by("assessment__due_on", "pk")


def _is_given(one: Criterion, content: Mapping[str, str]) -> bool:
    level = content.get(one.level_field, "")
    return level in {str(each) for each in range(HIGHEST + 1)} and bool(content.get(one.evidence_field, "").strip())


def _block(block: str, lines: Mapping[str, Line]) -> Block:
    own = [lines[one.code] for one in of_block(block)]
    levels = {line.criterion.code: line.agreed.level for line in own if line.agreed}
    return Block(str(BLOCKS[block]), own, rules.score(levels, tuple(levels)) if len(levels) == len(own) else None)


def _appointments(initiative: Initiative) -> QuerySet[Appointment]:
    return Appointment.objects.filter(initiative=initiative, declined_at=None, ended_at=None)


def _takes_part(initiative: Initiative) -> Q:
    """Who opened it, who runs it, and its members; an authority that joined as a supporter does not count."""
    appointed = _appointments(initiative).filter(organisation=OuterRef("pk"))
    joined = Membership.objects.open().filter(initiative=initiative, organisation=OuterRef("pk"))
    is_member = Exists(joined) & ~Q(kind__in=Organisation.AUTHORITY_KINDS)
    return Q(pk=initiative.initiator_id) | Q(Exists(appointed)) | Q(is_member)
