"""Checks of a member's answers against each other, last year and the register: one check, one function. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.questionnaire import QUESTIONS, Answers, Unit

# Further than so many times up or down from last year is asked about.
JUMP = Decimal(3)
# From here on somebody wrote tenge where millions were asked for.
SLIP = Decimal(300)
# More than so many million tenge of turnover for each person is rare even in oil.
MOST_PER_HEAD = Decimal(5000)
# From the Entrepreneurial Code: people on average over the year.
SIZES = {"micro": (0, 15), "small": (0, 100), "medium": (101, 250), "large": (251, None)}
SMALL_JUMPS = Decimal(10)


@dataclass(frozen=True)
class Problem:
    """An error bars the sending; a warning asks the sender to confirm."""

    code: str
    key: str
    text: str | Promise
    cure: str | Promise
    is_error: bool = False


@dataclass(frozen=True)
class Case:
    """The answers of one year, those of the year before, and what the register says of the organisation."""

    answers: Answers
    before: Answers
    size: str = ""


def problems(case: Case) -> list[Problem]:
    return [problem for check in CHECKS for problem in check(case)]


def nothing_answered(case: Case) -> Iterator[Problem]:
    if all(value is None for value in case.answers.values()):
        yield Problem(
            "empty",
            "jobs",
            _("Nothing is answered."),
            _("Answer what you know, people and turnover first; write 0 where there was none."),
            is_error=True,
        )


def part_above_whole(case: Case) -> Iterator[Problem]:
    for question in QUESTIONS.values():
        value, whole = case.answers.get(question.key), case.answers.get(question.part_of)
        if value is not None and whole is not None and value > whole:
            told = {"part": question.label, "whole": QUESTIONS[question.part_of].label}
            yield Problem(
                f"part:{question.key}",
                question.key,
                format_lazy(_("“{part}” is more than “{whole}”, of which it is a part."), **told),
                _("Compare both with your accounts; one of them is mistyped or stands in another unit."),
                is_error=True,
            )


def value_added_above_turnover(case: Case) -> Iterator[Problem]:
    value, turnover = case.answers.get("value_added"), case.answers.get("turnover")
    if value is not None and turnover is not None and value > turnover:
        yield Problem(
            "above:value_added",
            "value_added",
            _("Value added is more than turnover."),
            _("It is turnover less what you bought in. Confirm where stocks or subsidies explain it."),
        )


def wages_above_turnover(case: Case) -> Iterator[Problem]:
    wages, turnover = case.answers.get("wages"), case.answers.get("turnover")
    if wages is not None and turnover is not None and wages > turnover:
        yield Problem(
            "above:wages",
            "wages",
            _("The wage bill is more than turnover."),
            _("Look whether both stand in million tenge; confirm if the year was so."),
        )


def turnover_per_head(case: Case) -> Iterator[Problem]:
    jobs, turnover = case.answers.get("jobs"), case.answers.get("turnover")
    if jobs and turnover is not None and turnover / jobs > MOST_PER_HEAD:
        yield Problem(
            "unit:turnover",
            "turnover",
            _("That is a very high turnover for so few people."),
            _("Write million tenge: 12 500 000 ₸ is 12.5."),
        )


def nobody_works(case: Case) -> Iterator[Problem]:
    if case.answers.get("jobs") == 0 and (case.answers.get("turnover") or 0) > 0:
        yield Problem(
            "zero:jobs",
            "jobs",
            _("There is turnover, and nobody works for you."),
            _("Leave the field empty if you do not know; confirm if only the owner works."),
        )


def jump_from_last_year(case: Case) -> Iterator[Problem]:
    for key, question in QUESTIONS.items():
        now, before = case.answers.get(key), case.before.get(key)
        if now is None or before is None or now <= 0 or before <= 0 or abs(now - before) < SMALL_JUMPS:
            continue
        times = max(now / before, before / now)
        if times > JUMP:
            is_slip = times >= SLIP and question.unit == Unit.MONEY
            cure = _("Look at the unit: million tenge are asked for.") if is_slip else _("Correct it, or confirm it.")
            told = {"label": question.label, "before": _plain(before), "now": _plain(now)}
            yield Problem(
                f"jump:{key}",
                key,
                format_lazy(_("“{label}” was {before} a year before and is {now} now."), **told),
                cure,
            )


def size_in_the_register(case: Case) -> Iterator[Problem]:
    jobs, bounds = case.answers.get("jobs"), SIZES.get(case.size)
    if jobs is None or bounds is None:
        return
    least, most = bounds
    if jobs < least or (most is not None and jobs > most):
        yield Problem(
            "size:jobs",
            "jobs",
            _("So many people do not fit the size class in your record."),
            _("Confirm, and change the size class in your organisation's record."),
        )


def same_as_last_year(case: Case) -> Iterator[Problem]:
    given = {key: value for key, value in case.answers.items() if value}
    if len(given) > 1 and all(case.before.get(key) == value for key, value in given.items()):
        yield Problem(
            "same:all",
            "jobs",
            _("Every answer is the same as a year before."),
            _("The fields were filled in from last year. Change what has changed, or confirm."),
        )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


CHECKS: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    nothing_answered,
    part_above_whole,
    value_added_above_turnover,
    wages_above_turnover,
    turnover_per_head,
    nobody_works,
    jump_from_last_year,
    size_in_the_register,
    same_as_last_year,
)
