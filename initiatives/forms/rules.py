"""A rule pack to fill in: its fields follow from the table of values, and so do their ranges."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.models import RulePack
from initiatives.rule_problems import problems
from initiatives.rule_values import GATE_RANGES, QUORUMS, VALUES, GateRange, Group, Kind, Value
from initiatives.rules import Recognition, read, write
from initiatives.sections import SECTIONS

LONGEST_ARTICLE, LONGEST_TEXT, MOST_MARKS = 300, 500_000, 10
HIGHEST = 100_000


class MarksField(forms.CharField):
    """Days before a limit, with commas between; none is never."""

    def __init__(self, **how: Any) -> None:
        super().__init__(required=False, max_length=60, **how)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(mark) for mark in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[int]:
        parts = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        if len(parts) > MOST_MARKS or any(not part.isdecimal() or int(part) > HIGHEST for part in parts):
            raise forms.ValidationError(_("Whole numbers with commas between, for example 7, 3, 1."))
        return sorted({int(part) for part in parts}, reverse=True)


def _whole(value: Value) -> forms.Field:
    return forms.IntegerField(label=value.label, min_value=1, max_value=HIGHEST, help_text=value.why)


def _share(value: Value) -> forms.Field:
    return forms.DecimalField(label=value.label, min_value=1, max_value=100, decimal_places=2, help_text=value.why)


def _marks(value: Value) -> forms.Field:
    return MarksField(label=value.label, help_text=value.why)


def _quorum(value: Value) -> forms.Field:
    return forms.ChoiceField(label=value.label, choices=[(key.value, label) for key, label in QUORUMS.items()])


def _recognition(value: Value) -> forms.Field:
    return forms.ChoiceField(label=value.label, choices=Recognition.choices)


def _yes_no(value: Value) -> forms.Field:
    return forms.BooleanField(label=value.label, required=False)


def _sections(value: Value) -> forms.Field:
    named = [(key, section.title) for key, section in SECTIONS.items()]
    return forms.MultipleChoiceField(
        label=value.label,
        choices=named,
        widget=forms.CheckboxSelectMultiple,
        help_text=value.why,
        error_messages={"required": gettext_lazy("Choose at least one section.")},
    )


FIELDS = {
    Kind.WHOLE: _whole,
    Kind.SHARE: _share,
    Kind.MARKS: _marks,
    Kind.QUORUM: _quorum,
    Kind.RECOGNITION: _recognition,
    Kind.YES_NO: _yes_no,
    Kind.SECTIONS: _sections,
}


class RulesForm(forms.Form):
    """Name and text of the act, then for each rule its value and its article."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text of the act"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("The articles below are of this act; everybody can read it beside the rules."),
    )
    seen_revision = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, pack: RulePack, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.content_before = write(read(pack.content))
        self.initial |= {"name": pack.name, "text": pack.text, "seen_revision": pack.revision}
        self.fields["text"].required = False
        for need in GATE_RANGES.values():
            self._add_gate(need)
        for value in VALUES.values():
            self.fields[_name(value.key)] = FIELDS[value.kind](value)
            self.initial[_name(value.key)] = _initial(value, self.content_before)
            self._add_article(value.key, str(value.label), self.content_before["articles"].get(value.key, ""))

    def _add_gate(self, allowed: GateRange) -> None:
        need = allowed.need
        asked = next((gate for gate in self.content_before["gates"] if gate["need"] == need), None)
        self.fields[f"on_{need}"] = forms.BooleanField(label=need.label, required=False)
        self.initial[f"on_{need}"] = asked is not None
        if not allowed.is_yes_or_no:
            places = 0 if allowed.is_whole else 2
            self.fields[f"least_{need}"] = forms.DecimalField(
                label=need.label, required=False, min_value=0, max_value=HIGHEST, decimal_places=places
            )
            self.initial[f"least_{need}"] = f"{Decimal(asked['threshold']).normalize():f}" if asked else None
        self._add_article(need.value, str(need.label), asked["article"] if asked else "")

    def _add_article(self, key: str, label: str, initial: str) -> None:
        hint = {"placeholder": _("portal default, no legal basis")}
        self.fields[_article(key)] = forms.CharField(
            label=label, required=False, max_length=LONGEST_ARTICLE, widget=forms.TextInput(attrs=hint)
        )
        self.initial[_article(key)] = initial

    def clean(self) -> dict[str, Any]:
        for allowed in GATE_RANGES.values():
            name = f"least_{allowed.need}"
            is_open = name in self.fields and self.cleaned_data.get(name) is None and name not in self.errors
            if is_open and self.cleaned_data.get(f"on_{allowed.need}"):
                self.add_error(name, _("Say how many, or do not ask for it."))
        largest, two = (self.cleaned_data.get(_name(f"disclosure.{key}")) for key in ("largest", "two_largest"))
        if largest and two and two < largest:
            self.add_error(_name("disclosure.two_largest"), str(VALUES["disclosure.two_largest"].why))
        if not self.errors:
            for wrong in problems(read(self.content())):
                self.add_error(self._field_of(wrong.key), wrong.text)
        return self.cleaned_data

    def _field_of(self, key: str) -> str:
        return f"least_{key}" if f"least_{key}" in self.fields else _name(key)

    def content(self) -> dict[str, Any]:
        """What was filled in, as a rule pack keeps it."""
        said = self.cleaned_data
        content: dict[str, Any] = {
            "gates": [self._gate(each) for each in GATE_RANGES.values() if said[f"on_{each.need}"]],
            "articles": {key: article for key in VALUES if (article := said[_article(key)])},
        }
        for value in VALUES.values():
            value.put(content, _kept(value, said[_name(value.key)]))
        return content

    def _gate(self, allowed: GateRange) -> dict[str, str]:
        least = 1 if allowed.is_yes_or_no else self.cleaned_data[f"least_{allowed.need}"].normalize()
        article = self.cleaned_data[_article(allowed.need.value)]
        return {"need": allowed.need.value, "threshold": f"{least:f}", "article": article}

    def gates(self) -> Iterator[dict[str, Any]]:
        """One row for each need: whether it is asked, how many, and by what article."""
        for need in GATE_RANGES:
            least = f"least_{need}"
            yield {
                "on": self[f"on_{need}"],
                "least": self[least] if least in self.fields else None,
                "high": GATE_RANGES[need].high,
                "article": self[_article(need.value)],
            }

    def groups(self) -> Iterator[dict[str, Any]]:
        """The other rules, by what they are about."""
        for group in Group:
            rows = [
                {"value": value, "field": self[_name(key)], "article": self[_article(key)]}
                for key, value in VALUES.items()
                if value.group == group
            ]
            if rows:
                yield {"group": group, "rows": rows}


class InForceForm(forms.Form):
    """From which day a version is in force."""

    use_required_attribute = False

    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Today or a later day. Rounds that are open keep the rules they were opened with."),
    )
    seen_revision = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, on: dt.date, revision: int, **kwargs: Any) -> None:
        super().__init__(data, initial={"starts_on": on, "seen_revision": revision}, **kwargs)


def _name(key: str) -> str:
    return f"value_{key.replace('.', '_')}"


def _article(key: str) -> str:
    return f"article_{key.replace('.', '_')}"


def _initial(value: Value, content: dict[str, Any]) -> Any:
    raw = value.of(content)
    if value.kind == Kind.SHARE:
        return f"{(Decimal(raw) * 100).normalize():f}"
    if value.kind == Kind.SECTIONS:
        return list(raw or SECTIONS)
    return raw


def _kept(value: Value, said: Any) -> Any:
    if value.kind == Kind.SHARE:
        return f"{said / 100:f}"
    if value.kind == Kind.SECTIONS:
        return [] if len(said) == len(SECTIONS) else said
    return said
