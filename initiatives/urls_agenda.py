from django.urls import path

from initiatives.views import agenda

AGENDA = [
    path("work/dates/", agenda.Agenda.as_view(), name="agenda"),
    path("work/dates/address/", agenda.OpenFeed.as_view(), name="agenda_feed"),
    path("work/dates/address/revoke/", agenda.RevokeFeed.as_view(), name="agenda_feed_revoke"),
]
