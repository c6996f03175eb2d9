from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative


class NamingForm(forms.Form):
    """Name and summary in each language that the initiative is not written in."""

    def __init__(self, *args: object, initiative: Initiative, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.others = {code: name for code, name in settings.LANGUAGES if code != initiative.language}
        for code, language in self.others.items():
            attrs = {"lang": code}
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name, %(language)s") % {"language": language},
                help_text=_("Stands instead of your own words on pages in this language."),
                max_length=200,
                required=False,
                initial=initiative.names.get(code, ""),
                widget=forms.TextInput(attrs=attrs),
            )
            self.fields[f"summary_{code}"] = forms.CharField(
                label=_("In one or two sentences, %(language)s") % {"language": language},
                help_text=_("Everybody sees it in the catalogue and on the profile."),
                max_length=500,
                required=False,
                initial=initiative.summaries.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 3, **attrs}),
            )

    def said(self) -> dict[str, dict[str, str]]:
        """{language: its name and summary}."""
        return {
            code: {"name": self.cleaned_data[f"name_{code}"], "summary": self.cleaned_data[f"summary_{code}"]}
            for code in self.others
        }
