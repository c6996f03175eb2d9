import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from initiatives.call import CallStage
from initiatives.models import Call, CallEntry, ScoreSheet
from tests.factories.call import calling

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def there():
    return calling()


def sign_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def text(answer):
    return " ".join(strip_tags(answer.content.decode()).split())


def address(page, thing, **more):
    return reverse(page, kwargs={"pk": thing.pk} | more)


def closed(there):
    there.announce()
    wool, milk = there.hand_in("Wool"), there.hand_in("Milk")
    there.go("begin")
    there.judge(wool, (5, 5), (4, 5))
    there.judge(milk, (3, 3), (2, 2))
    there.go("close")
    return wool, milk


def test_a_call_is_written_announced_and_read_by_everybody(client, there):
    on = timezone.localdate()
    form = {
        "title": "Call of the spring",
        "text": "Clusters that export.",
        "opens_on": on,
        "closes_on": on + dt.timedelta(days=10),
        "score_by": on + dt.timedelta(days=20),
        "places": 3,
        "least": 50,
        "best": 5,
        "criteria": "60 Effect on exports\n40 % Readiness",
        "commission": "\n".join(f"{person.email} Outside expert" for person in there.persons),
        "operator": there.ministry.represents.get().organisation_id,
        "operator_bin": there.operator.bin,
    }
    sign_in(client, there.ministry)
    assert client.post(reverse("call_new"), form | {"criteria": "Effect 60"}).status_code == 422
    assert client.post(reverse("call_new"), form).status_code == 302
    call = Call.objects.get()
    assert (call.operator, [(one.name, one.weight) for one in call.criteria.all()]) == (
        there.operator,
        [("Effect on exports", 60), ("Readiness", 40)],
    )
    client.logout()
    assert client.get(address("call", call)).status_code == 302
    sign_in(client, there.ministry).post(address("call_way", call, name="announce"))
    client.logout()
    told = text(client.get(address("call", call)))
    assert "Effect on exports60 %" in told
    assert "Asel" not in told
    assert "Call of the spring" in text(client.get(reverse("calls")))


def test_a_commissioner_scores_blind_and_the_operator_reads_no_sheet(client, there):
    wool = there.announce().hand_in("Wool")
    there.go("begin")
    there.score(wool, 0, 5, 5, reasons="Secret until the end.")
    entry = there.entry(wool)
    for reader in (there.persons[1], there.office, there.ministry):
        assert "Secret until the end." not in text(sign_in(client, reader).get(address("call_entry", entry)))
    assert (
        "Secret until the end." in sign_in(client, there.persons[0]).get(address("call_entry", entry)).content.decode()
    )
    sent = {f"points_{one.pk}": 4 for one in there.call.criteria.all()} | {"reasons": "Good wool."}
    sign_in(client, there.persons[1])
    assert client.post(address("call_score", entry), sent).status_code == 302
    assert client.post(address("call_score", entry), sent | {"reasons": ""}).status_code == 422
    assert ScoreSheet.objects.filter(entry=entry).count() == 2
    assert client.post(address("call_recuse", entry), {"reason": "My brother works there."}).status_code == 302
    assert client.post(address("call_score", entry), sent).status_code == 403


def test_the_ranking_is_public_and_every_initiative_reads_its_own_scores_and_reasons(client, there):
    wool, milk = closed(there)
    told = text(client.get(address("call", there.call)))
    assert "1Wool94.00 within the places 2Milk50.00 all places went to higher scores" in told
    manager = sign_in(client, there.managers[milk.pk])
    own = text(manager.get(address("call_entry", there.entry(milk))))
    assert "Seen on the spot." in own
    assert "Effect: 3 · Readiness: 3" in own
    assert manager.get(address("call_entry", there.entry(wool))).status_code == 404
    assert "Handed in to the call" in text(manager.get(address("round", there.entry(milk).round)))


def test_the_api_tells_the_ranking_only_when_the_call_is_closed(client, there):
    there.announce()
    told = client.get(reverse("api-call-detail", kwargs={"pk": there.call.pk})).json()
    assert (told["stage"], told["ranking"], told["closed_at"]) == ("announced", [], None)
    Call.objects.all().delete()
    closed(there)
    told = client.get(reverse("api-call-detail", kwargs={"pk": there.call.pk})).json()
    assert told["ranking"] == [
        {"initiative": "Wool", "place": 1, "score": "94.000000", "verdict": "above"},
        {"initiative": "Milk", "place": 2, "score": "50.000000", "verdict": "below"},
    ]


def test_the_hand_in_page_names_the_call_or_says_that_none_is_open(client, there):
    wool = there.announce().hand_in("Wool")
    manager = there.managers[wool.pk]
    Call.objects.update(stage=CallStage.SCORING)
    CallEntry.objects.all().delete()
    wool.stage = "nascent"
    wool.save()
    told = text(sign_in(client, manager).get(address("initiative_check", wool)))
    assert "none is open or announced" in told
    on = timezone.localdate()
    Call.objects.update(stage="announced", opens_on=on, closes_on=on, score_by=on + dt.timedelta(days=1))
    assert "It joins the call “Call of the autumn”" in text(client.get(address("initiative_check", wool)))


def test_a_page_of_a_call_asks_as_often_for_one_entry_as_for_three(client, there, django_assert_max_num_queries):
    there.announce()
    for name in ("Wool", "Milk", "Steel"):
        there.hand_in(name)
    there.go("begin")
    sign_in(client, there.ministry)
    with django_assert_max_num_queries(20):
        assert client.get(address("call", there.call)).status_code == 200
    sign_in(client, there.persons[0])
    page = address("call_entry", CallEntry.objects.first())
    with django_assert_max_num_queries(20):
        assert client.get(page).status_code == 200
    assert "Entries of calls" in text(client.get(reverse("work")))
