"""The units of an organisation: faculties, laboratories, branches that may join on its behalf."""

import datetime as dt

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.models import Organisation, OrganisationUnit
from initiatives.permissions import organisation as permissions


class UnitRefused(Exception):
    """The unit cannot be kept so; the message says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)


@transaction.atomic
def add(*, organisation: Organisation, name: str, by: User, at: dt.datetime) -> OrganisationUnit:
    """Adding twice is adding once."""
    organisation = _locked(organisation, by)
    unit, is_new = OrganisationUnit.objects.get_or_create(organisation=organisation, name=name)
    if is_new:
        audit.record(verb="organisation.unit_added", target=organisation, by=by, at=at, unit=name)
    return unit


@transaction.atomic
def rename(*, unit: OrganisationUnit, name: str, by: User, at: dt.datetime) -> OrganisationUnit:
    """Memberships keep their unit and show its new name."""
    organisation = _locked(unit.organisation, by)
    unit = OrganisationUnit.objects.get(pk=unit.pk)
    if unit.name == name:
        return unit
    if OrganisationUnit.objects.filter(organisation=organisation, name=name).exists():
        raise UnitRefused(_("There is a unit of this name already."))
    former, unit.name = unit.name, name
    unit.save(update_fields=["name"])
    audit.record(verb="organisation.unit_renamed", target=organisation, by=by, at=at, unit=name, former=former)
    return unit


def _locked(organisation: Organisation, by: User) -> Organisation:
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not permissions.may_edit(by, organisation):
        raise UnitRefused(_("Only the people of %(name)s name its units.") % {"name": organisation.called})
    return organisation
