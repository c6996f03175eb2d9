"""What a project offers to investors, fact by fact with source and day; and who is named to them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.dialogue import LANGUAGES
from initiatives.forms.budget import TengeField
from initiatives.forms.organisation import DAY
from initiatives.investment import FACTS, Fact, Readiness
from initiatives.models import InvestmentOffer

LONGEST = 600


@dataclass(frozen=True)
class Group:
    """The three fields of one fact."""

    label: str | Promise
    value: BoundField
    source: BoundField
    on: BoundField


class InvestmentForm(forms.Form):
    """All facts on one page, because an investor reads them together."""

    is_open = forms.BooleanField(
        label=gettext_lazy("Open to investors"),
        required=False,
        help_text=gettext_lazy("Shown in the list of open projects and on the page for investors."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        for name, fact in FACTS.items():
            self.fields[name] = _value(name, fact)
            self.fields[f"{name}_source"] = forms.CharField(
                label=_("Source: %(fact)s") % {"fact": fact.label}, max_length=200, required=False
            )
            self.fields[f"{name}_on"] = forms.DateField(
                label=_("As of: %(fact)s") % {"fact": fact.label}, required=False, widget=DAY
            )

    def groups(self) -> Iterator[Group]:
        for name, fact in FACTS.items():
            yield Group(fact.label, self[name], self[f"{name}_source"], self[f"{name}_on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in FACTS:
            self._check(name, given)
        return given

    def _check(self, name: str, given: dict[str, Any]) -> None:
        is_told = given.get(name) not in (None, "")
        source, on = given.get(f"{name}_source"), given.get(f"{name}_on")
        if is_told and not source:
            self.add_error(f"{name}_source", _("Say where this comes from."))
        if is_told and not on and f"{name}_on" not in self.errors:
            self.add_error(f"{name}_on", _("Say as of which day."))
        if on and on > self.on:
            self.add_error(f"{name}_on", _("This day has not come yet."))
        if source and not is_told and name not in self.errors:
            self.add_error(name, _("There is a source but nothing that it says."))

    def facts(self) -> dict[str, tuple[Any, str, dt.date]]:
        """What is said: {fact: value, source, day}."""
        given = self.cleaned_data
        return {
            name: (given[name], given[f"{name}_source"], given[f"{name}_on"])
            for name in FACTS
            if given[name] not in (None, "")
        }


def initial_of(offer: InvestmentOffer | None) -> dict[str, Any]:
    if offer is None:
        return {"revision": 0}
    names = [f"{name}{end}" for name in FACTS for end in ("", "_source", "_on")]
    return {name: getattr(offer, name) for name in (*names, "is_open", "revision")}


class ContactForm(forms.Form):
    person = forms.ModelChoiceField(label=gettext_lazy("Person"), queryset=None, empty_label=None)
    role = forms.CharField(
        label=gettext_lazy("Role"), max_length=150, help_text=gettext_lazy("As a stranger understands it.")
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


def _value(name: str, fact: Fact) -> forms.Field:
    named = {"label": fact.label, "help_text": fact.help, "required": False}
    if name == "amount":
        field = TengeField(label=fact.label, help_text=fact.help)
        field.min_value = 1
        return field
    if name == "share":
        return forms.DecimalField(min_value=0.01, max_value=100, max_digits=5, decimal_places=2, **named)
    if name == "stage":
        return forms.ChoiceField(choices=[("", _("not said")), *Readiness.choices], **named)
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}), **named)
