import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import rules
from initiatives.forms.rules import RulesForm
from initiatives.models import Representative, RulePack
from initiatives.rule_texts import changed
from initiatives.rule_values import GATE_RANGES, VALUES
from initiatives.rules import DEFAULT_PACK, MARKS, Pack, read, write
from tests.factories.approval import acting_for, authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    return acting_for(authority("Ministry of Industry", None), name="Signatory of the ministry")


@pytest.fixture
def draft(ministry):
    standing = rules.adopt_default(at=timezone.now())
    return rules.draft(of=standing, by=ministry, at=timezone.now())


def filled(pack, **changes):
    """The form as a browser sends it."""
    form, data = RulesForm(pack=pack), {}
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(value, list) and not name.startswith("value_sections"):
            value = field.prepare_value(value)
        if value not in (None, False):
            data[name] = "on" if value is True else value
    return data | changes


def address(name, pack):
    return reverse(name, kwargs={"pk": pack.pk})


def test_every_value_that_code_reads_stands_in_the_editor_and_in_a_range():
    content = write(read(DEFAULT_PACK))
    left = set(content) - {"gates", "articles"}
    assert {key.partition(".")[0] for key in VALUES} == left
    inner = {f"{name}.{key}" for name in ("disclosure", "coordination", "signing") for key in content[name]}
    assert inner <= set(VALUES)
    assert {gate.need for gate in read(DEFAULT_PACK).gates} <= set(GATE_RANGES)
    assert set(MARKS) <= set(VALUES)


def test_a_form_that_is_sent_as_it_came_changes_nothing(draft):
    form = RulesForm(_posted(filled(draft)), pack=draft)
    assert form.is_valid(), form.errors
    assert read(form.content()) == read(draft.content)


def test_each_value_that_is_changed_is_told_as_one_difference(draft):
    form = RulesForm(
        _posted(
            filled(
                draft,
                least_members="20",
                article_members="Article 7",
                value_reminder_days="5, 10",
                value_disclosure_largest="62.5",
                value_sections_region=["place"],
                value_quorum="majority",
            )
        ),
        pack=draft,
    )
    assert form.is_valid(), form.errors
    told = {each.key: (each.before, each.after) for each in changed(read(draft.content), read(form.content()))}
    assert told == {
        "members": ("at least 15", "at least 20 · Article 7"),
        "reminder_days": ("7, 3, 1, 0 (working days)", "10, 5 (working days)"),
        "disclosure.largest": ("70 %", "62.5 %"),
        "sections.region": ("all sections", "Where and what"),
        "quorum": ("all seats that decide", "the majority of the seats that decide"),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value_hearing_days", "1"),
        ("value_hearing_days", ""),
        ("value_hearing_days", "9" * 30),
        ("value_reminder_days", "soon"),
        ("value_reminder_days", "99"),
        ("value_disclosure_largest", "0"),
        ("value_disclosure_two_largest", "30"),
        ("value_coordination_other_days", "1"),
        ("value_sections_region", []),
        ("least_members", "900"),
        ("least_members", ""),
        ("least_members", "2.5"),
        ("name", ""),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(client, draft, ministry, field, value):
    client.force_login(ministry)
    answer = client.post(address("rule_pack_edit", draft), filled(draft, **{field: value}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_who_saves_second_sees_both_drafts_and_may_save_knowingly(client, draft, ministry):
    body = Representative.objects.get(user=ministry).organisation
    colleague = acting_for(body, name="Colleague")
    mine = filled(draft, least_members="30")
    client.force_login(colleague)
    assert client.post(address("rule_pack_edit", draft), filled(draft, least_members="20")).status_code == 302
    client.force_login(ministry)
    both = client.post(address("rule_pack_edit", draft), mine)
    assert both.status_code == 409
    assert both.context["rows"] == [["Committed members", "at least 20", "at least 30"]]
    assert "Colleague saved this draft" in both.content.decode()
    again = mine | {"seen_revision": both.context["form"]["seen_revision"].value()}
    assert client.post(address("rule_pack_edit", draft), again).status_code == 302
    draft.refresh_from_db()
    assert read(draft.content).gates[1].threshold == 30


def test_drafts_exist_for_the_ministry_only(client, draft, ministry):
    assert draft not in [each["pack"] for each in client.get(reverse("rules")).context["versions"]]
    client.force_login(acting_for(authority("Akimat", None, capacity="advises")))
    assert client.get(address("rule_pack", draft)).status_code == 404
    client.force_login(ministry)
    assert draft in [each["pack"] for each in client.get(reverse("rules")).context["versions"]]


def test_the_order_says_that_it_waits_for_its_text(client, draft, ministry):
    client.force_login(ministry)
    order = RulePack.objects.get(code="order-367")
    assert "waits for its text" in client.get(address("rule_pack", order)).content.decode()
    refused = client.post(address("rule_pack_in_force", order), {"starts_on": "2099-01-01", "seen_revision": "1"})
    assert refused.status_code == 409
    assert "has not been loaded" in refused.content.decode()


def test_a_signatory_brings_it_in_force_and_not_backwards(client, draft, ministry):
    client.force_login(ministry)
    where = address("rule_pack_in_force", draft)
    past = client.post(where, {"starts_on": "2020-01-01", "seen_revision": "1"})
    assert (past.status_code, list(past.context["form"].errors)) == (409, ["starts_on"])
    assert client.post(where, {"starts_on": "2099-01-01", "seen_revision": "1"}).status_code == 302
    assert "from 1" in client.get(address("rule_pack", draft)).content.decode()
    assert client.post(address("rule_pack_take_back", draft)).status_code == 302
    draft.refresh_from_db()
    assert draft.valid is None


def test_two_versions_are_compared_either_way(client, draft, ministry):
    client.force_login(ministry)
    client.post(address("rule_pack_edit", draft), filled(draft, value_hearing_days="5"))
    page = client.get(address("rule_pack_compare", draft))
    assert page.context["rows"] == [["Hearing before a rejection", "3 working days", "5 working days"]]
    standing = RulePack.objects.get(code="default", version=1)
    back = client.get(address("rule_pack_compare", standing), {"against": str(draft.pk)})
    assert back.context["rows"] == [["Hearing before a rejection", "5 working days", "3 working days"]]


def test_a_pack_says_nothing_that_the_default_does_not():
    assert read({}) == Pack(())


def _posted(data):
    posted = QueryDict(mutable=True)
    for name, value in data.items():
        posted.setlist(name, value if isinstance(value, list) else [str(value)])
    return posted
