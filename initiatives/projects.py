"""The life of a project of an initiative: its stages, every way from one to the next, and how proposals are scored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives import scoring
from initiatives.lifecycle import Actor


class ProjectStage(TextChoices):
    IDEA = "idea", _("idea")
    PROPOSED = "proposed", _("proposed")
    SELECTED = "selected", _("selected")
    RUNNING = "running", _("running")
    COMPLETED = "completed", _("completed")
    STOPPED = "stopped", _("stopped")

    @property
    def tone(self) -> str:
        return STAGE_TONES[self]

    @property
    def is_over(self) -> bool:
        return self in OVER


STAGE_TONES = {
    ProjectStage.IDEA: "neutral",
    ProjectStage.PROPOSED: "info",
    ProjectStage.SELECTED: "info",
    ProjectStage.RUNNING: "good",
    ProjectStage.COMPLETED: "good",
    ProjectStage.STOPPED: "muted",
}
OVER = frozenset({ProjectStage.COMPLETED, ProjectStage.STOPPED})


class ProjectNeed(TextChoices):
    """What a way checks before it is taken."""

    SUMMARY = "summary", _("What the project does, in a few sentences")
    RESPONSIBLE = "responsible", _("A responsible organisation that takes part, and a person")
    DATES = "dates", _("First and last day")
    BUDGET = "budget", _("A budget whose lines add up to the total")
    MILESTONES = "milestones", _("At least one milestone")
    REGISTERED = "registered", _("A registered initiative")
    FINISHED = "finished", _("No milestone left open")


class Asked(TextChoices):
    """The words that go with a way."""

    NOTHING = "", ""
    REASON = "reason", _("Why")
    RESULTS = "results", _("What came of it")


@dataclass(frozen=True)
class Way:
    name: str
    label: Promise
    sources: frozenset[ProjectStage]
    target: ProjectStage
    needs: tuple[ProjectNeed, ...] = ()
    asks: Asked = Asked.NOTHING
    actor: Actor = Actor.MANAGER


Stage, Need = ProjectStage, ProjectNeed
LIVING = frozenset(Stage) - OVER
PLANNED = (Need.SUMMARY, Need.RESPONSIBLE, Need.DATES, Need.BUDGET)

WAYS = {
    way.name: way
    for way in (
        Way("propose", _("Propose"), frozenset({Stage.IDEA}), Stage.PROPOSED, PLANNED),
        Way("recall", _("Back to an idea"), frozenset({Stage.PROPOSED}), Stage.IDEA, asks=Asked.REASON),
        Way("select", _("Select"), frozenset({Stage.PROPOSED}), Stage.SELECTED, (Need.REGISTERED, *PLANNED)),
        Way(
            "start",
            _("Start"),
            frozenset({Stage.SELECTED}),
            Stage.RUNNING,
            (Need.REGISTERED, *PLANNED, Need.MILESTONES),
        ),
        Way(
            "complete",
            _("Complete"),
            frozenset({Stage.RUNNING}),
            Stage.COMPLETED,
            (Need.MILESTONES, Need.FINISHED),
            Asked.RESULTS,
        ),
        Way("stop", _("Stop"), LIVING, Stage.STOPPED, asks=Asked.REASON),
    )
}


def available(stage: str, actors: Collection[Actor] = (Actor.MANAGER,)) -> list[Way]:
    """The ways open from `stage` to somebody who is each of `actors`."""
    return [way for way in WAYS.values() if stage in way.sources and way.actor in actors]


@dataclass(frozen=True)
class Criterion:
    label: Promise
    weight: int


BEST = 5
CRITERIA = {
    "vision": Criterion(_("Serves the vision of the initiative"), 30),
    "effect": Criterion(_("Effect on jobs, exports or productivity"), 25),
    "together": Criterion(_("Done by several members together"), 20),
    "money": Criterion(_("Money of partners besides the state's"), 15),
    "ready": Criterion(_("Ready to start: people, land, permits"), 10),
}


def score(points: Mapping[str, int]) -> Fraction | None:
    """One scorer's answer on a scale of 100; None while a criterion is open."""
    return scoring.score(points, {key: one.weight for key, one in CRITERIA.items()}, BEST)
