"""The question groups of a strategic plan: what is asked and why. Its targets are rows, not text."""

from django.utils.translation import gettext_lazy as _

from initiatives.sections import Field, Section

TARGETS = "plan_targets"

PLAN_SECTIONS = {
    section.key: section
    for section in (
        Section(
            "plan_vision",
            _("Vision and starting point"),
            _("Where you want to be, and from where you start. Officials read this first."),
            5,
            (
                Field("vision", _("Vision"), _("What is different in ten years because you worked together.")),
                Field("start", _("Where you stand today"), _("Strengths, and what holds you back."), is_needed=False),
            ),
        ),
        Section(
            "plan_areas",
            _("Areas of activity"),
            _("Where the members work together; working groups and projects follow from them."),
            3,
            (Field("areas", _("Areas"), _("One a line, for example: common purchasing, quality laboratory, export.")),),
        ),
        Section(
            "plan_goals",
            _("Goals"),
            _("What shall be reached. Each target below may name the goal that it measures."),
            3,
            (Field("goals", _("Goals"), _("Three to five, one a line.")),),
        ),
        Section(
            "plan_measures",
            _("Measures"),
            _("What will be done, by whom and until when."),
            5,
            (Field("measures", _("Measures"), _("One a line: what, who, until when.")),),
        ),
        Section(
            TARGETS,
            _("Targets"),
            _("An indicator, a value and a year. The baseline and all progress come from the official figures."),
            5,
        ),
    )
}
WRITTEN = tuple(key for key, section in PLAN_SECTIONS.items() if section.is_written)
