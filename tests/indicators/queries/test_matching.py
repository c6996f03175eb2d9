import pytest
from django.db.models import Value

from indicators.folding import fold
from indicators.models.folding import folded
from indicators.queries.matching import matching
from initiatives.models import Organisation
from tests.factories.approval import organisation

pytestmark = pytest.mark.django_db

ONE_WORD = (
    ("жылқы", "jylqy", "zhylky", "ЖЫЛҚЫ"),
    ("Қостанай", "Qostanai", "Kostanay", "Костанай"),
    ("Шымкент", "Shymkent", "Şymkent"),
    ("өңір", "öñir", "онир"),
    ("сүт", "сут", "süt", "sut"),
    ("көлік", "kölik", "kolik"),
)


@pytest.mark.parametrize("spellings", ONE_WORD, ids=[each[0] for each in ONE_WORD])
def test_every_spelling_of_a_word_folds_to_one(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


NAMES = ("«Тобол-Агро» ЖШС", "Ёлка и щётка, цех №4", "Zhaŋa Qoğam", "Tobol Grain (Pty) Ltd.", "Қазақ тілі", "x’y", "中")


@pytest.mark.parametrize("name", [*NAMES, *(word for spellings in ONE_WORD for word in spellings)])
def test_the_database_folds_as_the_kernel_does(name):
    organisation(name="Any")
    said = Organisation.objects.annotate(said=folded(Value(name))).values_list("said", flat=True)[0]
    assert said == fold(name)


def found(words):
    return [row.name for row in matching(Organisation.objects.all(), words, name="name")]


def test_words_are_found_in_russian_forms_in_kazakh_spellings_and_with_slips():
    for name in ("Мукомольный завод Тобола", "Qostanai süt zauyty", "Алтын жылқы", "Port of Aktau"):
        organisation(name=name)
    asked = (
        "заводы",
        "тобол",
        "мукомольная",
        "Қостанай",
        "сүті",
        "jylqylar",
        "Aktay port",
        "tobl",
        "порт актау",
        "zavod altyn",
    )
    assert {words: found(words) for words in asked} == {
        "заводы": ["Мукомольный завод Тобола"],
        "тобол": ["Мукомольный завод Тобола"],
        "мукомольная": ["Мукомольный завод Тобола"],
        "Қостанай": ["Qostanai süt zauyty"],
        "сүті": ["Qostanai süt zauyty"],
        "jylqylar": ["Алтын жылқы"],
        "Aktay port": ["Port of Aktau"],
        "tobl": ["Мукомольный завод Тобола"],
        "порт актау": ["Port of Aktau"],
        "zavod altyn": [],
    }


@pytest.mark.parametrize("words", ["", "   ", "%", "中", "_", "'"])
def test_nothing_asked_finds_nothing(words):
    organisation(name="Tobol")
    assert found(words) == []
