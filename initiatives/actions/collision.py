"""Two people have one thing open, and both save."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from initiatives import digest


class Collision(Exception):
    """Somebody saved it since its page was opened; that stands, and the text of the second is still in the form."""


def seen_of(said: Mapping[str, object]) -> str:
    """What a page showed, in one word that its form brings back."""
    return digest.of({name: str(value) for name, value in said.items()})


def check(seen: str | None, standing: Mapping[str, object]) -> None:
    if seen and seen != seen_of(standing):
        raise Collision(_("A colleague has changed it since you opened this page."))
