import pytest

from indicators.formats import names


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Аlmaty", "Almaty"),  # a Cyrillic first letter
        ("Коstanay ", "Kostanay"),
        ("Мangystau", "mangystau"),
        ("Soltustik Кazakhstan", "Soltustik Kazakhstan"),
        ("Astana city2)", "Astana city"),
        ("Туркестанская*", "туркестанская"),
        ("Zhetisu\u00a0", "Zhetisu"),
        ("г.Алматы", "г. Алматы"),
        ("Өңір ¹", "өңір"),
    ],
)
def test_spellings_that_look_the_same_are_the_same(written, meant):
    assert names.fold(written) == names.fold(meant)


@pytest.mark.parametrize(("one", "other"), [("_T", "T"), ("Almaty", "Almaty city"), ("B", "B-E"), ("Абай", "Ақмола")])
def test_different_things_stay_different(one, other):
    assert names.fold(one) != names.fold(other)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("20232)", ("2023", "2)")),
        ("9 months of 2019**", ("9 months of 2019", "**")),
        ("Gross regional product1)", ("Gross regional product", "1)")),
        ("Industry (B)", ("Industry (B)", "")),
        ("2)", ("2)", "")),
    ],
)
def test_footnote_marks_are_split_off(text, parts):
    assert names.split_mark(text) == parts


def test_a_mistyped_name_has_a_nearest_one():
    index = names.Index([("Atyrau", "KZ-23"), ("Aktobe", "KZ-15")])
    assert index.nearest("Atyrua") == ("Atyrau", "KZ-23")
    assert index.nearest("Lisboa velha") is None


def test_a_word_with_two_meanings_keeps_both():
    assert names.Index([("Almaty", "KZ-19"), ("Almaty", "KZ-75")]).find("ALMATY") == ("KZ-19", "KZ-75")


def test_a_footnote_digit_after_a_name_is_forgiven():
    assert names.Index([("Туркестанская", "KZ-61")]).find("Туркестанская 1") == ("KZ-61",)


def test_the_longest_phrase_wins():
    index = names.Index([("grp", "grp"), ("grp volume index", "grp_index")])
    assert index.phrases("GRP volume index, 2022") == [("grp volume index", ("grp_index",))]
