from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class DeputyForm(forms.Form):
    absent = forms.TypedChoiceField(label=_("Who is away"), coerce=int)
    deputy = forms.TypedChoiceField(label=_("Who signs in the place"), coerce=int)
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))
    order = forms.CharField(label=_("Number of the order"), max_length=120)

    def __init__(self, data: Any = None, *, absent: Sequence[User], deputies: Sequence[User], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["absent"].choices = [(person.pk, str(person)) for person in absent]
        self.fields["deputy"].choices = [(person.pk, str(person)) for person in deputies]
