import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from initiatives.models import Respondent
from initiatives.survey import QUESTIONS
from tests.factories import assessment as made
from tests.factories import returns

pytestmark = pytest.mark.django_db


def read(client, person, survey):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return " ".join(strip_tags(client.get(reverse("survey", kwargs={"pk": survey.pk})).content.decode()).split())


def test_a_member_answers_without_a_script_and_only_once(client):
    cluster = returns.cluster(members=5)
    survey = made.surveyed(cluster, at=timezone.now())
    member, editor = next(iter(cluster.editors.items()))
    assert "What does" in read(client, editor, survey)
    where, sent = reverse("survey", kwargs={"pk": survey.pk}), {"organisation": member} | dict.fromkeys(QUESTIONS, "4")
    assert client.post(where, sent).status_code == 302
    assert "What does" not in read(client, editor, survey)
    assert Respondent.objects.exclude(answered_by=None).count() == 1


def test_a_survey_that_is_over_shows_means_or_why_not(client):
    cluster, at = returns.cluster(members=6), timezone.now() - dt.timedelta(days=30)
    survey = made.surveyed(cluster, at=at)
    made.answered(survey, cluster, 4, 4, 3, 3, at=at)
    assert "No question was answered by 5 different persons or more: what they said is shown to nobody." in read(
        client, cluster.manager, survey
    )
    made.answered(survey, cluster, 4, 4, 3, 3, 4, at=at)
    assert "3.6, 5 answers" in read(client, cluster.manager, survey)
