from modeltranslation.translator import TranslationOptions, register

from indicators.models import Code, Indicator, Measure, Source


@register(Code)
class CodeTranslation(TranslationOptions):
    fields = ("name", "short_name")


@register(Measure)
class MeasureTranslation(TranslationOptions):
    fields = ("name",)


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name", "description", "price_note", "edge_note")


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("name", "publisher", "licence", "due_note")
