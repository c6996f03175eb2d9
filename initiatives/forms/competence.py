from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.models import Code
from initiatives.decisions import Capacity
from initiatives.forms.organisation import DAY
from initiatives.models import Organisation
from initiatives.queries import competence as competences


class CompetenceForm(forms.Form):
    """Which body has a word in which activity, from which day, and which article says so."""

    use_required_attribute = False

    activity = forms.CharField(
        label=_("Activity, by its code"),
        help_text=_("A section, or two to five digits: A, 10, 01.11. All that is inside it is meant too."),
        max_length=16,
        error_messages={"required": _("Name an activity of the classifier.")},
    )
    authority = forms.TypedChoiceField(
        label=_("Central body"), coerce=int, error_messages={"required": _("Choose the body that is asked.")}
    )
    capacity = forms.ChoiceField(
        label=_("Its answer"), choices=Capacity.choices, initial=Capacity.ADVISES, widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label=_("First day"), widget=DAY)
    article = forms.CharField(label=_("Article that says so"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.bodies = {body.pk: body for body in bodies}
        named = [(body.pk, body.called) for body in bodies]
        self.fields["authority"].choices = [("", _("not chosen yet")), *named]

    def clean_activity(self) -> Code:
        typed = self.cleaned_data["activity"].strip().replace(".", "").upper()
        if typed.isprintable() and (found := competences.activities().filter(code=typed).first()):
            return found
        raise forms.ValidationError(_("The classifier has no such code. A section is a letter, all else digits."))

    def clean_authority(self) -> Organisation:
        return self.bodies[self.cleaned_data["authority"]]
