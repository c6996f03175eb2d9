from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Control, Organisation
from initiatives.queries import organisation as organisations


def _day(label: str, *, is_needed: bool) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=is_needed, widget=widget)


class _Relation(forms.Form):
    """What ties them, since when, and where that is written."""

    kind = forms.ChoiceField(label=_("Relation"), choices=Control.Kind.choices)
    bin = forms.CharField(label=_("BIN of the organisation"), required=False, max_length=12)
    since = _day(_("Since"), is_needed=True)
    until = _day(_("Last day, where it has ended"), is_needed=False)
    source = forms.CharField(label=_("Source: register, order, extract"), max_length=200)

    def clean_bin(self) -> Organisation | None:
        if not (typed := self.cleaned_data["bin"].strip()):
            return None
        if one := organisations.by_bin(typed):
            return one
        raise forms.ValidationError(_("No organisation of this number is known here."))


class ControlForm(_Relation):
    """An organisation by its BIN or a person by the e-mail address, and what ties them."""

    field_order = ("kind", "bin", "email", "since", "until", "source")
    # Never looked up here: an answer must not tell whether the address has an account.
    email = forms.EmailField(label=_("Or e-mail address of the person"), required=False)


class OwnControlForm(_Relation):
    """What ties the person himself, or an authority that he answers for, to an organisation."""

    field_order = ("who", "kind", "bin", "since", "until", "source")
    who = forms.ChoiceField(label=_("Whom it ties"))

    def __init__(self, *args, authorities: list[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.authorities = {str(one.pk): one for one in authorities}
        self.fields["who"].choices = [("me", _("Myself")), *((key, one) for key, one in self.authorities.items())]
        self.fields["bin"].required = True

    def clean_who(self) -> Organisation | None:
        return self.authorities.get(self.cleaned_data["who"])
