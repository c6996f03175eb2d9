import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from initiatives.actions import assessment as deeds
from tests.factories import assessment as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return made.assessing(members=1)[0].appoint(at=timezone.now())


def address(name, case):
    return reverse(name, kwargs={"pk": case.assessment.pk})


def read(client, person, where):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return " ".join(strip_tags(client.get(where).content.decode()).split())


def test_an_assessor_fills_his_form_block_by_block_and_hands_in(client, case):
    client.force_login(case.persons[0], backend="django.contrib.auth.backends.ModelBackend")
    seat = case.seat(1)
    blocks = list(deeds.ASSESSMENT_SECTIONS)
    for block in blocks:
        page = reverse("assessor_section", kwargs={"pk": seat.pk, "section": block})
        assert client.get(page).status_code == 200
        answer = client.post(page, made.content(block, 3) | {"version": "0"})
        assert answer.status_code == 302
    assert answer.headers["Location"] == address("assessment", case)
    client.post(reverse("assessor_hand_in", kwargs={"pk": seat.pk}))
    assert case.seat(1).handed_in_at is not None


def test_nobody_reads_a_level_before_both_are_in_nor_a_name_outside(client, case):
    at = timezone.now()
    case.hand_in(1, at=at)
    where = address("assessment", case)
    for person in (case.ministry, case.persons[1], case.manager):
        assert "Seen: 1.2" not in read(client, person, where)
    case.hand_in(2, at=at, i1_2=4)
    assert "Seen: 1.2" in read(client, case.persons[1], where)
    assert "Seen: 1.2" not in read(client, case.manager, where)
    case.settle("1.2", 4, at=at)
    case.finish(at=at)
    shown = read(client, case.manager, where)
    assert "94 of 124 points" in shown
    assert "Asel" not in shown
    assert "Asel" in read(client, case.ministry, where)
    assert "94 of 124 points" in read(client, case.manager, reverse("initiative", kwargs={"pk": case.initiative.pk}))


def test_what_differs_is_settled_on_the_page_and_a_refusal_keeps_the_words(client, case):
    at = timezone.now()
    case.hand_in(1, at=at, i1_2=1)
    case.hand_in(2, at=at)
    client.force_login(case.persons[0], backend="django.contrib.auth.backends.ModelBackend")
    told = {"criterion": "1.2", "level": "4", "reason": "The map."}
    refused = client.post(address("assessment_settle", case), told)
    assert refused.status_code == 409
    assert 'value="The map."' in refused.content.decode()
    assert client.post(address("assessment_settle", case), told | {"level": "2"}).status_code == 302


def test_an_address_that_nobody_signs_in_with_is_refused_beside_its_field(client, case):
    client.force_login(case.ministry, backend="django.contrib.auth.backends.ModelBackend")
    where = reverse("assessment_new", kwargs={"pk": case.initiative.pk})
    sent = {"year": timezone.localdate().year - 1, "first": "no@example.kz", "second": case.persons[1].email}
    answer = client.post(where, sent | {"due_on": timezone.localdate().isoformat()})
    assert answer.status_code == 422
    assert "Nobody signs in here with this address" in answer.content.decode()
