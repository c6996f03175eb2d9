"""The addresses of assessments of an initiative's management, and of surveys of its members."""

from django.urls import path, register_converter

from initiatives.criteria import ASSESSMENT_SECTIONS
from initiatives.views import assessment, assessor, survey


class BlockName:
    regex = "|".join(ASSESSMENT_SECTIONS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(BlockName, "assessed_block")

ASSESSMENT = [
    path("initiatives/<int:pk>/assessments/", assessment.Assessments.as_view(), name="assessments"),
    path("initiatives/<int:pk>/assessments/new/", assessment.Appoint.as_view(), name="assessment_new"),
    path("assessments/<int:pk>/", assessment.Show.as_view(), name="assessment"),
    path("assessments/<int:pk>/settle/", assessment.Settle.as_view(), name="assessment_settle"),
    path("assessments/<int:pk>/finish/", assessment.Finish.as_view(), name="assessment_finish"),
    path("assessments/<int:pk>/withdraw/", assessment.Withdraw.as_view(), name="assessment_withdraw"),
    path("assessors/<int:pk>/hand-in/", assessor.HandIn.as_view(), name="assessor_hand_in"),
    path("assessors/<int:pk>/<assessed_block:section>/", assessor.Edit.as_view(), name="assessor_section"),
    path(
        "assessors/<int:pk>/<assessed_block:section>/autosave/",
        assessor.Autosave.as_view(),
        name="assessor_section_autosave",
    ),
    path(
        "assessors/<int:pk>/<assessed_block:section>/both/",
        assessor.Conflict.as_view(),
        name="assessor_section_conflict",
    ),
    path("initiatives/<int:pk>/surveys/", survey.Surveys.as_view(), name="surveys"),
    path("initiatives/<int:pk>/surveys/new/", survey.Open.as_view(), name="survey_new"),
    path("surveys/<int:pk>/", survey.Show.as_view(), name="survey"),
    path("surveys/<int:pk>/cancel/", survey.Cancel.as_view(), name="survey_cancel"),
]
