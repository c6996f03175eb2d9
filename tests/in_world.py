"""The small world once for a module of tests, and somebody of each role who has signed in there."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override

from tests.factories.world import ROLES, build


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), override("en"):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world):
    signed_in = {}
    for role in ROLES:
        signed_in[role] = Client(raise_request_exception=False)
        if world.people[role]:
            signed_in[role].force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    return signed_in
