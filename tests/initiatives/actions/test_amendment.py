import pytest

from accounts.audit import history
from accounts.models import Notice
from initiatives.actions import amendment as deeds
from initiatives.actions import initiative as written
from initiatives.actions.approval import RemarkText
from initiatives.actions.text import TextConflict
from initiatives.models import Amendment, Answer, SectionText
from initiatives.queries import amendment as amendments
from initiatives.queries import initiative as initiatives
from tests.factories.amendment import drafted
from tests.factories.approval import acting_for, handed_in, organisation, working_hours

pytestmark = pytest.mark.django_db

ALL = ("KZ-61", "KZ-43", "KZ")
BEFORE, AFTER = "A garden in the steppe.", "Two gardens in the steppe."


def vision(initiative):
    return initiatives.content(initiative, "vision")["vision"]


def decide_all(case, decision="agreed", **how):
    for code in ALL:
        case.decide(code, decision, at=working_hours(4), **how)


def test_only_what_a_registered_initiative_says_is_amended():
    waiting = handed_in()
    with pytest.raises(deeds.AmendmentRefused, match="this one is under review"):
        deeds.draft(initiative=waiting.initiative, by=waiting.manager, at=working_hours(1))


def test_only_those_who_run_the_initiative_amend_and_drafting_twice_is_drafting_once():
    amending = drafted()
    how = {"by": acting_for(organisation("Other")), "at": working_hours(2)}
    with pytest.raises(deeds.AmendmentRefused, match="Only the people of"):
        deeds.drop(amendment=amending.amendment, **how)
    with pytest.raises(deeds.AmendmentRefused, match="Only the people of"):
        deeds.draft(initiative=amending.initiative, **how)
    again = deeds.draft(initiative=amending.initiative, by=amending.case.manager, at=working_hours(2))
    assert again == amending.amendment


def test_the_text_in_force_stays_until_all_have_agreed_and_both_versions_are_kept():
    amending = drafted()
    case = amending.hand_in()
    assert vision(amending.initiative) == BEFORE
    decide_all(case)
    assert (vision(amending.initiative), case.fresh().outcome) == (AFTER, "approved")
    saved = SectionText.objects.filter(initiative=amending.initiative, section="vision").order_by("revision")
    assert [row.content["vision"] for row in saved][-2:] == [BEFORE, AFTER]
    made = Amendment.objects.get()
    assert (made.approved_at, made.left_out) == (working_hours(4), [])
    assert [amendments.before(made)["vision"]["vision"], amendments.snapshot(made)["vision"]["vision"]] == [
        BEFORE,
        AFTER,
    ]
    assert Notice.objects.filter(kind="amendment_approved", user=case.manager).count() == 1
    told = {entry.verb for entry in history(amending.initiative)}
    assert {"amendment.handed_in", "amendment.section_taken_over", "amendment.approved"} <= told


def test_an_amended_name_is_the_initiatives_name():
    amending = drafted(vision="")
    about = amendments.texts(amending.amendment)["about"].content
    amending.write("about", **about | {"name": "Orchards of the South"})
    decide_all(amending.hand_in())
    amending.initiative.refresh_from_db()
    assert (amending.initiative.name, amending.initiative.stage) == ("Orchards of the South", "registered")


@pytest.mark.parametrize("decision", ["returned", "withdrawn", "dropped"])
def test_whatever_ends_otherwise_leaves_the_text_in_force(decision):
    amending = drafted()
    how = {"amendment": amending.amendment, "by": amending.case.manager, "at": working_hours(5)}
    if decision == "dropped":
        deeds.drop(**how)
    elif decision == "withdrawn":
        amending.hand_in()
        deeds.withdraw(**how, reason="Too early.")
    else:
        decide_all(amending.hand_in(), "returned", remarks=[RemarkText("vision", "vision", "How many?")])
    assert vision(amending.initiative) == BEFORE
    assert SectionText.objects.filter(initiative=amending.initiative, section="vision").count() == 1


