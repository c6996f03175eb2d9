import gc
import socket

import pytest
from django.conf import settings as portal_settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils.translation import override

pytest_plugins = ["tests.live", "tests.in_world", "tests.indicators.official"]

THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


def pytest_configure():
    # Argon2 is slow on purpose; no test is about that.
    portal_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish():
    # Thousands of tests stay until the end: walking over them again and again takes a fifteenth of the whole run.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and cached figures of one test never reach the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _english():
    """A page in Russian leaves its language to the thread, and so to the next test."""
    with override("en"):
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Only sockets of this machine: a test that needs the world is wrong."""
    connect = socket.socket.connect

    def connect_nearby(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in THIS_MACHINE:
            pytest.fail(f"a test reached for {address[0]}")
        return connect(self, address)

    socket.socket.connect = connect_nearby
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The whole server goes away with the run, so dropping its databases is idle work."""
    return True


@pytest.fixture(autouse=True, scope="session")
def _tables_that_refuse_can_be_emptied():
    """Between tests with real commits all tables are emptied, also those whose triggers refuse that to the portal."""
    empty = TransactionTestCase._fixture_teardown

    def empty_without_triggers(self):
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        empty(self)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")

    TransactionTestCase._fixture_teardown = empty_without_triggers
    yield
    TransactionTestCase._fixture_teardown = empty
