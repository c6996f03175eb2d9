"""An invitation by a link, and whoever opens it."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import invitation as deeds
from tests.factories import initiatives as made


def of(user=None):
    client = Client(enforce_csrf_checks=False)
    if user:
        client.force_login(user)
    return client


def page(route, thing):
    return reverse(route, kwargs={"pk": thing.pk})


def invited(*, at=None, **told):
    initiative, manager, _firm = made.draft()
    told = {"organisation_name": "Esil Creamery", "language": "en"} | told
    return deeds.invite(initiative=initiative, **told, by=manager, at=at or timezone.now())


def link(one, part=""):
    return reverse(f"invitation_{part}" if part else "invitation", kwargs={"token": one.token})
