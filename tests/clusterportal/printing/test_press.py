"""What is printed: whole sentences, the same bytes for ever, and nothing that people write read as markup."""

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
        "On 2 November 2026 Firm of Syr Darya Crops handed in the cluster initiative “Syr Darya Crops” for decision:",
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


def test_the_numbers_of_the_sending_authority_stand_above_once_they_are_entered():
    round_ = over()
    day = dt.date(2026, 11, 9)
    numbered = {"incoming_number": "77", "incoming_on": day, "outgoing_number": "12-05/114", "outgoing_on": day}
    assert "Outgoing No." not in text_of(letter(round_))
    round_.seats.filter(region=None).update(**numbered)
    said = text_of(letter(round_))
    assert "Outgoing No. 12-05/114 of 9 November 2026" in said
    assert "In reply to incoming No. 77 of 9 November 2026" in said


def test_all_remarks_of_a_return_stand_in_the_letter_beside_their_section():
    said = text_of(letter(over("returned")))
    assert "What was handed in is returned on 9 November 2026 with remarks." in said
    assert "Vision: Say more about water." in said


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_one_text_counts_and_the_others_say_so_and_carry_its_digest(language):
    round_ = over()
    authentic = Printout.objects.get(pk=press.of_round(round_=round_, language="kk", by=None, at=AT).pk)
    printed = letter(round_, language)
    assert (authentic.language, authentic.authentic) == ("kk", None)
    assert printed.authentic == (None if language == "kk" else authentic)
    with override(language):
        counts = press.sentence(authentic)
    assert (" ".join(counts.split()) in text_of(printed)) == (language != "kk")
    assert reader(printed).trailer["/Root"]["/Lang"] == language


def test_the_text_that_counts_is_in_the_language_of_the_initiative_where_that_is_one_of_the_state():
    round_ = over()
    asked = {}
    for language in ("ru", "kk", "en"):
        Initiative.objects.filter(pk=round_.initiative_id).update(language=language)
        asked[language] = press.letter.authentic_language(Round.objects.get(pk=round_.pk))
    assert asked == {"ru": "ru", "kk": "kk", "en": "kk"}


def test_the_same_document_is_issued_once_and_answers_the_same_bytes():
    round_ = over()
    first, again = letter(round_), letter(round_, at=AT + dt.timedelta(days=40))
    assert (first.pk, bytes(first.pdf), first.issued_at) == (again.pk, bytes(again.pdf), AT)
    how = {"mark": press.deeds.mark(first.code, first.digest, AT, "en"), "moment": int(AT.timestamp())}
    assert typesetting.typeset(first.content, **how) == bytes(first.pdf)
    issued = [entry for entry in audit.history(round_.initiative) if entry.verb == "printout.issued"]
    assert len(issued) == Printout.objects.count() == 2


def test_letters_follow_by_themselves_once():
    round_ = over()
    for _turn in range(2):
        issue_letters()
    assert list(Printout.objects.values_list("round", "language", "issued_by")) == [(round_.pk, "kk", None)]


def test_the_file_is_tagged_and_names_its_title_and_its_language():
    printed = reader(letter(over()))
    root = printed.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")
    assert printed.metadata.title == "Syr Darya Crops"
    assert "/StructTreeRoot" in root


EVIL = '#read("/etc/passwd") $x^2$ *bold* [link] \\ @ref <label> // "quotes"'


def test_what_people_write_is_printed_and_never_read_as_markup():
    round_ = over(name=EVIL)
    assert EVIL in text_of(letter(round_))


def test_letters_of_kazakh_stand_on_the_page_and_a_letter_without_a_font_stops_nothing():
    kazakh = "Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і ₸"
    assert kazakh in text_of(letter(over(name=kazakh)))


def test_a_sign_that_no_font_has_stops_nothing():
    assert "Syr Darya" in text_of(letter(over(name="Syr Darya 🌾 稻")))


@pytest.fixture
def registered():
    case, _people = institution.registered()
    return case


def printed(case, kind: str, language: str = "en") -> Printout:
    told = {"initiative": case.initiative, "kind": kind, "language": language, "by": case.manager, "at": AT}
    return Printout.objects.get(pk=press.of_initiative(**told).pk)


def test_a_passport_has_one_or_two_pages_with_the_six_tasks_and_members_by_kind(registered):
    passport = printed(registered, "passport")
    said = text_of(passport)
    for sentence in (
        "PASSPORT OF A CLUSTER INITIATIVE",
        "Regions Turkistan, Kyzylorda",
        "Members by kind",
        "All members",
        "Six tasks",
        "Inter-regional coordination",
        "As of 10 November 2026",
    ):
        assert sentence in said
    assert len(reader(passport).pages) <= 2


def test_a_register_names_every_member_with_its_number(registered):
    said = text_of(printed(registered, "register"))
    for member in registered.initiative.memberships.select_related("organisation"):
        assert f"{member.organisation.name} {member.organisation.bin}" in said


def test_a_plan_in_force_is_printed_with_its_targets():
    case = plan.registered()
    before = plan.drafted(case).hand_in()
    for code in ("KZ-61", "KZ-43", "KZ"):
        before.decide(code, at=working_hours(5))
    said = text_of(printed(case, "plan"))
    assert "Version 1, in force since" in said
    assert "Targets of the strategic plan" in said


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcd-efgh-jkmn", "ABCDEFGHJKMN"),
        (" ABCD EFGH JKMN ", "ABCDEFGHJKMN"),
        ("http://localhost:8000/verify/ABCDEFGHJKMN/", "ABCDEFGHJKMN"),
        ("ABCD-EFGH", ""),
        ("ABCD-EFGH-JKM!", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed, code):
    assert typesetting.read_code(typed) == code
