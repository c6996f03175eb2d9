import datetime as dt

import pytest

from indicators.actions import classification
from indicators.formats import names
from indicators.queries import classification as codes
from indicators.queries import search
from tests.factories.indicators import ActivityFactory, RegionFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


def found(hits):
    return [code.code for code in hits]


def test_an_everyday_word_finds_the_activity_and_says_why():
    ActivityFactory(code="1051", level=4, name_en="Operation of dairies and cheese making")
    ActivityFactory(code="1061", level=4, name_en="Manufacture of grain mill products")

    [dairies] = search.activities("ірімшік", on=TODAY)

    assert (dairies.code, dairies.because) == ("1051", "ірімшік")


def test_a_region_is_found_by_any_of_its_spellings():
    RegionFactory(code="KZ-31", name_en="Zhambyl Region", spellings=["Jambyl", "Жамбылская", "ZHM"])
    RegionFactory(code="KZ-33", name_en="Zhetisu Region", spellings=["Jetisu", "Жетысу"])

    assert found(search.regions("Jambyl", on=TODAY)) == ["KZ-31"]
    assert found(search.regions("жамбылской области", on=TODAY))[0] == "KZ-31"
    assert found(search.regions("жетысу", on=TODAY))[0] == "KZ-33"


def test_a_region_that_has_ended_is_not_offered():
    RegionFactory(code="KZ-YUZ", name_en="South Kazakhstan Region", valid_to=dt.date(2018, 6, 19))

    assert found(search.regions("South Kazakhstan", on=TODAY)) == []
    assert found(search.regions("South Kazakhstan", on=dt.date(2017, 1, 1))) == ["KZ-YUZ"]


def test_a_search_asks_the_database_the_same_number_of_times_for_one_and_for_many(django_assert_num_queries):
    ActivityFactory(code="1051", level=4)
    for number in range(20):
        ActivityFactory(code=f"47{number:02}", level=4)
    search.activities("сыр", on=TODAY)

    with django_assert_num_queries(2):
        search.activities("сыр", on=TODAY)
    with django_assert_num_queries(2):
        search.activities("Activity", on=TODAY)


def test_the_words_of_files_know_shared_spellings_successors_and_parts_of_aggregates():
    classification.adopt_all(by=None, at=dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))

    words = codes.lexicon()

    assert words.regions["KZ-19"].shared_words == words.regions["KZ-75"].shared_words == ("Almaty", "Алматы")
    assert words.regions["KZ-YUZ"].successors == ("KZ-61", "KZ-79")
    assert words.regions["KZ-63"].successors == ()
    assert words.activities["B-E"].parts == ("B", "C", "D", "E")
    assert words.activity_words.find("Образование") == ("P",)
    assert words.region_words.find(names.fold("Кostanay")) == ("KZ-39",)
