"""The package labels these fields by their names in the code, which no catalogue translates."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _name(*, required: bool) -> forms.CharField:
    label, told = _("Name of the passkey"), _("So that you recognise it: “My phone”, “Key on the ring”.")
    return forms.CharField(label=label, help_text=told, max_length=100, required=required)


class AddPasskey(AddWebAuthnForm):
    name = _name(required=False)


class RenamePasskey(EditWebAuthnForm):
    name = _name(required=True)
