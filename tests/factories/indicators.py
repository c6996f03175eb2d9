import datetime as dt

import factory
from factory.django import DjangoModelFactory

from indicators.models import Classification, ClassificationVersion, Code, Measure, Source

ADOPTED_AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


class ClassificationFactory(DjangoModelFactory):
    class Meta:
        model = Classification
        django_get_or_create = ("code",)

    code = Classification.ACTIVITY
    name = factory.SelfAttribute("code")


class ClassificationVersionFactory(DjangoModelFactory):
    class Meta:
        model = ClassificationVersion

    classification = factory.SubFactory(ClassificationFactory)
    code = factory.Sequence(lambda number: f"edition {number}")
    valid_from = ADOPTED_AT.date()
    adopted_at = ADOPTED_AT


class CodeFactory(DjangoModelFactory):
    class Meta:
        model = Code
        django_get_or_create = ("classification", "code")

    classification = factory.SubFactory(ClassificationFactory)
    code = factory.Sequence(lambda number: f"{number:04}")
    level = 1
    name_kk = factory.LazyAttribute(lambda made: f"{made.code} қызметі")
    name_ru = factory.LazyAttribute(lambda made: f"Деятельность {made.code}")
    name_en = factory.LazyAttribute(lambda made: f"Activity {made.code}")


class ActivityFactory(CodeFactory):
    """An activity of OKED."""


class RegionFactory(CodeFactory):
    classification = factory.SubFactory(ClassificationFactory, code=Classification.REGION)
    code = factory.Sequence(lambda number: f"KZ-{number:02}")
    name_kk = factory.LazyAttribute(lambda made: f"{made.code} облысы")
    name_ru = factory.LazyAttribute(lambda made: f"Область {made.code}")
    name_en = factory.LazyAttribute(lambda made: f"Region {made.code}")


class CountryFactory(RegionFactory):
    code = "KZ"
    kind = Code.Kind.TOTAL
    level = 0
    name_kk, name_ru, name_en = "Қазақстан Республикасы", "Республика Казахстан", "Republic of Kazakhstan"


class AllActivitiesFactory(CodeFactory):
    code = "_T"
    kind = Code.Kind.TOTAL
    level = 0
    name_kk, name_ru, name_en = "Барлық қызмет түрлері", "Все виды деятельности", "All activities"


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure
        django_get_or_create = ("code",)

    code = "gva"
    name_kk, name_ru, name_en = "Жалпы қосылған құн", "Валовая добавленная стоимость", "Gross value added"
    unit = "mln KZT"
    decimals = 1


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("code",)

    code = "kaz_gva"
    name_en = "Gross value added by region and section"
    publisher_en = "Bureau of National Statistics"
