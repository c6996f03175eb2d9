from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative, Organisation


def other_languages(thing: Initiative | Organisation) -> dict[str, str | Promise]:
    return {code: language for code, language in settings.LANGUAGES if code != thing.language}


def name_field(thing: Initiative | Organisation, code: str, language: str | Promise, longest: int) -> forms.CharField:
    return forms.CharField(
        label=_("Name, %(language)s") % {"language": language},
        help_text=_("Stands instead of your own words on pages in this language."),
        max_length=longest,
        required=False,
        initial=thing.names.get(code, ""),
        widget=forms.TextInput(attrs={"lang": code}),
    )


class NamingForm(forms.Form):
    """Name and summary in each language that the initiative is not written in."""

    def __init__(self, *args: object, initiative: Initiative, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.others = other_languages(initiative)
        for code, language in self.others.items():
            self.fields[f"name_{code}"] = name_field(initiative, code, language, longest=200)
            self.fields[f"summary_{code}"] = forms.CharField(
                label=_("In one or two sentences, %(language)s") % {"language": language},
                help_text=_("Everybody sees it in the catalogue and on the profile."),
                max_length=500,
                required=False,
                initial=initiative.summaries.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )

    def said(self) -> dict[str, dict[str, str]]:
        """{language: its name and summary}."""
        return {
            code: {"name": self.cleaned_data[f"name_{code}"], "summary": self.cleaned_data[f"summary_{code}"]}
            for code in self.others
        }


class OrganisationNamingForm(forms.Form):
    """Its name in each language that it is not registered in."""

    def __init__(self, *args: object, organisation: Organisation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.others = other_languages(organisation)
        for code, language in self.others.items():
            self.fields[f"name_{code}"] = name_field(organisation, code, language, longest=300)

    def said(self) -> dict[str, dict[str, str]]:
        return {code: {"name": self.cleaned_data[f"name_{code}"]} for code in self.others}