def test_a_text_that_changed_meanwhile_is_never_written_over():
    amending = drafted()
    about = amendments.texts(amending.amendment)["about"].content
    amending.write("about", **about | {"markets": "Everywhere"})
    case = amending.hand_in()
    written.put_in_force(
        initiative=amending.initiative,
        section="vision",
        content={"vision": "As a court decided.", "goals": "A mill"},
        by=case.manager,
        at=working_hours(3),
    )
    decide_all(case)
    assert vision(amending.initiative) == "As a court decided."
    assert initiatives.content(amending.initiative, "about")["markets"] == "Everywhere"
    made = Amendment.objects.get()
    assert made.left_out == ["vision"]
    assert [(side.section.key, side.is_overtaken) for side in amendments.sides(made, amendments.snapshot(made))] == [
        ("about", False),
        ("vision", True),
    ]


@pytest.mark.parametrize(("keep", "expected"), [(True, AFTER), (False, "As a court decided.")])
def test_a_draft_upon_an_older_text_is_settled_before_it_is_handed_in(keep, expected):
    amending = drafted()
    manager = amending.case.manager
    content = {"vision": "As a court decided.", "goals": "A mill"}
    written.put_in_force(
        initiative=amending.initiative, section="vision", content=content, by=manager, at=working_hours(2)
    )
    with pytest.raises(deeds.AmendmentRefused, match="changed since it was copied: Vision"):
        amending.hand_in()
    how = {"amendment": amending.amendment, "section": "vision", "by": manager, "at": working_hours(2)}
    deeds.rebase(**how, keep=keep)
    amending.amendment.refresh_from_db()
    assert amendments.snapshot(amending.amendment)["vision"]["vision"] == expected
    assert not any(
        side.is_overtaken for side in amendments.sides(amending.amendment, amendments.snapshot(amending.amendment))
    )


def test_an_agreement_stands_where_nothing_changed_after_a_return_and_is_lifted_where_it_did():
    amending = drafted()
    case = amending.hand_in()
    case.decide("KZ-61", at=working_hours(4))
    remarks = [RemarkText("vision", "vision", "How many?")]
    for code in ("KZ-43", "KZ"):
        case.decide(code, "returned", at=working_hours(4), remarks=remarks)
    again = amending.hand_in(at=working_hours(5)).round
    assert list(Answer.objects.filter(round=again).values_list("carried_from__seat__region__code")) == [("KZ-61",)]
    deeds.withdraw(amendment=amending.amendment, by=case.manager, at=working_hours(5), reason="One word more.")
    amending.write(vision="Three gardens.", goals="A mill")
    assert Answer.objects.filter(round=amending.hand_in(at=working_hours(6)).round).count() == 0


def test_nothing_changed_is_nothing_to_decide_and_an_empty_field_is_named():
    amending = drafted(vision="")
    with pytest.raises(deeds.AmendmentRefused, match="nothing to decide"):
        amending.hand_in()
    amending.write(vision="", goals="A mill")
    with pytest.raises(deeds.AmendmentRefused, match="Still missing: Vision: Vision"):
        amending.hand_in()


def test_what_is_before_the_authorities_cannot_be_changed():
    amending = drafted()
    amending.hand_in()
    with pytest.raises(deeds.AmendmentRefused, match="before the authorities"):
        amending.write(vision="Three", goals="")


def test_two_editors_at_once_keep_both_texts():
    amending = drafted()
    how = {"amendment": amending.amendment, "section": "vision", "at": working_hours(2)}
    colleague = acting_for(amending.case.firm)
    with pytest.raises(TextConflict):
        deeds.save_section(**how, content={"vision": "Theirs", "goals": ""}, seen_revision=1, by=colleague)
    sheet = amendments.sheet(amending.amendment, "vision")
    assert (sheet.standing().content["vision"], sheet.kept_aside(colleague).content["vision"]) == (AFTER, "Theirs")


def test_an_approved_amendment_is_followed_by_the_next_one():
    amending = drafted()
    decide_all(amending.hand_in())
    following = deeds.draft(initiative=amending.initiative, by=amending.case.manager, at=working_hours(5))
    assert (following.number, amendments.snapshot(following)["vision"]["vision"]) == (2, AFTER)
