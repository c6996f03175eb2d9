import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import reference, stems
from tests.indicators.oked import finder


def first(query):
    hits = finder().find(query)
    return hits[0].code if hits else None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        # A word in three languages
        ("cheese", "1051"),
        ("сыр", "1051"),
        ("ірімшік", "1051"),
        ("flour", "1061"),
        ("мука", "1061"),
        ("ұн", "1061"),
        ("сүт", "1051"),
        ("software", "6201"),
        ("мұнай", "0610"),
        # Other endings
        ("сыров", "1051"),
        ("хлебом", "1071"),
        ("балықтар", "0312"),
        ("қойларды", "0145"),
        ("bakeries", "1071"),
        ("hospitals", "8610"),
        # Latin letters, missing letters, ё
        ("sut", "1051"),
        ("süt", "1051"),
        ("irimshik", "1051"),
        ("zhylky", "0143"),
        ("jylqy", "0143"),
        ("кой", "0145"),
        ("мунай", "0610"),
        ("мед", "0149"),
        ("moloko", "1051"),
        # Slips
        ("cheeze", "1051"),
        ("програмист", "6201"),
        ("эллеватор", "0163"),
        ("kindergarden", "8510"),
        # Several words
        ("разработка программ", "6201"),
        ("ремонт телефонов", "9512"),
        ("курсы английского языка", "8559"),
        ("make cheese from goat milk", "1051"),
        # What official names say and nobody listed
        ("ослы", "01432"),
        ("reinsurance of risks", "6520"),
    ],
)
def test_people_find_their_trade_by_the_words_they_use(query, code):
    assert first(query) == code


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("01.11", ["0111", "01111", "01112"]),
        ("0111", ["0111", "01111", "01112"]),
        ("10.5", ["105", "1051", "1052", "10511", "10512", "10520"]),
        ("01.11.1", ["01111"]),
        ("b", ["B"]),
    ],
)
def test_a_code_with_or_without_dots_answers_with_itself_and_what_lies_below(query, codes):
    assert [hit.code for hit in finder().find(query)][: len(codes)] == codes


def test_words_mean_codes_that_exist_and_come_in_three_languages():
    rows = reference.rows("activity_words")
    known = {row["code"] for row in reference.rows("activities")}

    assert {row["code"] for row in rows} <= known
    assert {row["language"] for row in rows} == set(reference.LANGUAGES)
    assert len({(row["word"], row["language"], row["code"]) for row in rows}) == len(rows) >= 400


def test_every_listed_word_finds_its_code_among_the_first_three():
    meant = {}
    for row in reference.rows("activity_words"):
        meant.setdefault(row["word"], set()).add(row["code"])

    lost = [word for word, codes in meant.items() if not codes & {hit.code for hit in finder().find(word, limit=3)}]

    assert lost == []


def test_no_word_mixes_the_two_alphabets_inside_itself():
    mixed = re.compile(r"[a-z][а-яәғқңөұүһі]|[а-яәғқңөұүһі][a-z]")

    assert [row["word"] for row in reference.rows("activity_words") if mixed.search(row["word"])] == []


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_gets_an_ordered_answer(query):
    hits = finder().find(query, limit=5)

    assert len(hits) <= 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@given(st.sampled_from([row["word"] for row in reference.rows("activity_words")]))
@settings(max_examples=100, deadline=None)
def test_capitals_and_spaces_change_nothing(word):
    assert finder().find(f"  {word.upper()} ") == finder().find(word.upper().lower())


@given(
    st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіabcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)
)
def test_a_word_is_its_own_form_and_every_other_form_is_shorter_or_as_long(word):
    token = stems.tokens(word)[0]

    forms = stems.forms(token)

    assert forms[token] == 0
    assert all(len(form) <= len(token) for form in forms)


def test_spellings_of_one_word_share_a_skeleton():
    assert len({stems.skeleton(word) for word in ("жылқы", "jylqy", "zhylky", "жылкы", "jılqı")}) == 1
