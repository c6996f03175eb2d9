"""What the scorers of a proposal have said; whoever has come to gain by it since counts no more."""

from dataclasses import dataclass

from initiatives.models import Project, ProjectPartner, Score
from initiatives.projects import score
from initiatives.queries.organisation import Person
from initiatives.scoring import mean


@dataclass(frozen=True)
class Opinion:
    organisation: str
    person: str
    value: float | None
    is_in_conflict: bool


@dataclass(frozen=True)
class Scores:
    opinions: tuple[Opinion, ...]
    value: float | None


def of_project(project: Project) -> Scores:
    rows = Score.objects.filter(project=project).select_related("organisation", "scored_by").order_by("scored_by", "pk")
    partners = ProjectPartner.objects.filter(project=project, left_at=None).values_list("organisation", flat=True)
    gaining = {project.responsible_id, *partners}
    given: dict[int, list[Score]] = {}
    for row in rows:
        given.setdefault(row.scored_by_id, []).append(row)
    opinions = [_opinion(each, gaining) for each in given.values()]
    counted = mean(score(_points(each)) for each in given.values() if each[0].organisation_id not in gaining)
    return Scores(tuple(opinions), None if counted is None else float(counted))


def points_of(project: Project, user: Person) -> dict[str, int]:
    return _points(list(Score.objects.filter(project=project, scored_by=user)))


def _points(rows: list[Score]) -> dict[str, int]:
    return {row.criterion: row.points for row in rows}


def _opinion(rows: list[Score], gaining: set[int | None]) -> Opinion:
    first, whole = rows[0], score(_points(rows))
    return Opinion(
        organisation=first.organisation.name,
        person=str(first.scored_by),
        value=None if whole is None else float(whole),
        is_in_conflict=first.organisation_id in gaining,
    )
