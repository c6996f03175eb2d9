"""Fixtures that are the real thing: a Celery worker, a Chromium, pages on a live server."""

import os
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright

from clusterportal import celery_app
from clusterportal.stack import browser as chromium
from clusterportal.stack import portal_programs
from clusterportal.stack.program import Running

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def wait_until(condition, *, seconds=30):
    """For what another process does: true as soon as it holds, a failure when it never does."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"did not come true within {seconds} seconds")
        time.sleep(0.05)


def _worker_answers():
    return bool(celery_app.control.ping(timeout=1, limit=1))


def worker_program(log):
    database = connection.settings_dict
    url = f"postgres://{database['USER']}@/{database['NAME']}?host={database['OPTIONS']['host']}"
    return portal_programs.worker(environment={"DATABASE_URL": url}, log=log, is_ready=_worker_answers)


class SharedWorker:
    """One worker for all tests of a run that only need any worker: starting one takes seconds."""

    def __init__(self, log):
        self.log = log
        self.running = None

    def start(self):
        if self.running is None or self.running.has_ended():
            self.running = Running(worker_program(self.log))
            self.running.wait_until_ready()
        return self.running

    def stop(self):
        if self.running:
            self.running.stop()
            self.running = None


@pytest.fixture(scope="session")
def _shared_worker(django_db_setup, tmp_path_factory):
    shared = SharedWorker(tmp_path_factory.mktemp("worker") / "worker.log")
    yield shared
    shared.stop()


@pytest.fixture
def worker(transactional_db, _shared_worker):
    """A real Celery worker on this test's database; what earlier tests rang for is forgotten."""
    celery_app.control.purge()
    yield _shared_worker.start()
    celery_app.control.purge()
    # A task that still runs would meet the emptying of the tables.
    wait_until(lambda: not any((celery_app.control.inspect(timeout=2, limit=1).active() or {}).values()))


@pytest.fixture
def start_worker(transactional_db, _shared_worker, tmp_path):
    """For tests that kill: each call starts a worker of its own, and what is left of them ends with the test."""
    _shared_worker.stop()
    celery_app.control.purge()
    started = []

    def start():
        started.append(Running(worker_program(tmp_path / f"worker-{len(started)}.log")))
        started[-1].wait_until_ready()
        return started[-1]

    yield start
    for running in started:
        running.stop()
    celery_app.control.purge()


@pytest.fixture(scope="session")
def browser():
    # Playwright's loop lives in this thread, and Django would take that for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium.ensure()), args=QUIET_CHROMIUM)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser, live_server):
    """`open_page(as_user=user, viewport=PHONE)`; a script error, a breach of policy, a far address fail the test."""
    contexts, troubles = [], []

    def open_one(*, as_user=None, viewport=DESK, **options):
        context = browser.new_context(base_url=live_server.url, viewport=viewport, **options)
        contexts.append(context)
        if as_user:
            context.add_cookies([_session_cookie(as_user, live_server.url)])
        page = context.new_page()
        page.set_default_timeout(10_000)
        context.route("**/favicon.ico", lambda route: route.abort())
        page.on("request", lambda request: troubles.append(request.url) if _leaves(request, live_server) else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if _breaks_policy(message) else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(open_page):
    """A page at desk width, signed out."""
    return open_page()


def _breaks_policy(message):
    return message.type == "error" and "Content Security Policy" in message.text


def _leaves(request, live_server):
    return not request.url.startswith((live_server.url, "data:", "blob:"))


def _session_cookie(user, url):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "domain": urlsplit(url).hostname, "path": "/"}
