"""Each field of an initiative and of what belongs to it: which section's digest it changes, or why none."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction

from initiatives.models import Appointment, Initiative, InitiativePart, Leader, Membership, OrganisationUnit
from initiatives.queries.snapshot import changed_sections, digests, snapshot
from tests.factories import approval
from tests.factories import initiatives as made

pytestmark = pytest.mark.django_db

TODAY = made.TODAY
LATER, SOON = made.MONDAY + dt.timedelta(days=3), TODAY + dt.timedelta(days=50)
# Why a field is in no section: it names its row, is a deed of the portal, or can be said only with another field.
KEY, DEED, PORTAL = "the row itself", "who did it and when", "kept by the portal, not handed in"
TRANSLATED = "what readers of other languages see, never decided upon"


def someone(_row):
    return approval.acting_for(approval.organisation("Another"))


def another(_row):
    return approval.organisation("Another")


def part_of(row):
    return OrganisationUnit.objects.create(organisation=row.organisation, name="Mill")


# {model: {field: (section, what it becomes)}, or why it is in none}; a new field of these models needs its row.
FIELDS = {
    Initiative: {
        "name": ("about", "Another"),
        "language": ("about", "kk"),
        **dict.fromkeys(("names", "summaries"), TRANSLATED),
        **dict.fromkeys(("id", "initiator"), KEY),
        **dict.fromkeys(("stage", "stage_since", "opened_at", "opened_by"), DEED),
        **dict.fromkeys(("subject", "is_findable", "is_synthetic", "registered_on", "register_number"), PORTAL),
        **dict.fromkeys(("sort_name", "folded"), PORTAL),
    },
    InitiativePart: {
        "code": ("place", lambda _row: approval.region("KZ-10", "Abay")),
        "is_lead": ("place", lambda row: not row.is_lead),
        **dict.fromkeys(("id", "initiative"), KEY),
    },
    Appointment: {
        "organisation": ("managing", another),
        "term": ("managing", (TODAY, SOON)),
        "staff": ("managing", Decimal("0.75")),
        "manager": "said where the manager has no name of his own: tested below",
        "manager_name": ("managing", "Another"),
        "mandate": ("managing", "Another"),
        **dict.fromkeys(("id", "initiative"), KEY),
        **dict.fromkeys(("proposed_at", "proposed_by", "consented_at", "consented_by"), DEED),
        **dict.fromkeys(("accepted_at", "accepted_by", "declined_at", "ended_at"), DEED),
    },
    Leader: {
        "name": ("leaders", "Another"),
        "origin": ("leaders", "other"),
        "organisation": ("leaders", another),
        "field": ("leaders", "Another"),
        "term_ends_on": ("leaders", SOON),
        "ended_at": ("leaders", made.MONDAY),
        **dict.fromkeys(("id", "initiative"), KEY),
        **dict.fromkeys(("named_at", "named_by", "confirmed_at", "confirmed_by", "elected_in"), DEED),
    },
    Membership: {
        "organisation": ("members", another),
        "unit": ("members", part_of),
        "role": ("members", "trade"),
        "committed_at": ("members", LATER),
        "admitted_at": ("members", LATER),
        "left_at": "only with `left_by`: tested below",
        **dict.fromkeys(("id", "initiative"), KEY),
        **dict.fromkeys(("message", "reason"), "between the two of them"),
        **dict.fromkeys(("asked_at", "asked_by", "committed_by", "admitted_by"), DEED),
        **dict.fromkeys(("declined_at", "declined_by", "left_by"), DEED),
    },
}
HANDED_IN = [
    (model, field, *row) for model, rows in FIELDS.items() for field, row in rows.items() if isinstance(row, tuple)
]
# Fields that stay out and can be changed alone, each with another value.
KEPT_OUT = [
    (Initiative, "names", {"kk": "Басқа"}),
    (Initiative, "summaries", {"kk": "Басқа"}),
    (Initiative, "is_findable", True),
    (Initiative, "register_number", "2026-1"),
    (Initiative, "opened_by", someone),
    (Appointment, "proposed_at", LATER),
    (Appointment, "accepted_at", LATER),
    (Appointment, "accepted_by", someone),
    (Leader, "confirmed_at", LATER),
    (Leader, "confirmed_by", someone),
    (Leader, "named_by", someone),
    (Membership, "message", "Another"),
    (Membership, "reason", "Another"),
    (Membership, "committed_by", someone),
]


def changed(initiative, model, **values):
    before = digests(snapshot(initiative, on=TODAY))
    row = model.objects.filter(pk=initiative.pk).get() if model is Initiative else model.objects.order_by("pk").first()
    told = {field: value(row) if callable(value) else value for field, value in values.items()}
    model.objects.filter(pk=row.pk).update(**told)
    initiative.refresh_from_db()
    return changed_sections(initiative, since=before, on=TODAY)


def undone(initiative, model, field, value):
    """What it changes; afterwards everything is as before."""
    with transaction.atomic():
        sections = changed(initiative, model, **{field: value})
        transaction.set_rollback(True)
    initiative.refresh_from_db()
    return sections


@pytest.mark.parametrize("model", FIELDS)
def test_every_field_says_which_section_it_changes_or_why_none(model):
    assert set(FIELDS[model]) == {field.name for field in model._meta.concrete_fields}


def test_a_field_that_is_handed_in_changes_exactly_its_own_section():
    initiative, _by = made.ready()
    found = [(model, field, undone(initiative, model, field, value)) for model, field, _section, value in HANDED_IN]
    assert found == [(model, field, [section]) for model, field, section, _value in HANDED_IN]


def test_a_field_that_is_not_handed_in_changes_no_section():
    initiative, _by = made.ready()
    found = [(model, field, undone(initiative, model, field, value)) for model, field, value in KEPT_OUT]
    assert found == [(model, field, []) for model, field, _value in KEPT_OUT]


def test_fields_that_are_only_said_together_change_their_section():
    initiative, by = made.ready()
    assert changed(initiative, Appointment, manager=by, manager_name="") == ["managing"]
    assert changed(initiative, Membership, left_at=made.MONDAY, left_by=by) == ["members"]
