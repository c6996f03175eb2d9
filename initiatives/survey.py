"""What members think of their cluster: counts of answers make means, or nothing where too few answered. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from django.db.models import IntegerChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.wordlists import rows, spoken

# Design: no mean under five answers; of fewer persons neither, or one who answers for four members knows the fifth.
FEWEST_ANSWERS = 5
MOST_DAYS = 90
QUESTIONS: dict[str, Promise] = {row["code"]: spoken(row, "text") for row in rows("survey_questions")}


class Opinion(IntegerChoices):
    NOT_AT_ALL = 1, _("not at all")
    RATHER_NOT = 2, _("rather not")
    PARTLY = 3, _("partly")
    MOSTLY = 4, _("mostly")
    WHOLLY = 5, _("wholly")


# So near the end of the scale a mean tells what each has said, so it is only said to be there.
LOWEST_SHOWN, HIGHEST_SHOWN = Fraction(3, 2), Fraction(9, 2)


@dataclass(frozen=True)
class Mean:
    """Of one question. Without a value where too few answered it, and near an end of the scale only that end."""

    answers: int
    value: Fraction | None
    is_at_least: bool = False
    is_at_most: bool = False

    @property
    def is_shown(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Response:
    answered: int
    asked: int

    @property
    def rate(self) -> Fraction | None:
        """Nobody asked is no rate, and not a rate of zero."""
        return Fraction(self.answered, self.asked) if self.asked else None

    @property
    def percent(self) -> int | None:
        return None if self.rate is None else round(100 * self.rate)


def mean(counts: Mapping[int, int]) -> Mean:
    """`counts`: how often each opinion was given."""
    answers = sum(counts.values())
    if answers < FEWEST_ANSWERS:
        return Mean(answers, None)
    value = Fraction(sum(opinion * times for opinion, times in counts.items()), answers)
    if value > HIGHEST_SHOWN:
        return Mean(answers, HIGHEST_SHOWN, is_at_least=True)
    if value < LOWEST_SHOWN:
        return Mean(answers, LOWEST_SHOWN, is_at_most=True)
    return Mean(answers, value)


def means(counts: Mapping[str, Mapping[int, int]], by_person: Collection[int]) -> dict[str, Mean]:
    """Every question of the form, also one that nobody answered; `by_person`: how often each answered for a member."""
    found = {question: mean(counts.get(question, {})) for question in QUESTIONS}
    return {
        question: one if fewest_persons(one.answers, by_person) >= FEWEST_ANSWERS else Mean(one.answers, None)
        for question, one in found.items()
    }


def fewest_persons(answers: int, by_person: Collection[int]) -> int:
    """So many persons at least gave the answers to one question; who gave which is kept nowhere."""
    given = accumulate(sorted(by_person, reverse=True))
    return next((number for number, together in enumerate(given, start=1) if together >= answers), len(by_person))
