import datetime as dt
from fractions import Fraction

import pytest

from initiatives.actions import survey as deeds
from initiatives.actions.survey import SurveyRefused
from initiatives.models import Organisation, Tally
from initiatives.queries import survey as surveys
from initiatives.survey import QUESTIONS, Mean, Response
from tests.factories import approval, returns
from tests.factories import assessment as made
from tests.factories.approval import MONDAY

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
AFTER = TODAY + dt.timedelta(days=11)


@pytest.fixture
def cluster():
    return returns.cluster(members=6)


def said(function, *args, **kwargs):
    with pytest.raises(SurveyRefused) as refusal:
        function(*args, **kwargs)
    return str(refusal.value)


def test_means_are_there_when_it_is_over_and_not_a_day_before(cluster):
    survey = made.surveyed(cluster)
    made.answered(survey, cluster, 5, 4, 4, 3, 2)
    assert surveys.findings(survey, on=survey.ends_on) == []
    found = surveys.findings(survey, on=AFTER)
    assert {one.mean.value for one in found} == {Fraction(18, 5)}
    assert [one.question for one in found] == [str(text) for text in QUESTIONS.values()]
    assert surveys.response(survey) == Response(5, 6)


def test_four_answers_show_nothing(cluster):
    survey = made.surveyed(cluster)
    made.answered(survey, cluster, 5, 4, 4, 3)
    assert not any(one.mean.is_shown for one in surveys.findings(survey, on=AFTER))


def test_five_answers_by_fewer_than_five_persons_show_nothing(cluster):
    survey = made.surveyed(cluster)
    (key, _own), (_key, editor) = list(cluster.editors.items())[:2]
    approval.represent(editor, Organisation.objects.get(pk=key))
    cluster.editors[key] = editor
    made.answered(survey, cluster, 5, 4, 4, 3, 2)
    assert surveys.response(survey) == Response(5, 6)
    assert [one.mean for one in surveys.findings(survey, on=AFTER)] == [Mean(5, None)] * len(QUESTIONS)


def test_a_member_answers_once_by_whoever_acts_for_it(cluster):
    survey = made.surveyed(cluster)
    first = made.answered(survey, cluster, 5)
    assert made.answered(survey, cluster, 1) == first
    assert sum(Tally.objects.values_list("times", flat=True)) == len(QUESTIONS)
    (key, editor), (other, _person) = list(cluster.editors.items())[:2]
    told = {"survey": survey, "given": {"say": 3}, "at": MONDAY}
    answers = {"organisation": Organisation.objects.get(pk=key), "by": cluster.manager}
    assert said(deeds.answer, **told, **answers) == f"{Organisation.objects.get(pk=key)} has answered already."
    assert said(deeds.answer, **told, organisation=Organisation.objects.get(pk=other), by=editor) == (
        "Only who edits or signs for a member that is asked answers for it."
    )


def test_what_is_kept_of_an_answer_names_nobody():
    assert {field.name for field in Tally._meta.fields} == {"id", "survey", "question", "opinion", "times"}


def test_an_answer_says_something_and_comes_in_time(cluster):
    survey = made.surveyed(cluster)
    key, editor = next(iter(cluster.editors.items()))
    told = {"survey": survey, "organisation": Organisation.objects.get(pk=key), "by": editor}
    assert said(deeds.answer, **told, given={"weather": 5}, at=MONDAY) == "Answer at least one question."
    assert said(deeds.answer, **told, given={"say": 6}, at=MONDAY) == "Answer at least one question."
    late = MONDAY + dt.timedelta(days=11)
    assert said(deeds.answer, **told, given={"say": 4}, at=late) == "The survey is not open today."


def test_one_survey_at_a_time_and_not_of_few(cluster):
    first = made.surveyed(cluster)
    assert made.surveyed(cluster) == first
    assert said(made.surveyed, cluster, days=20).startswith("Another survey is open until")
    cluster = returns.another(cluster, name="Small")
    assert said(made.surveyed, cluster).startswith("With fewer than 5 members")


def test_a_cancelled_survey_leaves_no_counts(cluster):
    survey = made.surveyed(cluster)
    made.answered(survey, cluster, 5, 5, 5, 5, 5)
    cancelled = deeds.cancel(survey=survey, reason="Wrong days.", by=cluster.manager, at=MONDAY)
    assert sum(Tally.objects.values_list("times", flat=True)) == 0
    assert surveys.findings(cancelled, on=AFTER) == []
