import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.approval import organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "packed"), [("csv", "gzip"), ("xlsx", None)])
def test_what_is_packed_already_is_not_packed_again_and_says_how_long_it_is(kind, packed):
    for number in range(20):
        organisation(f"Firm {number:02}")
    address = reverse("list_file", kwargs={"name": "organisations", "kind": kind})
    answer = Client().get(address, headers={"accept-encoding": "gzip"})
    length = len(b"".join(answer.streaming_content))
    told = answer.get("Content-Length")
    assert (answer.get("Content-Encoding"), told) == (packed, None if packed else str(length))
