import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from indicators.models import Release
from tests.factories import deliveries
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

CONTENT = b"region,year,item,gva_mln_kzt\nKZ-23,2024,B,10.5\n"


def deliver(user):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {Token.objects.create(user=user).key}")
    file = SimpleUploadedFile("gva.csv", CONTENT, content_type="text/csv")
    return client.post("/api/v1/releases/", {"source": "kaz_gva", "file": file}, format="multipart")


def test_a_file_is_delivered_by_token():
    deliveries.small_country()
    answer = deliver(deliveries.statistician())
    release = Release.objects.get()
    assert (answer.status_code, answer.json()["id"], release.filename) == (201, release.pk, "gva.csv")


def test_whoever_keeps_no_statistics_delivers_nothing():
    deliveries.small_country()
    answer = deliver(UserFactory())
    assert (answer.status_code, Release.objects.count()) == (403, 0)


def test_without_a_token_nothing_is_delivered():
    deliveries.small_country()
    file = SimpleUploadedFile("gva.csv", CONTENT, content_type="text/csv")
    answer = APIClient().post("/api/v1/releases/", {"source": "kaz_gva", "file": file}, format="multipart")
    assert (answer.status_code, Release.objects.count()) == (403, 0)
