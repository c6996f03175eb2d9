from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.forms.budget import TengeField
from initiatives.models import Project, SupportPromise, SupportRequest
from initiatives.queries.support import Payer
from initiatives.support import Kind

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 4})


class SupportForm(forms.Form):
    """What is asked, of whom, and how much in which year."""

    title = forms.CharField(
        label=gettext_lazy("What you ask for"),
        max_length=200,
        help_text=gettext_lazy("In a few words, for example: half of the price of drip irrigation."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of support"), choices=Kind.choices)
    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: it is for a measure of the plan"),
    )
    measure = forms.CharField(
        label=gettext_lazy("Measure of the plan"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the support is for no project: the measure in the words of your plan."),
    )
    authority = forms.TypedChoiceField(
        label=gettext_lazy("Asked of"),
        coerce=int,
        help_text=gettext_lazy("All authorities of the initiative decide; this one promises and pays."),
    )
    grounds = forms.CharField(
        label=gettext_lazy("Why it needs support"),
        max_length=4000,
        required=False,
        widget=LONG,
        help_text=gettext_lazy("What you put in yourselves, and what is not there without this support."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        payers: Sequence[Payer],
        projects: QuerySet[Project],
        measures: Sequence[str],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.payers, self.years = {one.authority.pk: one.authority for one in payers}, years
        told = [(one.authority.pk, f"{one.authority.called} ({_budget(one)})") for one in payers]
        self.fields["authority"].choices = told
        self.fields["project"].queryset = projects
        if measures:
            self.fields["measure"].widget.attrs["list"] = "measures"
        self.measures = measures
        for year in years:
            self.fields[f"asked_{year}"] = TengeField(label=_("%(year)s, in tenge") % {"year": year})

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        said["measure"] = (said.get("measure") or "").strip()
        if bool(said.get("project")) == bool(said["measure"]):
            self.add_error("project", _("Name the project or the measure of the plan, one of the two."))
        return said

    def said(self) -> Mapping[str, Any]:
        """What the request says, without the page's own marks."""
        given = self.cleaned_data
        named = {name: given[name] for name in ("title", "kind", "project", "measure", "grounds")}
        amounts = {year: given[f"asked_{year}"] for year in self.years if given[f"asked_{year}"] is not None}
        return named | {"authority": self.payers[given["authority"]], "amounts": amounts}


def initial_of(request: SupportRequest) -> dict[str, Any]:
    """A request as its form shows it."""
    names = ("title", "kind", "project", "measure", "grounds", "revision")
    amounts = {f"asked_{one.year}": one.asked for one in request.amounts.all()}
    return {name: getattr(request, name) for name in names} | {"authority": request.authority_id} | amounts


def _budget(payer: Payer) -> str:
    return _("regional budget") if payer.source == "regional" else _("state budget")


class PaymentForm(forms.Form):
    """One payment as its document tells it."""

    promise = forms.ModelChoiceField(
        label=gettext_lazy("Promised for"), queryset=SupportPromise.objects.none(), empty_label=None
    )
    amount = TengeField(label=gettext_lazy("Paid, in tenge"))
    paid_on = forms.DateField(label=gettext_lazy("Paid on"), widget=DAY)
    document = forms.CharField(label=gettext_lazy("Number of the payment document"), max_length=64)
    reason = forms.CharField(
        label=gettext_lazy("Why more than promised"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Only where the sum goes beyond what was promised."),
    )

    def __init__(self, *args: Any, promises: QuerySet[SupportPromise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promise"].queryset = promises
        self.fields["promise"].label_from_instance = lambda one: str(one.year)
        self.fields["amount"].required = True


class ReverseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
