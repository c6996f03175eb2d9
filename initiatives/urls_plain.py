"""Addresses without a language: links that are handed to people of any."""

from django.urls import path

from initiatives.views import answer

urlpatterns = [
    path("i/<slug:token>", answer.ReadByToken.as_view(), name="invitation"),
    path("i/<slug:token>/", answer.ReadByToken.as_view()),
    path("i/<slug:token>/join/", answer.JoinByToken.as_view(), name="invitation_join"),
    path("i/<slug:token>/decline/", answer.DeclineByToken.as_view(), name="invitation_decline"),
    path("i/<slug:token>/ask/", answer.AskByToken.as_view(), name="invitation_ask"),
    path("i/<slug:token>/forward/", answer.ForwardByToken.as_view(), name="invitation_forward"),
]
