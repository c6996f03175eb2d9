from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts.models import Delivery, User


class SignupExtra(forms.Form):
    """What the sign-up page asks besides e-mail and password."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language of your mail and notices"), choices=settings.LANGUAGES)
    field_order = ("name", "email", "password1", "language")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language

    def signup(self, request: HttpRequest, user: User) -> None:
        """Asked for by allauth; the adapter has saved everything by then."""


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": _("Your name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


class NoticeChoicesForm(forms.Form):
    """One question for each group of notices."""

    def __init__(self, *args: object, chosen: Mapping[str, Delivery], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for key, group in notices.groups().items():
            self.fields[key] = forms.ChoiceField(
                label=group.label,
                help_text=group.help,
                choices=Delivery.choices,
                initial=chosen[key],
                widget=forms.RadioSelect(attrs={"class": "choices--row"}),
            )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
