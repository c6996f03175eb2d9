"""Council, meetings and issues as people enter them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.models import Delegate, Organisation

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DelegateForm(forms.Form):
    use_required_attribute = False

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    name = forms.CharField(label=_("Person"), max_length=150)
    role = forms.ChoiceField(label=_("Part"), choices=Delegate.Role.choices, initial=Delegate.Role.MEMBER)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class MeetingForm(forms.Form):
    use_required_attribute = False

    starts_at = forms.DateTimeField(
        label=_("Day and hour"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Time of Astana. A meeting in the past is recorded with its minutes."),
    )
    place = forms.CharField(label=_("Place or link"), max_length=300, required=False)
    agenda = forms.CharField(label=_("Agenda"), max_length=8000, widget=_area(4), help_text=_("One item a line."))
    minutes = forms.CharField(
        label=_("Minutes, if it has been held"), max_length=40_000, required=False, widget=_area(4)
    )
    present = forms.ModelMultipleChoiceField(
        label=_("Who was there"),
        queryset=Delegate.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, delegates: QuerySet[Delegate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = delegates


class MinutesForm(forms.Form):
    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(label=_("Minutes"), max_length=40_000, widget=_area(10))
    present = forms.ModelMultipleChoiceField(
        label=_("Who was there"), queryset=Delegate.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, delegates: QuerySet[Delegate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = delegates


class DecisionForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(label=_("What was decided"), max_length=4000, widget=_area(3))
    owner = forms.ModelChoiceField(label=_("Who does it"), queryset=Organisation.objects.none())
    due_on = forms.DateField(label=_("Until"), widget=DAY)

    def __init__(self, *args: Any, sitting: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = sitting


class OwnersForm(forms.Form):
    use_required_attribute = False

    owners = forms.ModelMultipleChoiceField(
        label=_("Who has to solve it"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only organisations that sit on the council."),
    )
    due_on = forms.DateField(label=_("Until"), widget=DAY)

    def __init__(self, *args: Any, sitting: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owners"].queryset = sitting


class IssueForm(OwnersForm):
    title = forms.CharField(label=_("Issue"), max_length=200)
    text = forms.CharField(label=_("What it is, and whom it holds up"), max_length=8000, widget=_area(4))
    is_blocking = forms.BooleanField(
        label=_("It blocks the work"),
        required=False,
        help_text=_("The task of coordination needs attention until it is closed."),
    )
    raised_for = forms.ModelChoiceField(label=_("Raised by"), queryset=Organisation.objects.none(), empty_label=None)
    field_order = ("raised_for", "title", "text", "is_blocking", "owners", "due_on")

    def __init__(self, *args: Any, acting: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raised_for"].queryset = acting


class WordsForm(forms.Form):
    """A reason, a result or an answer: what goes with a deed."""

    text = forms.CharField(label=_("Why"), max_length=4000, widget=_area(3))

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
