"""Who keeps an authority's phrase book: whoever prepares its answers."""

from django.utils.translation import gettext as _

from accounts.guards import Refused
from initiatives.models import Organisation
from initiatives.queries.organisation import Person, edited_by


def may_keep_phrases(user: Person, authority: Organisation) -> bool:
    if authority.is_authority and edited_by(user).contains(authority):
        return True
    raise Refused(
        _("Only those who prepare the answers of %(authority)s keep its phrases.") % {"authority": authority},
        authority.called,
    )
