"""What an investor asks, and what he is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.dialogue import LANGUAGES
from initiatives.models import Project

LONGEST = 3000


class EnquiryForm(forms.Form):
    """Short enough to be sent from a train."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("What would you like to know?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your question.")},
    )
    project = forms.ModelChoiceField(
        label=_("About"), queryset=Project.objects.none(), required=False, empty_label=_("the cluster as a whole")
    )
    name = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.EmailField(label=_("E-mail for the answer"), max_length=254)
    organisation_name = forms.CharField(label=_("Company or organisation"), max_length=200, required=False)
    country = forms.CharField(label=_("Country"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=LANGUAGES)
    # People do not see it; programs that fill in every field do.
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        for name, hint in (("name", "name"), ("email", "email"), ("organisation_name", "organization")):
            self.fields[name].widget.attrs["autocomplete"] = hint
        self.fields["country"].widget.attrs["autocomplete"] = "country-name"

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("This field is for programs. Empty it, and send again."))
        return ""

    def shown_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "homepage"]


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It is sent by mail and stands on the enquirer's page. It cannot be changed afterwards."),
        error_messages={"required": _("Write the answer.")},
    )
