import math
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Indicator, IndicatorVersion, Measure
from initiatives.models import Target

MEANS = (
    (1, gettext_lazy("one year")),
    (3, gettext_lazy("the mean of three years")),
    (5, gettext_lazy("the mean of five years")),
)
# Values in these units are typed as people say them: 12 for 12 %.
IN_HUNDREDTHS = ("percent", "percentage points")
YEARS = {"min_value": 1990, "max_value": 2100}


class NumberField(forms.CharField):
    """A number with a comma or a point, as people write it."""

    def clean(self, value: Any) -> float | None:
        text = super().clean(value).replace("\u00a0", "").replace(" ", "").replace("−", "-").replace(",", ".")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise forms.ValidationError(_("Write a number, for example 2.4."))
        return number


class TargetForm(forms.Form):
    """What is aimed at. The baseline is read from the figures."""

    use_required_attribute = False

    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Indicator"),
        help_text=gettext_lazy(
            "What shows that you are getting there. Everybody sees the target once the plan is in force."
        ),
        queryset=Indicator.objects.none(),
        to_field_name="code",
    )
    measure = forms.ModelChoiceField(
        label=gettext_lazy("Measure"),
        queryset=Measure.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("as the indicator is usually computed"),
        help_text=gettext_lazy("Only where the indicator may be computed on several."),
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Measured on"),
        help_text=gettext_lazy("The territory and the activities whose official figures are compared."),
    )
    years = forms.TypedChoiceField(
        label=gettext_lazy("Judged by"),
        choices=MEANS,
        coerce=int,
        initial=1,
        help_text=gettext_lazy("Where harvests or prices jump, one year must not judge."),
    )
    baseline_year = forms.IntegerField(
        label=gettext_lazy("Baseline year"),
        **YEARS,
        help_text=gettext_lazy("Its value is taken from the published figures and kept with its status."),
    )
    value = NumberField(
        label=gettext_lazy("Target value"),
        max_length=20,
        help_text=gettext_lazy("In the unit of the indicator; for percent write 12, not 0.12."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Target year"),
        **YEARS,
        help_text=gettext_lazy("By the end of this year it is to be reached."),
    )
    goal = forms.ChoiceField(
        label=gettext_lazy("Goal that it measures"),
        help_text=gettext_lazy("One of the goals that the plan names."),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, *args: Any, subjects: Sequence[tuple[str, str]], goals: Sequence[str], chosen: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # A composite index ranks regions, so no initiative can aim at it.
        in_force = IndicatorVersion.objects.in_force().filter(recipe__isnull=True).values("indicator")
        self.fields["indicator"].queryset = Indicator.objects.filter(pk__in=in_force)
        self.fields["measure"].queryset = Measure.objects.order_by("pk")
        self.fields["measure"].label_from_instance = lambda measure: measure.name
        self.fields["subject"].choices = subjects
        kept = [chosen] if chosen and chosen not in goals else []
        self.fields["goal"].choices = [("", _("none in particular")), *((goal, goal) for goal in (*goals, *kept))]

    def wish(self) -> dict[str, Any]:
        """What the action takes, the value in the formula's own unit."""
        said = self.cleaned_data
        version = IndicatorVersion.objects.in_force().get(indicator=said["indicator"])
        scale = 100 if version.shown_as in IN_HUNDREDTHS else 1
        return {
            "indicator": said["indicator"],
            "measure": said["measure"],
            "subject": said["subject"],
            "years": said["years"],
            "baseline_year": said["baseline_year"],
            "value": said["value"] / scale,
            "year": said["year"],
            "goal": said["goal"],
        }


def initial_of(target: Target, version: IndicatorVersion) -> dict[str, Any]:
    """A target as its form shows it."""
    scale = 100 if version.shown_as in IN_HUNDREDTHS else 1
    return {
        "indicator": target.indicator.code,
        "measure": target.measure.code if target.measure else "",
        "subject": target.subject,
        "years": target.years,
        "baseline_year": target.baseline_year,
        "value": f"{round(target.value * scale, 6):g}",
        "year": target.year,
        "goal": target.goal,
        "revision": target.revision,
    }


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
