"""Printing from the pages, and the page on which anyone sees whether a document is genuine."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from initiatives import typesetting
from initiatives.models import Printout
from tests.factories import institution, papers
from tests.factories.approval import working_hours

pytestmark = pytest.mark.django_db
AT = working_hours(8)
SAID = [("Initiative", "Syr Darya Crops"), ("Outcome", "rejected")]
SIGNED = [["Aigul", "Akimat of Turkistan", "9 November 2026, 10:00"]]


@pytest.fixture
def case():
    case, _people = institution.registered()
    return case


@pytest.fixture
def letter(case):
    return papers.printed(case.initiative, "letter", at=AT, round_=case.round, signed=SIGNED)


def page(client, code, **file):
    where = reverse("verify_code", kwargs={"code": code})
    answer = client.post(where, file) if file else client.get(where)
    return answer, " ".join(answer.content.decode().split())


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.pdf", content)


def test_a_genuine_document_says_to_anybody_what_it_says_and_who_signed_it_when(client, letter):
    answer, shown = page(client, letter.code)
    assert answer.status_code == 200
    for words in ("This portal has issued a document with this code.", "Syr Darya Crops", *SIGNED[0]):
        assert words in shown
    assert letter.digest[:32] in shown
    assert reverse("printout_file", kwargs={"code": letter.code}) not in shown


def test_a_code_is_found_however_it_was_typed(client, letter):
    for typed in (letter.code.lower(), typesetting.grouped(letter.code), f" {letter.code} "):
        answer = client.get(reverse("verify"), {"code": typed})
        assert answer["Location"] == reverse("verify_code", kwargs={"code": letter.code})
    assert "A code has twelve letters and digits" in client.get(reverse("verify"), {"code": "12"}).content.decode()


def test_an_unknown_code_is_not_genuine_and_says_what_to_do(client, letter):
    answer, shown = page(client, "ABCDEFGHJKMN")
    assert answer.status_code == 404
    assert "This portal has not issued a document with this code." in shown


def test_a_file_is_held_against_the_one_that_was_issued(client, letter):
    _answer, same = page(client, letter.code, file=upload(bytes(letter.pdf)))
    _answer, other = page(client, letter.code, file=upload(bytes(letter.pdf).replace(b"%PDF-1.7", b"%PDF-1.6") + b" "))
    assert "Your file is the one that was issued, to the last byte." in same
    assert "Your file is not the one that was issued." in other


def test_what_was_altered_in_the_portal_itself_is_told(client, letter):
    Printout.objects.filter(pk=letter.pk).update(content=letter.content | {"summary": [["Outcome", "registered"]]})
    assert "What the portal keeps of this document has been altered." in page(client, letter.code)[1]


def test_an_altered_file_in_the_portal_is_told_too(client, letter):
    Printout.objects.filter(pk=letter.pk).update(pdf=b"%PDF-other")
    assert "What the portal keeps of this document has been altered." in page(client, letter.code)[1]


def test_an_older_copy_leads_to_the_newer_one(client, case):
    older, newer = (papers.printed(case.initiative, "passport", at=AT, lede=word) for word in ("old", "new"))
    assert "A newer one was issued on 10 November 2026." in page(client, older.code)[1]
    assert "A newer one" not in page(client, newer.code)[1]


def test_anybody_prints_the_passport_of_a_public_initiative_and_gets_the_file(client, case):
    where = reverse("printout_issue", kwargs={"pk": case.initiative.pk, "kind": "passport"})
    answer = client.post(where, {"language": "ru"}, follow=True)
    issued = Printout.objects.get()
    assert (issued.kind, issued.language, issued.issued_by) == ("passport", "ru", None)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert answer["Content-Disposition"] == f'attachment; filename="passport-{issued.code}.pdf"'
    assert hashlib.sha256(answer.content).hexdigest() == issued.pdf_digest
    client.post(where, {"language": "ru"})
    assert Printout.objects.count() == 1


def test_without_a_plan_in_force_none_is_offered_and_none_printed(client, case):
    client.force_login(case.manager, backend="django.contrib.auth.backends.ModelBackend")
    offered = client.get(reverse("printouts", kwargs={"pk": case.initiative.pk})).context["offered"]
    assert [each["kind"] for each in offered] == ["passport", "register"]
    assert client.post(reverse("printout_issue", kwargs={"pk": case.initiative.pk, "kind": "plan"})).status_code == 403
    assert client.post(reverse("printout_issue", kwargs={"pk": case.initiative.pk, "kind": "poem"})).status_code == 404


def test_what_was_printed_of_a_draft_is_not_public_when_the_initiative_is(client, case):
    before = papers.printed(case.initiative, "passport", at=working_hours(-300), lede="A draft.")
    since = papers.printed(case.initiative, "passport", at=AT)
    files = [reverse("printout_file", kwargs={"code": one.code}) for one in (before, since)]
    assert [client.get(file).status_code for file in files] == [302, 200]
    client.force_login(case.manager, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(files[0]).status_code == 200
