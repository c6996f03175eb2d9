import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Leader
from initiatives.queries.vote import nominees
from initiatives.vote import DEFAULT_QUORUM


class VoteForm(forms.Form):
    leaders = forms.ModelMultipleChoiceField(
        label=_("Nominees"),
        queryset=Leader.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One: the members say yes or no. Several: they choose one of them for one place."),
    )
    ends_on = forms.DateField(
        label=_("Last day of the vote"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    quorum = forms.IntegerField(
        label=_("Quorum, per cent of the members"),
        min_value=1,
        max_value=100,
        initial=DEFAULT_QUORUM,
        help_text=_("So many must vote for the result to count; whoever abstains has voted."),
    )

    def __init__(self, *args, initiative, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaders"].queryset = nominees(initiative, on=on)
        self.initial.setdefault("ends_on", on + dt.timedelta(days=14))


class CastForm(forms.Form):
    organisation = forms.IntegerField(min_value=1)
    option = forms.IntegerField(min_value=1)
