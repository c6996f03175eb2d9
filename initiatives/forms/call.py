"""A call as the ministry writes it, a score sheet, and the words of an opinion."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from initiatives.call import MOST_COMMISSIONERS, MOST_CRITERIA
from initiatives.forms.assessment import day
from initiatives.models import Call, CallCriterion, Organisation
from initiatives.queries.assessment import by_address
from initiatives.queries.organisation import by_bin
from initiatives.scoring import WHOLE

CRITERION = re.compile(r"(\d{1,3})\s*%?\s+(\S.*)")
LONGEST, LONGEST_NAME = 4000, 200


def _long(label: Any, rows: int = 4, **told: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **told)


class CallForm(forms.Form):
    """Words, days and places of a call; its criteria and its commission, one in a line."""

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    text = _long(
        gettext_lazy("Text"), 6, max_length=10_000, help_text=gettext_lazy("Who is called for what, and what follows.")
    )
    opens_on = day(gettext_lazy("First day"))
    closes_on = day(gettext_lazy("Last day"))
    score_by = day(gettext_lazy("Scores and opinions until"))
    places = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=500,
        help_text=gettext_lazy("How many enter the register. Who shares the last place enters with all who share it."),
    )
    least = forms.IntegerField(
        label=gettext_lazy("Least score"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=gettext_lazy("Of 100; whoever has less does not enter, also where places are left."),
    )
    best = forms.IntegerField(label=gettext_lazy("Best points of a criterion"), min_value=2, max_value=100, initial=5)
    criteria = _long(
        gettext_lazy("Criteria, one in a line: weight, then name"),
        help_text=gettext_lazy("For example: 40 Effect on jobs and exports. The weights add up to 100."),
    )
    commission = _long(
        gettext_lazy("Commission, one person in a line: e-mail address, then for whom"),
        help_text=gettext_lazy("For example: asel@example.kz Outside expert. Each signs in here with this address."),
    )
    operator = forms.TypedChoiceField(
        label=gettext_lazy("Operator"),
        coerce=int,
        help_text=gettext_lazy("Gives an opinion on every entry before the ranking."),
    )
    operator_bin = forms.CharField(
        label=gettext_lazy("Another organisation as the operator, by its BIN"), max_length=12, required=False
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offices: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {one.pk: one for one in offices}
        self.fields["operator"].choices = [(one.pk, one.name) for one in offices]

    def clean_criteria(self) -> list[tuple[str, int]]:
        lines = _lines(self.cleaned_data["criteria"], MOST_CRITERIA)
        found = [CRITERION.fullmatch(line) for line in lines]
        for line, match in zip(lines, found, strict=True):
            if match is None or not 1 <= int(match[1]) <= WHOLE or len(match[2]) > LONGEST_NAME:
                raise ValidationError(_("“%(line)s”: a weight from 1 to 100, then a name.") % {"line": line})
        return [(match[2].strip(), int(match[1])) for match in found if match]

    def clean_commission(self) -> list[tuple[User, str]]:
        return [_commissioner(line) for line in _lines(self.cleaned_data["commission"], MOST_COMMISSIONERS)]

    def clean_operator_bin(self) -> Organisation | None:
        number = self.cleaned_data["operator_bin"].strip()
        found = by_bin(number) if number.isdecimal() else None
        if number and (found is None or found.confirmed_at is None):
            raise ValidationError(_("No confirmed organisation has this BIN."))
        return found

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given.pop("revision")
        appointed = given.pop("operator_bin")
        return given | {"operator": appointed or self.offices[given["operator"]]}


def initial_of(call: Call) -> dict[str, Any]:
    """A draft as its form shows it."""
    names = ("title", "text", "opens_on", "closes_on", "score_by", "places", "least", "best", "revision")
    commission = call.commission.select_related("person")
    return {name: getattr(call, name) for name in names} | {
        "operator": call.operator_id,
        "criteria": "\n".join(f"{one.weight} {one.name}" for one in call.criteria.all()),
        "commission": "\n".join(f"{one.person.email} {one.speaks_for}" for one in commission),
    }


def _lines(text: str, most: int) -> list[str]:
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if len(found) > most:
        raise ValidationError(_("At most %(count)s lines.") % {"count": most})
    return found


def _commissioner(line: str) -> tuple[User, str]:
    address, _space, whom = line.partition(" ")
    validate_email(address)
    if (person := by_address(address)) is None:
        told = _("“%(address)s”: nobody signs in here with this address; the person registers first.")
        raise ValidationError(told % {"address": address})
    if not whom.strip() or len(whom) > LONGEST_NAME:
        raise ValidationError(
            _("“%(address)s”: say for whom the person sits, or that it is an expert.") % {"address": address}
        )
    return person, whom.strip()


class SheetForm(forms.Form):
    """Points on every criterion, and why."""

    use_required_attribute = False

    def __init__(self, *args: Any, criteria: Sequence[CallCriterion], best: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in criteria:
            self.fields[f"points_{one.pk}"] = forms.IntegerField(
                label=_("%(name)s, weight %(weight)s") % {"name": one.name, "weight": one.weight},
                min_value=0,
                max_value=best,
                help_text=_("From 0 to %(best)s.") % {"best": best},
            )
        self.fields["reasons"] = _long(
            _("Reasons"),
            max_length=LONGEST,
            help_text=_("The initiative reads them when the call is closed; nobody reads them before."),
        )
        self.numbers = [one.pk for one in criteria]

    def points(self) -> dict[int, int]:
        return {number: self.cleaned_data[f"points_{number}"] for number in self.numbers}


class OpinionForm(forms.Form):
    use_required_attribute = False

    text = _long(gettext_lazy("Opinion of the operator"), max_length=LONGEST)


class RecuseForm(forms.Form):
    use_required_attribute = False

    reason = _long(gettext_lazy("What ties you to it"), 2, max_length=500)


class CancelForm(forms.Form):
    use_required_attribute = False

    reason = _long(gettext_lazy("Why"), 2, max_length=1000, required=False)
