from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import wording

# What the timeline says after a person's name. Each app adds its own verbs when it is ready.
SENTENCES: dict[str, str | Promise] = {
    "person.signed_up": _("signed up"),
    "person.changed": _("changed the account (%(fields)s)"),
    "person.notices_chosen": _("chose how to be told of: %(groups)s"),
    "audit.personal_erased": _("erased the personal detail of an earlier entry"),
}


class VerbRefused(ValueError):
    """A verb that is unknown, or registered twice with different sentences."""


def register(sentences: Mapping[str, str | Promise]) -> None:
    for verb, sentence in sentences.items():
        if SENTENCES.get(verb, sentence) != sentence:
            raise VerbRefused(verb)
        SENTENCES[verb] = sentence


def sentence(verb: str, details: Mapping[str, object]) -> str:
    # A verb that the code has forgotten is still shown, by its own name.
    return wording.fill(SENTENCES.get(verb, verb), details)
