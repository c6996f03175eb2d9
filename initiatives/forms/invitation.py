from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives.forms.membership import ROLES
from initiatives.forms.organisation import NumberField, RegisterForm
from initiatives.models import Organisation


class InviteForm(forms.Form):
    """An organisation that is here, or one that is not yet, by its name."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    organisation_name = forms.CharField(label=_("Or its name, if it is not here yet"), max_length=300, required=False)
    number = NumberField(
        label=_("Its BIN, or the owner's IIN"),
        required=False,
        help_text=_("Then only the organisation with this number can answer. We keep a digest, not the number."),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Without one, you hand the link over yourself.")
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    role = forms.ChoiceField(label=_("Its place in the value chain"), choices=ROLES, required=False)
    message = forms.CharField(
        label=_("Why them"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, invitable: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = invitable
        self.initial.setdefault("language", get_language() or "ru")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("organisation") and not given.get("organisation_name"):
            self.add_error("organisation_name", _("Choose an organisation, or write its name."))
        return given


class JoinForm(RegisterForm):
    """Registering on the way from an invitation to the membership."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Three minutes on a phone: the rest can be said later.
        for name in ("website", "about"):
            del self.fields[name]


class ForwardForm(forms.Form):
    email = forms.EmailField(label=_("Your director's e-mail"))
