import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import Notice
from initiatives.actions import offer as deeds
from initiatives.models import Offer, OfferQuestion
from initiatives.queries import offer as offers
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, activity, organisation, region
from tests.factories.document import PNG
from tests.factories.offer import TERM, entered

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()


def dairy(name="Esil Dairy", **said):
    of = organisation(name, region=region())
    return of, acting_for(of), said


def asked(offer, *, by_name="Flour mill"):
    mill = organisation(by_name)
    person = acting_for(mill)
    how = {"offer": offer, "organisation": mill, "text": "How much a day?"}
    return deeds.ask(**how, by=person, at=MONDAY), person


def test_a_sentence_sent_twice_is_one_offer_with_one_line_of_history():
    of, editor, _said = dairy()
    first = entered(of, by=editor, at=MONDAY)
    assert entered(of, by=editor, at=MONDAY) == first
    assert [entry.text for entry in audit.history(of)] == ["offers: “Milk laboratory, two free days a week”"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "technology"}, "readiness"),
        ({"readiness": 5}, "readiness"),
        ({"activities": ()}, "activities"),
        ({"ends_on": TODAY - dt.timedelta(days=1)}, "ends_on"),
        ({"ends_on": TODAY + dt.timedelta(days=1000)}, "ends_on"),
    ],
)
def test_what_others_could_not_find_or_use_is_refused_at_its_field(said, field):
    of, editor, _said = dairy()
    with pytest.raises(deeds.OfferRefused) as refusal:
        entered(of, by=editor, at=MONDAY, **said)
    assert refusal.value.field == field
    assert not Offer.objects.exists()


def test_only_people_of_the_organisation_enter_change_and_withdraw():
    of, editor, _said = dairy()
    stands, stranger = entered(of, by=editor, at=MONDAY), UserFactory()
    for deed in (
        lambda: entered(of, by=stranger, at=MONDAY, sentence="Mine"),
        lambda: deeds.withdraw(offer=stands, by=stranger, at=MONDAY),
        lambda: deeds.prolong(offer=stands, ends_on=TODAY + TERM * 2, by=stranger, at=MONDAY),
    ):
        with pytest.raises(deeds.OfferRefused, match="Only the people of Esil Dairy"):
            deed()


def test_the_database_keeps_readiness_to_technologies():
    of, editor, _said = dairy()
    stands = entered(of, by=editor, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=stands.pk).update(readiness=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=stands.pk).update(kind="technology")


def test_what_has_ended_is_gone_by_itself_and_comes_back_when_prolonged():
    of, editor, _said = dairy()
    stands = entered(of, by=editor, at=MONDAY, ends_on=TODAY)
    tomorrow = TODAY + dt.timedelta(days=1)
    assert offers.of_organisation(of, on=TODAY) == [stands]
    assert offers.of_organisation(of, on=tomorrow) == []
    assert offers.of_organisation(of, on=tomorrow, with_ended=True) == [stands]
    deeds.prolong(offer=stands, ends_on=TODAY + TERM, by=editor, at=MONDAY)
    assert offers.of_organisation(of, on=tomorrow) == [stands]


def test_a_withdrawn_one_is_not_changed_any_more():
    of, editor, _said = dairy()
    stands = entered(of, by=editor, at=MONDAY)
    deeds.withdraw(offer=stands, by=editor, at=MONDAY)
    assert offers.of_organisation(of, on=TODAY) == []
    with pytest.raises(deeds.OfferRefused, match="withdrawn meanwhile"):
        deeds.prolong(offer=stands, ends_on=TODAY + TERM * 2, by=editor, at=MONDAY)


def test_a_new_photo_takes_the_place_of_the_former_which_stays_in_its_row():
    of, editor, _said = dairy()
    stands = entered(of, by=editor, at=MONDAY, file=b"%PDF-1.4\nfirst")
    words = deeds.Words("offer", "laboratory", stands.sentence, "en", TODAY + TERM, activities=(activity(),))
    photo = ContentFile(PNG, "press.png")
    deeds.revise(offer=stands, words=words, file=photo, by=editor, at=MONDAY)
    assert list(stands.files.order_by("pk").values_list("kind", "replaced_at")) == [("pdf", MONDAY), ("png", None)]
    assert offers.one(stands).file.is_picture


def test_a_file_that_is_no_document_is_refused_and_nothing_is_kept():
    of, editor, _said = dairy()
    with pytest.raises(deeds.OfferRefused) as refusal:
        entered(of, by=editor, at=MONDAY, file=b"MZ program")
    assert refusal.value.field == "file"
    assert not Offer.objects.exists()


def test_a_picture_that_may_tell_where_it_was_taken_is_refused_with_what_to_do():
    of, editor, _said = dairy()
    with pytest.raises(deeds.OfferRefused, match="Save it as JPEG or PNG") as refusal:
        entered(of, by=editor, at=MONDAY, file=b"II*\0 51.1694 N, 71.4491 E")
    assert (refusal.value.field, Offer.objects.count()) == ("file", 0)


