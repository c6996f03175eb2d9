"""The fixtures that other tests stand on do what they say."""

import pytest
from django.db import connection

from clusterportal import celery_app
from tests.live import PHONE, wait_until


@pytest.mark.smoke
@pytest.mark.django_db
def test_database_is_a_real_postgresql_with_the_extensions_we_need():
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT lower('ҚАЗАҚ'), similarity('Қазақстан', 'Казакстан') > 0")
        assert cursor.fetchone() == ("қазақ", True)


def test_a_rung_bell_reaches_a_real_worker(worker):
    message = celery_app.send_task("accounts.tasks.send_notices")
    wait_until(lambda: celery_app.control.inspect(timeout=2, limit=1).stats().popitem()[1]["total"])
    assert message.id


def test_a_page_at_phone_width_opens_in_a_real_browser(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/health/")
    assert "versions" in page.content()
