import datetime as dt
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.criteria import EVIDENCE_LENGTH, LEVELS, Criterion, of_block
from initiatives.forms.section import SectionForm
from initiatives.queries.assessment import by_address
from initiatives.sections import Section

DAYS = 28


def day(label: Any, **told: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **told)


class AppointForm(forms.Form):
    year = forms.IntegerField(label=_("Year that is assessed"), min_value=1990, max_value=2200, localize=False)
    first = forms.EmailField(
        label=_("E-mail address of the first assessor"), help_text=_("With which the person signs in here.")
    )
    second = forms.EmailField(label=_("E-mail address of the second assessor"))
    due_on = day(_("To be handed in until"))

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", on.year)
        self.initial.setdefault("due_on", on + dt.timedelta(days=DAYS))

    def clean_first(self) -> User:
        return self._person("first")

    def clean_second(self) -> User:
        return self._person("second")

    def _person(self, field: str) -> User:
        if person := by_address(self.cleaned_data[field]):
            return person
        raise forms.ValidationError(_("Nobody signs in here with this address; the person registers first."))


class BlockForm(SectionForm):
    """One block: a level and its evidence for each indicator. All may be empty: a draft keeps what there is."""

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, section=section, **kwargs)
        self.criteria = of_block(section.key)
        for one in self.criteria:
            self.fields[one.level_field] = forms.ChoiceField(
                label=_("Level"), choices=_levels(one), widget=forms.RadioSelect
            )
            self.fields[one.evidence_field].widget.attrs["rows"] = 2

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """Each indicator with its two questions."""
        return [
            {"criterion": one, "level": self[one.level_field], "evidence": self[one.evidence_field]}
            for one in self.criteria
        ]


class SettleForm(forms.Form):
    criterion = forms.CharField(max_length=8)
    level = forms.TypedChoiceField(choices=[(level, name) for level, name in LEVELS.items()], coerce=int)
    reason = forms.CharField(max_length=EVIDENCE_LENGTH)


def _levels(one: Criterion) -> list[tuple[str, str]]:
    """What 2 and 4 look like is said of each indicator; 1 and 3 lie between."""
    own = {2: one.half, 4: one.full}
    return [(str(level), f"{level} · {own.get(level, name)}") for level, name in LEVELS.items()]
