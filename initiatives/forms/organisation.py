import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from initiatives import identifiers
from initiatives.forms.section import CodesField
from initiatives.forms.seen import SeenForm
from initiatives.models import Organisation, Representative
from initiatives.queries import code as codes

Kind = Organisation.Kind
Basis = Representative.Basis
NOBODY = "no"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
# Neighbours and main partners first; a registry number is the foreigner's own affair.
COUNTRIES = (
    ("AZ", _("Azerbaijan")),
    ("CN", _("China")),
    ("DE", _("Germany")),
    ("GE", _("Georgia")),
    ("KG", _("Kyrgyzstan")),
    ("KR", _("Korea")),
    ("PL", _("Poland")),
    ("RU", _("Russia")),
    ("TJ", _("Tajikistan")),
    ("TM", _("Turkmenistan")),
    ("TR", _("Türkiye")),
    ("UZ", _("Uzbekistan")),
)


class NumberField(forms.CharField):
    """A BIN or IIN: 12 digits whose last one must fit; spaces and hyphens are forgiven."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        number = identifiers.cleaned(super().clean(value))
        match identifiers.fault(number) if number else None:
            case identifiers.Fault.CHECK_DIGIT:
                raise forms.ValidationError(_("Number looks mistyped, check the last digits."))
            case identifiers.Fault.LENGTH:
                told = ngettext_lazy(
                    "The number has 12 digits; this has %(count)d.",
                    "The number has 12 digits; these are %(count)d.",
                    "count",
                )
                raise forms.ValidationError(told % {"count": len(number)})
            case identifiers.Fault.DIGITS:
                raise forms.ValidationError(_("The number has 12 digits and nothing else."))
        return number


class KindForm(forms.Form):
    """Asked first: what follows depends on it."""

    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        help_text=_("It decides what we ask next and what you can do here. Everybody sees it."),
        choices=Kind.choices,
        widget=forms.RadioSelect,
    )
    is_abroad = forms.BooleanField(
        label=_("It is registered in another country"),
        help_text=_("Then the number of that country's register is asked for instead of a BIN."),
        required=False,
    )


class DatedForm(forms.Form):
    """A form whose answers depend on the day."""

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on


class SigningForm(DatedForm):
    """What the person is there, and whether and on what basis he signs."""

    position = forms.CharField(
        label=_("Your position there"),
        max_length=150,
        help_text=_("So that your colleagues know who acts for them. Only the people of the organisation see it."),
    )
    signs_by = forms.ChoiceField(
        label=_("Do you sign for it?"),
        help_text=_("Who signs can join initiatives and agree on its behalf."),
        choices=[
            (Basis.HEAD, _("Yes, I am its head")),
            (Basis.POWER_OF_ATTORNEY, _("Yes, by power of attorney")),
            (NOBODY, _("No, somebody else does")),
        ],
        widget=forms.RadioSelect,
    )
    power_number = forms.CharField(
        label=_("Number of the power of attorney"),
        max_length=64,
        required=False,
        help_text=_("Only if you sign by one."),
    )
    signs_until = forms.DateField(
        label=_("It ends on"), help_text=_("From the day after it you no longer sign."), widget=DAY, required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("signs_by") != Basis.POWER_OF_ATTORNEY:
            basis = "" if given.get("signs_by") == NOBODY else given.get("signs_by")
            return given | {"signs_by": basis, "power_number": "", "signs_until": None}
        if not given.get("power_number"):
            self.add_error("power_number", _("Give the number of the power of attorney."))
        if not given.get("signs_until") and "signs_until" not in self.errors:
            self.add_error("signs_until", _("Say until when it is valid."))
        elif given.get("signs_until") and given["signs_until"] < self.on:
            self.add_error("signs_until", _("This power of attorney has ended."))
        return given


class OrganisationForm(DatedForm):
    """What an organisation says of itself."""

    name = forms.CharField(label=_("Name"), max_length=300, help_text=_("As in its registration."))
    region = forms.ChoiceField(
        label=_("Region"), help_text=_("Where it is registered, so that it is found there. Everybody sees it.")
    )
    size = forms.ChoiceField(
        label=_("Size"),
        help_text=_("Shows whether a cluster rests on small firms or on one large one. Everybody sees it."),
        choices=[("", _("not said")), *Organisation.Size.choices],
        required=False,
    )
    activities = CodesField(
        label=_("What it does"), help_text=_("An everyday word is enough: cheese, flour, software."), required=False
    )
    website = forms.URLField(
        label=_("Website"), help_text=_("Everybody sees it."), required=False, assume_scheme="https"
    )
    about = forms.CharField(
        label=_("About it"),
        help_text=_("A sentence or two for those who look for partners. Everybody sees it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(
        label=_("Language of this text"),
        help_text=_("What you write is shown in this language and marked so."),
        choices=settings.LANGUAGES,
    )

    def __init__(self, *args: Any, is_abroad: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code.code, _name(code)) for code in codes.regions(on=self.on)]
        self.fields["region"].choices = [("", _("not chosen yet")), *named]
        self.initial.setdefault("language", get_language() or "ru")
        if is_abroad:
            del self.fields["region"]


class DescriptionForm(SeenForm, OrganisationForm):
    """The same, changed by any of its people."""


class RegisterForm(SigningForm, OrganisationForm):
    """A new organisation: its number first, then what it says of itself, then who registers it."""

    similar_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ("country", "number", "name", "region", "size", "activities", "website", "about", "language")

    def __init__(self, *args: Any, kind: str, is_abroad: bool, **kwargs: Any) -> None:
        super().__init__(*args, is_abroad=is_abroad, **kwargs)
        self.kind, self.is_abroad = kind, is_abroad
        if is_abroad:
            self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=COUNTRIES)
        self.fields["number"] = _number(kind, is_abroad=is_abroad)
        self.order_fields(self.field_order)

    def identity(self) -> dict[str, str]:
        """Which of the three numbers it is."""
        number = self.cleaned_data["number"]
        if self.is_abroad:
            return {"country": self.cleaned_data["country"], "registry_number": number}
        return {"iin" if self.kind in Organisation.OWNER_KINDS else "bin": number}


class RoleForm(SigningForm):
    """What a person may do for the organisation, as its administrator sets it."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (Representative.Role.ADMINISTRATOR, _("administrator: also says who acts for it")),
            (Representative.Role.EDITOR, _("editor: fills in and answers for it")),
            (Representative.Role.VIEWER, _("viewer: reads only")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("role", "signs_by", "power_number", "signs_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["position"]
        self.initial["signs_by"] = self.initial.get("signs_by") or NOBODY
        self.fields["signs_by"].label = _("Signs for it?")
        self.fields["signs_by"].help_text = ""
        self.fields["signs_by"].choices = [*Basis.choices, (NOBODY, _("does not sign"))]


def _number(kind: str, *, is_abroad: bool) -> forms.Field:
    if is_abroad:
        return forms.CharField(
            label=_("Number in the register of that country"),
            help_text=_("So that it stands here once. Everybody sees it."),
            max_length=64,
        )
    if kind in Organisation.OWNER_KINDS:
        return NumberField(
            label=_("IIN of the owner"),
            help_text=_("12 digits. Kept encrypted, never shown: only its last two digits, to your people."),
            # A personal number is not left on the device either.
            widget=forms.TextInput(attrs={**NumberField.widget.attrs, "data-secret": ""}),
        )
    return NumberField(label=_("BIN"), help_text=_("12 digits, so that it stands here once. Everybody sees it."))


def _name(code: Any) -> str:
    return getattr(code, f"name_{get_language()}", "") or code.name
