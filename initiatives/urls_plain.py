"""Addresses without a language: links that are handed to people of any."""

from django.urls import path

from initiatives.views import agenda, answer

urlpatterns = [
    path("calendar/<slug:token>.ics", agenda.Calendar.as_view(), name="calendar"),
    path("i/<slug:token>", answer.ReadByToken.as_view(), name="invitation"),
    path("i/<slug:token>/", answer.ReadByToken.as_view()),
    path("i/<slug:token>/join/", answer.JoinByToken.as_view(), name="invitation_join"),
    path("i/<slug:token>/decline/", answer.DeclineByToken.as_view(), name="invitation_decline"),
    path("i/<slug:token>/ask/", answer.AskByToken.as_view(), name="invitation_ask"),
    path("i/<slug:token>/forward/", answer.ForwardByToken.as_view(), name="invitation_forward"),
]
