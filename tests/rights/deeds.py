"""What is sent with a deed, so that it comes as far as its permission and not only as far as its form."""

from initiatives.projects import CRITERIA
from tests.factories.world import World

DEEDS = {
    "saved_view_keep": {"name": "Firms of Esil", "query": "kind=firm&q=esil"},
    "saved_view": {"name": "All farms"},
    "offer_answer": {"text": "A hundred euros."},
    "paper_list_record": {"language": "en"},
    "enquire": {"text": "Is there rail?", "name": "Li", "email": "li@example.com", "language": "en"},
    "enquiry": {"text": "Two lines of it."},
    "investor_contact_answer": {"answer": "no"},
    "offer_prolong": {"ends_on": "2027-06-30"},
    "coordination_section": {"rules": "We meet.", "version": "1"},
    "issue_way": {"text": "In spring.", "seen_state": "open"},
    "council_decision_done": {"text": "Measured."},
    "figure_doubt": {"text": "The harvest was larger."},
    "scan_dismiss": {"reason": "One head office."},
    "doubt_answer": {"text": "The office has revised it since."},
    "source_due": {"due_on": "2027-06-30"},
    "project_advance": {"words": "There is no land."},
    "project_score": dict.fromkeys(CRITERIA, "3"),
    "confirmation_person": {"answer": "confirm"},
    "control_answer": {"answer": "confirm"},
    "appointment": {"answer": "accept"},
    "vote_cancel": {"reason": "She is ill."},
    "assessment_settle": {"criterion": "1.2", "level": "3", "reason": "Both saw the map."},
    "assessment_withdraw": {"reason": "She is ill."},
    "assessor_section": {"level_1_2": "3", "evidence_1_2": "The map.", "version": "0"},
    "assessor_section_autosave": {"level_1_2": "3", "evidence_1_2": "The map.", "version": "0"},
    "survey_cancel": {"reason": "Wrong days."},
    "call_score": {"reasons": "Seen."},
    "call_recuse": {"reason": "My brother works there."},
    "call_opinion": {"text": "Sound."},
    "succession_withdraw": {"reason": "Too early."},
    "set_language": {"language": "ru", "next": "/en/"},
    "appeal": {"text": "The wells are deep."},
    "appeal_answer": {"answer": "granted", "reasons": "They are."},
    "phrases": {"language": "en", "text": "Give the source."},
    "rule_pack_in_force": {"starts_on": "2099-01-01", "seen_revision": "1"},
    "seat_numbers": {"incoming_number": "12-3", "incoming_on": "2024-01-09"},
    "seat_question": {"text": "How much?"},
    "seat_draft": {"reasons": "Good.", "version": "0"},
    "seat_conflict": {"text": "My brother works there."},
    "inquiry_reply": {"text": "Ten tonnes."},
    "initiative_transition": {"reason": "It is time."},
    "initiative_section": {"vision": "Milk.", "goals": "A plant.", "version": "1"},
    "initiative_section_autosave": {"vision": "Milk.", "goals": "A plant.", "version": "1"},
    "initiative_findable": {"is_findable": "1"},
    "plan_section": {"vision": "Milk.", "version": "1"},
    "plan_section_autosave": {"vision": "Milk.", "version": "1"},
    "amendment_section": {"vision": "Milk.", "goals": "A plant.", "version": "1"},
    "amendment_rebase": {"choose": "proposed"},
    "amendment_withdraw": {"reason": "Too early."},
    "support_withdraw": {"reason": "Too early."},
    "plan_withdraw": {"reason": "Too early."},
    "remark_settle": {"reply": "Done."},
    "seat_hearing": {"reasons": "The milk is not there."},
    "confirmation_decline": {"text": "Not an authority."},
    "invite": {"organisation_name": "Dairy of the hills", "language": "en"},
    "member_list_record": {"language": "en"},
    "invitation_decline": {"answer": "not_now"},
    "invitation_forward": {"email": "director@example.kz"},
    "bound_decline": {"answer": "not_now"},
    "representative_role": {"role": "viewer", "signs_by": "no"},
    "membership_role": {"role": "producer"},
    "membership_decline": {"reason": "Too far."},
    "membership_leave": {"reason": "Too far."},
}


def sent(world: World, name: str, label: str) -> dict[str, str]:
    if name == "seat":
        side = world.own if label.startswith("own") else world.foreign
        return {"decision": "agreed", "reasons": "Good.", "seen_digest": side.things["round"].digest}
    if name == "vote":
        side = world.own if label.startswith("own") else world.foreign
        return {"organisation": f"{side.member.pk}", "option": f"{side.things['vote'].options.all()[0].pk}"}
    if name == "survey":
        side = world.own if label.startswith("own") else world.foreign
        return {"organisation": f"{side.member.pk}", "say": "4"}
    return DEEDS.get(name, {})
