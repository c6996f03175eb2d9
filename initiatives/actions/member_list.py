"""A list of firms becomes invitations: received and looked through, then recorded at once or thrown away."""

import datetime as dt
import hashlib

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives import member_list as kernel
from initiatives import personal_number, tokens
from initiatives.actions import sheets
from initiatives.actions.invitation import VALID_FOR, Invited
from initiatives.models import Initiative, Invitation, MemberList, Organisation
from initiatives.permissions import membership as permissions
from initiatives.queries import member_list as lists

BATCH = 1000
LONGEST_NAME = 150


class MemberListRefused(sheets.SheetRefused):
    """The list is not taken so; the message says why and what to do."""


@transaction.atomic
def receive(*, initiative: Initiative, file: File, by: User, at: dt.datetime) -> MemberList:
    """Keep the rows of a file until somebody records them; a list that waited before gives way."""
    # Who may not is refused before the file is read, and once more when nothing can change any longer.
    _check_may(by, initiative)
    content, read = sheets.read(file, kernel.read, refused=MemberListRefused)
    # Two lists at once would each see none waiting.
    initiative = _held(initiative)
    _check_may(by, initiative)
    MemberList.objects.open().filter(initiative=initiative).update(discarded_at=at, content="")
    received = MemberList.objects.create(
        initiative=initiative,
        filename=(file.name or "")[:LONGEST_NAME],
        digest=hashlib.sha256(content).hexdigest(),
        content=lists.sealed(read),
        row_count=len(read.rows),
        received_at=at,
        received_by=by,
    )
    audit.record(verb="member_list.received", target=initiative, by=by, at=at, rows=len(read.rows))
    return received


@transaction.atomic
def record(*, member_list: MemberList, language: str, by: User, at: dt.datetime) -> MemberList:
    """Invite everybody whose row is right; recording twice is recording once."""
    member_list = _locked(member_list)
    if member_list.recorded_at is not None:
        return member_list
    _check_may(by, member_list.initiative)
    if member_list.discarded_at is not None:
        raise MemberListRefused(_("This list was thrown away, or a newer one took its place: bring it in again."))
    good = lists.checked(member_list, at=at).good
    if not good:
        raise MemberListRefused(_("No row of this list can be recorded: put right what is named below."))
    Invitation.objects.bulk_create(_invitations(member_list, good, language, by, at), batch_size=BATCH)
    member_list.recorded_at, member_list.recorded_by, member_list.invited_count = at, by, len(good)
    member_list.content = ""
    member_list.save(update_fields=["recorded_at", "recorded_by", "invited_count", "content"])
    audit.record(verb="member_list.recorded", target=member_list.initiative, by=by, at=at, count=len(good))
    return member_list


@transaction.atomic
def discard(*, member_list: MemberList, by: User, at: dt.datetime) -> MemberList:
    member_list = _locked(member_list)
    _check_may(by, member_list.initiative)
    if member_list.is_open:
        member_list.discarded_at, member_list.content = at, ""
        member_list.save(update_fields=["discarded_at", "content"])
        audit.record(verb="member_list.discarded", target=member_list.initiative, by=by, at=at)
    return member_list


@transaction.atomic
def make_links(*, member_list: MemberList, by: User, at: dt.datetime) -> list[Invited]:
    """New links for all of the list that have not answered; told this one time, and older ones answer no more."""
    member_list = _locked(member_list)
    _check_may(by, member_list.initiative)
    waiting = member_list.invitations.filter(answered_at=None, revoked_at=None).order_by("pk")
    made = [Invited(invitation, tokens.new()) for invitation in waiting.select_for_update(no_key=True)]
    for each in made:
        each.invitation.token_digest = tokens.digest(each.token)
        each.invitation.invited_at, each.invitation.expires_at = at, at + VALID_FOR
    changed = ["token_digest", "invited_at", "expires_at"]
    Invitation.objects.bulk_update([each.invitation for each in made], changed, batch_size=BATCH)
    audit.record(verb="member_list.links_made", target=member_list.initiative, by=by, at=at, count=len(made))
    return made


def _invitations(
    member_list: MemberList, rows: list[kernel.Row], language: str, by: User, at: dt.datetime
) -> list[Invitation]:
    """The same as one by one, without asking the database for each."""
    firms, roles = lists.by_number(row.number for row in rows if row.number), lists.roles()
    return [
        Invitation(
            # Nobody holds this token: links are made when somebody asks for them.
            token_digest=tokens.digest(tokens.new()),
            initiative=member_list.initiative,
            member_list=member_list,
            organisation=firms.get(row.number),
            organisation_name=_name(firms.get(row.number), row),
            identifier_digest=personal_number.digest(row.number) if row.number else "",
            email=row.email,
            language=row.language.lower() or language,
            role=roles[kernel.folded(row.role)] if row.role else "",
            invited_by=by,
            invited_at=at,
            expires_at=at + VALID_FOR,
        )
        for row in rows
    ]


def _name(firm: Organisation | None, row: kernel.Row) -> str:
    return firm.name if firm else row.name


def _check_may(by: User, initiative: Initiative) -> None:
    if not permissions.may_invite(by, initiative):
        raise MemberListRefused(_("Those who run the initiative invite, as long as it takes members."))


def _held(initiative: Initiative) -> Initiative:
    return Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)


def _locked(member_list: MemberList) -> MemberList:
    """The initiative first, as `receive` holds it: whoever runs it, and its stage, stay so until the deed is done."""
    initiative = _held(member_list.initiative)
    member_list = MemberList.objects.select_for_update(no_key=True).get(pk=member_list.pk)
    member_list.initiative = initiative
    return member_list
