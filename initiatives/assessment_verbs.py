"""What the trail and the notices say of assessments and of surveys of members."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

ASSESSMENT = {
    "assessment.appointed": _("asked two assessors to assess the management of %(year)s until %(due_on)s"),
    "assessment.handed_in": _("handed in the assessment of %(year)s"),
    "assessment.compared": _("laid both assessments of %(year)s side by side: %(left)s indicators to settle"),
    "assessment.settled": _("settled indicator %(indicator)s on level %(level)s"),
    "assessment.finished": _("made the assessment of %(year)s final: %(points)s of %(most)s points"),
    "assessment.withdrawn": _("withdrew the assessment of %(year)s"),
    "survey.opened": _("asks %(members)s members what they think of the cluster, from %(starts_on)s to %(ends_on)s"),
    "survey.answered": _("answered the survey of members for %(organisation)s"),
    "survey.cancelled": _("cancelled the survey of members"),
}

ASSESSMENT_NOTICES = {
    "assessment_asked": Kind(_("You are asked to assess the management of “%(initiative)s”, until %(due_on)s")),
    "assessment_begun": Kind(_("The management of “%(initiative)s” is being assessed for %(year)s")),
    "assessment_compared": Kind(_("“%(initiative)s”: both assessments are in, %(left)s indicators are to be settled")),
    "assessment_finished": Kind(_("“%(initiative)s”: the assessment of %(year)s gives %(points)s of %(most)s points")),
    "assessment_withdrawn": Kind(_("“%(initiative)s”: the assessment of %(year)s is withdrawn")),
    "survey_asked": Kind(_("“%(initiative)s” asks %(organisation)s what it thinks of the cluster, until %(ends_on)s")),
    "survey_cancelled": Kind(_("“%(initiative)s” has cancelled the survey of its members")),
}
