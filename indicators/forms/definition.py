"""A formula as it is written, with what its values are called and how they are shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.formula import FormulaError
from indicators.formula.parsing import KNOWN_FUNCTIONS, PARAMETERS
from indicators.models import Indicator, IndicatorVersion, Measure
from indicators.queries import draft
from indicators.queries.definition import Definitions

SHOWN = (
    ("percent", gettext_lazy("percent")),
    ("percentage points", gettext_lazy("percentage points")),
    ("times", gettext_lazy("times as much")),
    ("number", gettext_lazy("a plain number")),
)
MOST_DECIMALS = 6
CODE = RegexValidator(r"^[a-z][a-z0-9_]{2,48}$", gettext_lazy("Use small Latin letters, digits and underscores."))
# An indicator not yet saved is read under this name.
UNNAMED = "this_indicator"


def sentence(error: FormulaError) -> str:
    """What is wrong, where, and what helps, in the reader's language."""
    return " ".join(
        part
        for part in (
            _("Column %(column)s: %(wrong)s") % {"column": error.column, "wrong": _(error.template) % error.params},
            _(error.cure) % error.params if error.cure else "",
        )
        if part
    )


class FormulaForm(forms.Form):
    """`refusal` is the error of the formula, `draft` what was read where there is none."""

    formula = forms.CharField(
        label=gettext_lazy("Formula"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "off", "class": "input mono"}),
        help_text=gettext_lazy("For example growth(x) - growth(industry(x)); x stands for the measure below."),
        error_messages={"required": gettext_lazy("Write a formula.")},
    )
    measure = forms.ModelChoiceField(
        label=gettext_lazy("Measure that x stands for, when the reader chooses none"),
        queryset=Measure.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("The formula does not speak of x"),
    )
    subject = forms.CharField(
        label=gettext_lazy("Try it for"),
        max_length=200,
        initial="KZ",
        help_text=gettext_lazy("KZ, KZ-23, KZ-23:B or KZ-61+KZ-43:A+C. It is only for trying."),
    )
    shown_as = forms.ChoiceField(label=gettext_lazy("Values without a unit are shown as"), choices=SHOWN)
    decimals = forms.IntegerField(label=gettext_lazy("Decimals shown"), min_value=0, max_value=MOST_DECIMALS, initial=1)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, known: Definitions, code: str = UNNAMED, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.code = known, code
        self.refusal: FormulaError | None = None
        self.draft: draft.Draft | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if text := cleaned.get("formula", "").strip():
            self._read(text, cleaned)
        if self.draft is not None:
            self._describe(self.draft, cleaned)
        return cleaned

    def _read(self, text: str, cleaned: dict[str, Any]) -> None:
        shown = {"shown_as": cleaned.get("shown_as") or "number", "decimals": cleaned.get("decimals") or 0}
        try:
            self.draft = draft.read(self.known, code=self.code, text=text, measure=cleaned.get("measure"), shown=shown)
        except FormulaError as error:
            self.refusal = error
            self.add_error("formula", sentence(error))

    def _describe(self, read: draft.Draft, cleaned: dict[str, Any]) -> None:
        version = read.definition.version
        version.unit, version.price_basis = str(read.unit), read.unit.price_basis
        if len(version.unit) > IndicatorVersion._meta.get_field("unit").max_length:
            self.add_error(
                "formula", _("Its unit would be %(unit)s. Divide until it is shorter.") % {"unit": read.unit}
            )
        elif not read.unit.is_pure:
            version.shown_as = cleaned["shown_as"] = version.unit
        cleaned["unit"], cleaned["price_basis"] = version.unit, version.price_basis


class NewForm(FormulaForm):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=49,
        validators=[CODE],
        help_text=gettext_lazy("Its name in formulas and addresses; it never changes."),
    )
    family = forms.ChoiceField(
        label=gettext_lazy("Family"),
        choices=[choice for choice in Indicator.Family.choices if choice[0] != Indicator.Family.COMPOSITE],
        required=False,
    )
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200)
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=200)
    name_kk = forms.CharField(label=gettext_lazy("Name in Kazakh"), max_length=200)
    description_en = forms.CharField(label=gettext_lazy("What it says, in English"), widget=forms.Textarea)
    description_ru = forms.CharField(label=gettext_lazy("What it says, in Russian"), widget=forms.Textarea)
    description_kk = forms.CharField(label=gettext_lazy("What it says, in Kazakh"), widget=forms.Textarea)

    TEXTS = ("name_en", "name_ru", "name_kk", "description_en", "description_ru", "description_kk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("description_en", "description_ru", "description_kk"):
            self.fields[name].widget.attrs["rows"] = 2

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        taken = {*KNOWN_FUNCTIONS, *PARAMETERS, *self.known.measures, "new", UNNAMED}
        if code in taken or Indicator.objects.filter(code=code).exists():
            raise ValidationError(_("This name is taken."))
        return code
