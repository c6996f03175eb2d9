"""The addresses of calls for initiatives."""

from django.urls import path

from initiatives.views import call, call_entry

CALL = [
    path("calls/", call.Calls.as_view(), name="calls"),
    path("calls/new/", call.Create.as_view(), name="call_new"),
    path("calls/<int:pk>/", call.Show.as_view(), name="call"),
    path("calls/<int:pk>/edit/", call.Edit.as_view(), name="call_edit"),
    path("calls/<int:pk>/ways/<slug:name>/", call.Go.as_view(), name="call_way"),
    path("call-entries/<int:pk>/", call_entry.Show.as_view(), name="call_entry"),
    path("call-entries/<int:pk>/score/", call_entry.Score.as_view(), name="call_score"),
    path("call-entries/<int:pk>/keep-out/", call_entry.Recuse.as_view(), name="call_recuse"),
    path("call-entries/<int:pk>/opinion/", call_entry.Opine.as_view(), name="call_opinion"),
]
