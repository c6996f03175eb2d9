"""What a statistician writes into a recipe, line by line; blank lines count for nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators import composite
from indicators.composite import Aggregation, Group, Normalisation, Outliers, Part, Recipe
from indicators.composite.recipe import MOST_DRAWS
from indicators.forms.definition import CODE
from indicators.models import Indicator
from indicators.queries.definition import Definitions
from indicators.shown import recipe as shown

BLANK_PARTS, BLANK_PILLARS = 3, 2


class PartForm(forms.Form):
    indicator = forms.ChoiceField(label=gettext_lazy("Indicator"), required=False)
    direction = forms.TypedChoiceField(
        label=gettext_lazy("Direction"), choices=list(shown.DIRECTIONS.items()), coerce=int, initial=1
    )
    weight = forms.FloatField(label=gettext_lazy("Weight"), initial=1.0)
    low = forms.FloatField(label=gettext_lazy("Lowest"), required=False)
    high = forms.FloatField(label=gettext_lazy("Highest"), required=False)
    group = forms.CharField(label=gettext_lazy("Pillar"), max_length=30, required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", _("none")), *choices]

    def part(self) -> Part | None:
        cleaned = self.cleaned_data
        return Part(**cleaned) if cleaned.get("indicator") else None


class PillarForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code"), max_length=30, required=False, validators=[CODE])
    weight = forms.FloatField(label=gettext_lazy("Weight"), initial=1.0)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=80, required=False)
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=80, required=False)
    name_kk = forms.CharField(label=gettext_lazy("Name in Kazakh"), max_length=80, required=False)

    def pillar(self) -> Group | None:
        return Group(**self.cleaned_data) if self.cleaned_data.get("code") else None


class RecipeForm(forms.Form):
    """The choices; `parts` and `pillars` are the lines. `recipe` is what was read where every line is whole."""

    normalisation = forms.ChoiceField(
        label=gettext_lazy("Scale"),
        choices=list(shown.NORMALISATIONS.items()),
        help_text=gettext_lazy("With fixed goalposts, years compare: a new region changes nobody's score."),
    )
    aggregation = forms.ChoiceField(label=gettext_lazy("Mean"), choices=list(shown.AGGREGATIONS.items()))
    outliers = forms.ChoiceField(label=gettext_lazy("Outliers"), choices=list(shown.OUTLIERS.items()))
    least_known = forms.FloatField(
        label=gettext_lazy("Least share of the weights that must be known"),
        initial=0.66,
        help_text=gettext_lazy("From 0 to 1. What is missing gives its weight to the rest; it is never a zero."),
    )
    draws = forms.IntegerField(label=gettext_lazy("Draws for the intervals"), initial=1000, max_value=MOST_DRAWS)
    seed = forms.IntegerField(
        label=gettext_lazy("Seed of the draws"),
        initial=2026,
        min_value=0,
        max_value=10**9,
        help_text=gettext_lazy("The same seed draws the same intervals."),
    )
    decimals = forms.IntegerField(label=gettext_lazy("Decimals shown"), min_value=0, max_value=6, initial=1)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, known: Definitions, standing: Recipe | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.known, self.recipe = known, None
        parts = [vars(part) for part in standing.parts] if standing else []
        pillars = [vars(group) for group in standing.groups] if standing else []
        listed = sorted(known.formulas(), key=lambda code: known.versions[code].indicator.name)
        choices = [(code, known.versions[code].indicator.name) for code in listed]
        lines = forms.formset_factory(PartForm, extra=BLANK_PARTS, max_num=composite.recipe.MOST_PARTS)
        self.parts = lines(data, prefix="part", initial=parts, form_kwargs={"choices": choices})
        self.pillars = forms.formset_factory(PillarForm, extra=BLANK_PILLARS, max_num=12)(
            data, prefix="pillar", initial=pillars
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (self.parts.is_valid() and self.pillars.is_valid()):
            self.add_error(None, _("A line of the recipe is not whole: see below."))
        elif not set(self.errors) & set(RecipeForm.base_fields):
            self._read(cleaned)
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> None:
        recipe = Recipe(
            parts=tuple(part for form in self.parts if (part := form.part())),
            groups=tuple(group for form in self.pillars if (group := form.pillar())),
            outliers=Outliers(cleaned["outliers"]),
            normalisation=Normalisation(cleaned["normalisation"]),
            aggregation=Aggregation(cleaned["aggregation"]),
            least_known=cleaned["least_known"],
            seed=cleaned["seed"],
            draws=cleaned["draws"],
        )
        problems = composite.problems(recipe, self.known.formulas())
        for problem in problems:
            self.add_error(None, shown.problem(problem))
        self.recipe = None if problems else recipe


class NewRecipeForm(RecipeForm):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=49,
        validators=[CODE],
        help_text=gettext_lazy("Its name in addresses; it never changes."),
    )
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200)
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=200)
    name_kk = forms.CharField(label=gettext_lazy("Name in Kazakh"), max_length=200)

    TEXTS = ("name_en", "name_ru", "name_kk")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code == "new" or code in self.known.measures or Indicator.objects.filter(code=code).exists():
            raise forms.ValidationError(_("This name is taken."))
        return code
