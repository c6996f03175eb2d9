import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from indicators.models import Release
from tests.factories import approval, deliveries
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


# Written by hand: who may deliver a file by token. The administrator runs the instance and delivers nothing.
ROLES = {
    "nobody": 403,
    "viewer": 403,
    "editor": 403,
    "manager": 403,
    "official": 403,
    "ministry": 403,
    "statistician": 201,
    "administrator": 403,
}


def person(role):
    firm = approval.organisation("Dairy")
    return {
        "nobody": UserFactory,
        "viewer": lambda: approval.acting_for(firm, role="viewer", signs=False),
        "editor": lambda: approval.acting_for(firm, signs=False),
        "manager": lambda: approval.acting_for(firm, role="administrator"),
        "official": lambda: approval.acting_for(approval.authority("Akimat", approval.region())),
        "ministry": lambda: approval.acting_for(approval.authority("Ministry", None)),
        "statistician": deliveries.statistician,
        "administrator": lambda: UserFactory(is_staff=True, is_superuser=True),
    }[role]()


@pytest.mark.parametrize("role", ROLES)
def test_only_people_who_keep_statistics_deliver_by_token(role):
    deliveries.small_country()
    answer = deliver(person(role))
    assert (answer.status_code, Release.objects.count()) == (ROLES[role], int(ROLES[role] == 201))
    if answer.status_code == 403:
        assert answer.json()["detail"] == "Statisticians deliver releases; the ministry names them."


def test_without_a_token_nothing_is_delivered():
    deliveries.small_country()
    file = SimpleUploadedFile("gva.csv", CONTENT, content_type="text/csv")
    answer = APIClient().post("/api/v1/releases/", {"source": "kaz_gva", "file": file}, format="multipart")
    assert (answer.status_code, Release.objects.count()) == (403, 0)
