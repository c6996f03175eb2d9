from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.budget import Source
from initiatives.models import Project

MOST = 10**15
# Amounts are pasted from sheets and letters, with all the marks that group digits.
GROUPING = str.maketrans("", "", " \u00a0\u202f\u2009'’₸")
SIDES = (("planned", _("planned")), ("spent", _("spent")))


class TengeField(forms.IntegerField):
    """Whole tenge; an empty field is an amount that nobody has entered."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input money"})
    default_error_messages = {"invalid": _("Whole tenge, for example 12 500 000.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST, required=False, **options)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.translate(GROUPING) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


class BudgetForm(forms.Form):
    """The whole table: a row per source and year, planned beside spent."""

    total = TengeField(label=_("Total of the project, in tenge"), help_text=_("The lines below have to make this sum."))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        lines = {(line.source, line.year): line for line in project.budget_lines.all()}
        for year in years:
            for source in Source:
                for side, label in SIDES:
                    name = f"{side}_{source}_{year}"
                    told = {"source": source.label, "side": label, "year": year}
                    self.fields[name] = TengeField(label=_("%(year)s, %(source)s, %(side)s") % told)
                    self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
                    self.initial[name] = getattr(lines.get((source, year)), side, None)

    @property
    def table(self) -> list[dict[str, Any]]:
        return [{"year": year, "rows": [self._row(source, year) for source in Source]} for year in self.years]

    def _row(self, source: Source, year: int) -> dict[str, Any]:
        return {"label": source.label, **{side: self[f"{side}_{source}_{year}"] for side, _label in SIDES}}

    def lines(self) -> dict[tuple[str, int], tuple[int | None, int | None]]:
        data = self.cleaned_data
        return {
            (source.value, year): (data[f"planned_{source}_{year}"], data[f"spent_{source}_{year}"])
            for year in self.years
            for source in Source
        }
