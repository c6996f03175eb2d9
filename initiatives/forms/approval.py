from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.decisions import Decision
from initiatives.queries.reading import Part

LONGEST = 8000
# Of the number of an answer.
DIGITS = 18
CHOICES = (
    (Decision.AGREED, _("Agree")),
    (Decision.RETURNED, _("Return with all remarks")),
    (Decision.REJECTED, _("Reject, after the hearing")),
)


def _plain(text: str) -> str:
    """The database keeps any character but one."""
    return text.replace("\0", "")


def remark_name(section: str, field: str) -> str:
    return f"remark-{section}-{field}"


class AnswerForm(forms.Form):
    """One seat's answer: a decision, reasons for the whole, and a remark beside each line of what was handed in."""

    decision = forms.ChoiceField(
        label=_("Your answer"),
        choices=CHOICES,
        error_messages={"required": _("Choose one: agree, return or reject.")},
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=_("Reasons"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen_digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    seen_answers = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {remark_name(part.key, line.key): (part.key, line.key) for part in parts for line in part.lines}
        for name in self.places:
            self.fields[name] = forms.CharField(
                label=_("Remark"), required=False, max_length=LONGEST, widget=forms.Textarea
            )

    def clean_seen_answers(self) -> list[int]:
        numbers = self.cleaned_data["seen_answers"].split(",")
        return [int(number) for number in numbers if number.strip().isdecimal() and len(number) <= DIGITS]

    def remarks(self) -> list[tuple[str, str, str]]:
        written = ((place, self.cleaned_data.get(name, "").strip()) for name, place in self.places.items())
        return [(*place, text) for place, text in written if text]

    def typed(self) -> dict[str, Any]:
        """What the person typed, also where it cannot be recorded, so that nothing is lost."""
        return {
            "decision": _plain(self.data.get("decision", "")),
            "reasons": _plain(self.data.get("reasons", "")),
            "remarks": {name: _plain(self.data[name]) for name in self.places if self.data.get(name, "").strip()},
        }


class DraftForm(AnswerForm):
    """The same answer while it is prepared: everything may still be missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = False


class TextForm(forms.Form):
    """A question, a reply, a reason: one text that has to be there."""

    text = forms.CharField(
        max_length=LONGEST, widget=forms.Textarea, error_messages={"required": _("Write a text first.")}
    )


class AssignForm(forms.Form):
    to = forms.TypedChoiceField(
        coerce=int, error_messages={"required": _("Choose a colleague."), "invalid_choice": _("Choose a colleague.")}
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: Sequence[Any]) -> None:
        super().__init__(data)
        self.fields["to"].choices = [(person.pk, str(person)) for person in people]
