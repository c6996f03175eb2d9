"""The pack of proofs holds here, and an answer that differs is told apart from one that holds."""

import csv
import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from indicators import proofs
from indicators.proofs import Answer, Asked, Installed, pack
from indicators.queries import classification, proof
from indicators.resolution import Codes
from tests.indicators.official import shipped  # noqa: F401 pytest finds it by its name

NOTHING = Installed(Codes({}, None, None), None, {})
KERNELS = [one for one in pack() if one.kind != "statistics"]


@pytest.mark.parametrize("one", KERNELS, ids=lambda one: one.code)
def test_an_example_is_answered_as_published(one):
    found = proofs.proved(one, NOTHING)
    assert [(answer.asked.label, answer.computed) for answer in found.answers if not answer.holds] == []
    assert len(found.answers) == len(one.asked) > 0


def test_every_example_has_its_own_code_a_source_and_a_title_in_three_languages():
    found = pack()
    assert len({one.code for one in found}) == len(found)
    assert all(one.source and set(one.title) == {"en", "ru", "kk"} and all(one.title.values()) for one in found)


@pytest.mark.parametrize("one", KERNELS, ids=lambda one: one.code)
def test_an_example_with_another_expectation_fails(one):
    moved = tuple(
        replace(asked, value="stale" if isinstance(asked.value, str) else asked.value + 10 * asked.within + 1)
        for asked in one.asked
    )
    found = proofs.proved(replace(one, asked=moved), NOTHING)
    assert not any(answer.holds for answer in found.answers)


@pytest.mark.parametrize(
    ("expected", "plain", "fast", "holds"),
    [
        (1.0, 1.05, 1.05, True),
        (1.0, 1.2, 1.2, False),
        (1.0, 1.0, 1.0 + 1e-15, False),
        ("suppressed", "suppressed", "suppressed", True),
        (0.0, "missing_input", "missing_input", False),
        ("missing_input", 0.0, 0.0, False),
    ],
)
def test_an_answer_holds_where_both_evaluators_say_the_same_and_it_is_near(expected, plain, fast, holds):
    assert Answer(Asked("x", expected, 0.1), plain, fast).holds is holds


def test_an_installation_without_the_codes_of_the_country_says_so(db):
    (found,) = [one for one in proof.run() if one.proof.kind == "statistics"]
    assert found.not_run is not None
    assert found.answers == ()


@pytest.fixture
def installed(shipped, db) -> None:  # noqa: F811 the fixture itself
    """Regions, activities, measures and indicators as they ship."""


def test_the_shipped_statistics_give_the_known_answers_with_the_indicators_in_force(installed):
    (found,) = [one for one in proof.run() if one.proof.kind == "statistics"]
    assert found.not_run is None
    assert [(answer.asked.label, answer.computed) for answer in found.answers if not answer.holds] == []
    assert len(found.answers) == 11


def test_an_indicator_that_is_not_in_force_is_named(installed):
    (statistics,) = [one for one in pack() if one.kind == "statistics"]
    own = Installed(classification.book().codes, classification.lexicon(), {})
    assert str(proofs.proved(statistics, own).not_run) == "The indicator location_quotient is not in force."


def test_the_command_prints_every_answer_and_ends_well(installed):
    out, err = io.StringIO(), io.StringIO()
    call_command("prove", stdout=out, stderr=err)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [row["holds"] for row in rows] == ["yes"] * sum(len(one.asked) for one in pack())
    assert err.getvalue().strip().endswith("0 differ.")


def test_the_command_fails_where_an_answer_differs(installed, monkeypatch):
    first, *others = pack()
    wrong = replace(first, asked=(replace(first.asked[0], value=3.0), *first.asked[1:]))
    monkeypatch.setattr(proofs, "pack", lambda: [wrong, *others])
    with pytest.raises(CommandError, match="1 of"):
        call_command("prove", stdout=io.StringIO(), stderr=io.StringIO())
