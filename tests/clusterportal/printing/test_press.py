"""What is printed: whole sentences in three languages, the same bytes for ever, and nothing of people read as markup."""

import datetime as dt
import io

import pypdf
import pytest
from django.utils.translation import override

from accounts import audit
from clusterportal.printing import press
from clusterportal.tasks import issue_letters
from initiatives import typesetting
from initiatives.actions import inquiry
from initiatives.actions.approval import RemarkText
from initiatives.models import Initiative, Printout, Round
from tests.factories import approval, institution, plan
from tests.factories.approval import working_hours

pytestmark = pytest.mark.django_db
AT = working_hours(8)


def text_of(printout: Printout) -> str:
    """What a reader of the file sees, without its line breaks."""
    pages = pypdf.PdfReader(io.BytesIO(bytes(printout.pdf))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def reader(printout: Printout) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(bytes(printout.pdf)))


def over(decision: str = "agreed", **how) -> Round:
    case = approval.handed_in(**how)
    remarks = [approval_remark()] if decision == "returned" else []
    if decision == "rejected":
        hearing(case)
    for place, code in enumerate(("KZ-61", "KZ-43", "KZ")):
        told = {"remarks": remarks} if decision == "returned" else {}
        reasons = {"reasons": "There is no water."} if decision == "rejected" and code == "KZ" else {}
        given = decision if code == "KZ" or decision != "rejected" else "agreed"
        case.decide(code, given, at=working_hours(7, minute=place), **told, **reasons)
    return case.fresh()


def approval_remark():

    return RemarkText("vision", "vision", "Say more about water.")


def hearing(case):

    inquiry.ask(
        seat=case.seat(None), kind="hearing", text="There is no water.", by=case.officials["KZ"], at=working_hours(1)
    )


def letter(round_: Round, language: str = "en", **how) -> Printout:
    how = {"by": None, "at": AT} | how
    return Printout.objects.get(pk=press.of_round(round_=round_, language=language, **how).pk)


def test_a_letter_says_in_whole_sentences_what_was_decided_by_whom_and_where_to_go():
    said = text_of(letter(over()))
    for sentence in (
        "DECISION LETTER: REGISTRATION, ROUND 1",
        "On 2 November 2026 Firm of Syr Darya Crops handed in the cluster initiative “Syr Darya Crops” for decision: "
        "registration, round 1.",
        "The authorities have agreed. The initiative is registered on 9 November 2026 under number",
        "Signed in the portal Official of Akimat of Turkistan Akimat of Turkistan 9 November 2026, 10:00",
        "Anyone can check this document",
    ):
        assert sentence in said
    assert "appeal" not in said


def test_a_refusal_says_why_and_until_when_to_appeal():
    said = text_of(letter(over("rejected")))
    assert "What was handed in is rejected on 9 November 2026 for the reasons that stand below." in said
    assert "Ministry of Industry: There is no water." in said
    assert "You can appeal against this decision until 9 December 2026:" in said
