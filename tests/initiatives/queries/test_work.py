"""What waits for a person of the newer topics, on his first page and among his dates."""

import datetime as dt

import pytest

from initiatives.models import Organisation
from initiatives.queries.agenda import agenda
from initiatives.queries.first_thing import first_thing
from initiatives.queries.work import work
from tests.factories import assessment as made
from tests.factories import support
from tests.factories.approval import MONDAY, working_hours
from tests.factories.support import THIS_YEAR

pytestmark = pytest.mark.django_db

NOTHING = {"assessments": [], "surveys": [], "first": None, "dates": []}


def waiting(person, *, at=MONDAY):
    found = work(person, binding=Organisation.objects.none(), at=at)
    first = first_thing(found, person, on=at.date())
    return {
        "assessments": [one.assessment_id for one in found.assessments],
        "surveys": [one.survey_id for one in found.surveys],
        "first": first and (first.title, first.href),
        "dates": [(entry.title, entry.day, entry.href) for entry in agenda(person, at=at)],
    }


def test_an_assessor_finds_his_assessment_until_he_has_handed_in_and_again_while_something_differs():
    assessing, _cluster = made.assessing()
    assessing.appoint()
    first, second = assessing.persons
    number, due = assessing.assessment.pk, assessing.assessment.due_on
    page = f"/en/assessments/{number}/"
    asked = {
        "assessments": [number],
        "surveys": [],
        "first": ("Assess the quality of management", page),
        "dates": [("Assess the quality of management", due, page)],
    }
    assert waiting(first) == asked
    assessing.hand_in(1)
    assert (waiting(first), waiting(second)) == (NOTHING, asked)
    assessing.hand_in(2, i1_1_0=2)
    differing = asked | {
        "first": ("Settle what differs", page),
        "dates": [("Settle what differs", due, page)],
    }
    assert (waiting(first), waiting(second)) == (differing, differing)
    assessing.settle("1.1.0", 3)
    assert (waiting(first), waiting(second)) == (NOTHING, NOTHING)


def test_a_member_finds_the_survey_until_it_has_answered_or_the_survey_is_over():
    _assessing, cluster = made.assessing()
    survey = made.surveyed(cluster)
    (_one, editor), (_two, other) = list(cluster.editors.items())[:2]
    page = f"/en/surveys/{survey.pk}/"
    asked = {
        "assessments": [],
        "surveys": [survey.pk],
        "first": ("Answer the survey", page),
        "dates": [("Answer the survey", survey.ends_on, page)],
    }
    assert (waiting(editor), waiting(other)) == (asked, asked)
    made.answered(survey, cluster, 4)
    assert (waiting(editor), waiting(other)) == (NOTHING, asked)
    assert waiting(other, at=MONDAY + dt.timedelta(days=11)) == NOTHING


def test_an_authority_finds_what_it_has_promised_until_it_is_paid_and_others_do_not():
    asked = support.promised()
    page = f"/en/support-requests/{asked.request.pk}/"
    about = "Syr Darya Crops · Drip irrigation"
    both = [
        (f"Support promised for {year}: pay, and record it", about, dt.date(year, 12, 31), page)
        for year in (THIS_YEAR, THIS_YEAR + 1)
    ]

    def dates(person):
        found = agenda(person, at=working_hours(7))
        return [(one.title, one.about, one.day, one.href) for one in found if one.key.startswith("support-")]

    def listed(person, at):
        return [one.year for one in work(person, binding=Organisation.objects.none(), at=at).support]

    assert (dates(asked.payer), dates(asked.case.officials["KZ-43"]), dates(asked.case.manager)) == (both, [], [])
    assert (listed(asked.payer, working_hours(7)), listed(asked.case.manager, working_hours(7))) == ([THIS_YEAR], [])
    asked.pay(10_000_000)
    assert dates(asked.payer) == both
    asked.pay(30_000_000, document="18")
    assert dates(asked.payer) == both[1:]
    assert listed(asked.payer, working_hours(7)) == []
    assert listed(asked.payer, working_hours(7) + dt.timedelta(days=365)) == [THIS_YEAR + 1]