def test_a_file_is_shown_to_nobody_while_it_waits_for_the_scanner(settings):
    of, editor, _said = dairy()
    stands = entered(of, by=editor, at=MONDAY, file=b"%PDF-1.4\nfirst")
    settings.CLAMAV_ADDRESS = "localhost:1"
    assert offers.one(stands).file is None
    assert deeds.waiting(at=MONDAY) == [stands.files.get().pk]
    assert deeds.scan(file=stands.files.get(), at=MONDAY) is False
    assert stands.files.get().scan == "failed"


def test_an_offer_meets_a_need_of_the_same_activity_or_one_within_it_and_says_why():
    here, there = region(), region("KZ-43", "Qyzylorda")
    of, editor, _said = dairy()
    need = entered(of, by=editor, at=MONDAY, side="need", activities=(activity("1051", "Milk"),), region=here)
    made = {"same": ("1051", here), "wider": ("105", there), "other": ("1052", here)}
    for name, (code, place) in made.items():
        firm = organisation(name)
        how = {"activities": (activity(code, name),), "region": place, "sentence": name}
        entered(firm, by=acting_for(firm), at=MONDAY, **how)
    test_house = organisation("test house")
    entered(test_house, by=acting_for(test_house), at=MONDAY, kind="test", activities=(activity("1051"),))
    found = offers.matches([offers.one(need)], editor, on=TODAY)
    assert [(match.offer.sentence, match.reason) for match in found[need.pk]] == [
        ("same", "same activity 10.51, same region"),
        ("wider", "10.51 is part of 10.5"),
    ]


def test_a_hidden_organisation_is_found_by_nobody_else():
    of, editor, _said = dairy()
    stands = entered(of, by=editor, at=MONDAY)
    of.is_public = False
    of.save()
    stranger = UserFactory()
    assert list(offers.current(stranger, on=TODAY)) == []
    assert list(offers.current(editor, on=TODAY)) == [stands]


def test_a_deep_page_begins_where_the_first_ended():
    of, editor, _said = dairy()
    made = [entered(of, by=editor, at=MONDAY, sentence=f"Press {number}") for number in range(30)]
    first = offers.find(offers.Asked(), editor, on=TODAY)
    second = offers.find(offers.Asked(after=first.after), editor, on=TODAY)
    assert [*first.rows, *second.rows] == made[::-1]
    assert second.after is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (offers.Asked(words="laboratory"), True),
        (offers.Asked(words="лаборатория"), True),
        (offers.Asked(words="tractor"), False),
        (offers.Asked(side="need"), False),
        (offers.Asked(kind="laboratory", region="KZ-61"), True),
        (offers.Asked(region="KZ-43"), False),
        (offers.Asked(activity="1051"), True),
        (offers.Asked(activity="11"), False),
    ],
)
def test_it_is_found_by_word_side_kind_region_and_activity(asked, found):
    of, editor, _said = dairy()
    entered(of, by=editor, at=MONDAY, region=region())
    assert bool(offers.find(asked, editor, on=TODAY).rows) == found


def test_a_question_reaches_the_people_of_the_organisation_once_and_shows_no_address():
    of, editor, _said = dairy()
    stands = entered(of, by=editor, at=MONDAY)
    question, asker = asked(stands)
    again = deeds.ask(offer=stands, organisation=question.organisation, text=question.text, by=asker, at=MONDAY)
    assert again == question
    told = Notice.objects.get(user=editor)
    assert told.kind == "offer_asked"
    assert told.context == {"sentence": stands.sentence, "organisation": "Flour mill"}
    deeds.answer(question=question, text="A hundred.", by=editor, at=MONDAY)
    assert Notice.objects.get(user=asker).kind == "offer_answered"


def test_nobody_writes_for_an_organisation_that_is_not_his_or_about_his_own():
    of, editor, _said = dairy()
    stands = entered(of, by=editor, at=MONDAY)
    mill = organisation("Flour mill")
    for writing_for in (mill, of):
        with pytest.raises(deeds.OfferRefused) as refusal:
            deeds.ask(offer=stands, organisation=writing_for, text="Hello", by=editor, at=MONDAY)
        assert refusal.value.field == "organisation"
    assert not OfferQuestion.objects.exists()


def test_the_second_answer_is_told_the_first():
    of, editor, _said = dairy()
    question, _asker = asked(entered(of, by=editor, at=MONDAY))
    deeds.answer(question=question, text="A hundred.", by=editor, at=MONDAY)
    with pytest.raises(deeds.OfferRefused, match="answered meanwhile: A hundred"):
        deeds.answer(question=question, text="Two hundred.", by=editor, at=MONDAY)
