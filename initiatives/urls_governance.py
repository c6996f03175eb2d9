"""The addresses of who runs and who leads an initiative."""

from django.urls import path

from initiatives.views import governance, leader, succession, vote

GOVERNANCE = [
    path("initiatives/<int:pk>/managing/", governance.Managing.as_view(), name="initiative_managing"),
    path("appointments/<int:pk>/", governance.Answer.as_view(), name="appointment"),
    path("appointments/<int:pk>/take-back/", governance.TakeBack.as_view(), name="appointment_take_back"),
    path("appointments/<int:pk>/change/", succession.Change.as_view(), name="appointment_change"),
    path("appointments/<int:pk>/hand-in/", succession.HandIn.as_view(), name="succession_hand_in"),
    path("appointments/<int:pk>/withdraw/", succession.Withdraw.as_view(), name="succession_withdraw"),
    path("initiatives/<int:pk>/leaders/", leader.Leaders.as_view(), name="initiative_leaders"),
    path("leaders/<int:pk>/confirm/", leader.Change.as_view(), {"deed": "confirm"}, name="leader_confirm"),
    path("leaders/<int:pk>/dismiss/", leader.Change.as_view(), {"deed": "dismiss"}, name="leader_dismiss"),
    path("initiatives/<int:pk>/leaders/vote/", vote.Open.as_view(), name="vote_open"),
    path("votes/<int:pk>/", vote.Show.as_view(), name="vote"),
    path("votes/<int:pk>/cancel/", vote.Cancel.as_view(), name="vote_cancel"),
]
