"""Views that a person keeps of a list: its filters under a name."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from clusterportal.exports.table import Table, tidy
from clusterportal.models import LONGEST_QUERY, SavedView

MOST = 20


class SavedViewRefused(Exception):
    """The view is not kept so; the message says why."""


@transaction.atomic
def keep(*, table: Table, name: str, query: QueryDict, by: User, at: dt.datetime) -> SavedView:
    """The same filters are kept once: whoever keeps them again gives them another name."""
    own = _own(table.name, by)
    filters = tidy(query)
    if len(filters) > LONGEST_QUERY:
        raise SavedViewRefused(_("The filters are too long to be kept. Take some of them off."))
    standing = own.filter(query=filters).first()
    _check_name(own, name, standing)
    if standing:
        standing.name = name
        standing.save(update_fields=["name"])
        return standing
    if own.count() >= MOST:
        raise SavedViewRefused(_("You keep %(most)s views of this list. Delete one first.") % {"most": MOST})
    return SavedView.objects.create(user=by, list_name=table.name, name=name, query=filters, saved_at=at)


@transaction.atomic
def rename(*, view: SavedView, name: str, by: User) -> SavedView:
    own = _own(view.list_name, by)
    _check_name(own, name, view)
    view = own.get(pk=view.pk)
    view.name = name
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def drop(*, view: SavedView, by: User) -> None:
    _own(view.list_name, by).filter(pk=view.pk).delete()


def _own(list_name: str, by: User) -> QuerySet[SavedView]:
    """With the person's row locked, so that a double click finds what the first one kept."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return SavedView.objects.filter(user=by, list_name=list_name)


def _check_name(own: QuerySet[SavedView], name: str, view: SavedView | None) -> None:
    others = own.exclude(pk=view.pk) if view else own
    if others.filter(name__iexact=name).exists():
        raise SavedViewRefused(_("Another view of this list has the name “%(name)s”.") % {"name": name})
