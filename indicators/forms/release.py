import datetime as dt

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from indicators.models import Release, Source

QUESTION_NAME = "question-"
MOST_QUESTIONS = 500
KINDS = ("columns", "measures", "units", "items", "regions", "marks")


class DropForm(forms.Form):
    """A file as the office sent it. What is inside is found out while it is read."""

    source = forms.ModelChoiceField(
        label=_("Whose figures"),
        queryset=Source.objects.order_by("code"),
        empty_label=_("Choose the source"),
        error_messages={"required": _("Say whose figures these are.")},
    )
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.size:
            raise ValidationError(_("The file is empty. Check that it was saved and copied to the end."))
        if file.size > settings.RELEASE_MAX_BYTES:
            raise ValidationError(
                _("The file has %(size)s; at most %(most)s are read at once. Split it by year, or pack fewer sheets.")
                % {"size": filesizeformat(file.size), "most": filesizeformat(settings.RELEASE_MAX_BYTES)}
            )
        return file


class DueForm(forms.Form):
    """The day that an office has named for its next release."""

    due_on = forms.DateField(
        label=_("Announced for"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day."), "invalid": _("This is no day.")},
    )


class AcceptForm(forms.Form):
    """Provisional or final, and from which minute on it counts."""

    PROVISIONAL, FINAL = "provisional", "final"

    finality = forms.ChoiceField(
        label=_("What the office says of these figures"),
        choices=[(FINAL, _("final")), (PROVISIONAL, _("provisional: they will be revised"))],
        initial=FINAL,
        widget=forms.RadioSelect,
    )
    publish_at = forms.DateTimeField(
        label=_("Counts from (Astana time)"),
        required=False,
        help_text=_("Empty: at once. Until that minute nobody but statisticians sees anything of it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    @property
    def is_provisional(self) -> bool:
        return self.cleaned_data["finality"] == self.PROVISIONAL


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is taken back"),
        help_text=_("Stands in the history. What it replaced counts again, where nothing newer does."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: whoever used these figures will ask.")},
    )


class AnswerForm(forms.Form):
    """An answer to one question (`12-real`), or one answer to all that are still open."""

    one = forms.RegexField(r"^\d{1,9}-(real|reclassified|error)$", required=False)
    rest = forms.ChoiceField(choices=[("real", ""), ("reclassified", ""), ("error", "")], required=False)

    def __init__(self, *args, release: Release, **kwargs):
        super().__init__(*args, **kwargs)
        self.release = release

    def clean(self):
        one, rest = self.cleaned_data.get("one"), self.cleaned_data.get("rest")
        if one:
            number, answer = one.split("-")
            return {"numbers": [int(number)], "answer": answer}
        if rest:
            asked = self.release.problems.filter(severity="question", answer="")
            return {"numbers": list(asked.values_list("number", flat=True)), "answer": rest}
        raise ValidationError(_("Choose an answer."))


def answers_in(posted) -> dict[tuple[str, str], str]:
    """What a person said about the words that were asked about: (kind, word) → meaning."""
    given = {}
    for place in range(MOST_QUESTIONS):
        if f"word-{place}" not in posted:
            break
        kind, word = posted.get(f"kind-{place}", ""), posted[f"word-{place}"]
        meaning = posted.get(f"{QUESTION_NAME}{place}", "").strip()
        if meaning and kind in KINDS:
            given[kind, word] = meaning
    return given


def minute(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None
