from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.models import User

# Recovery codes replace a lost factor for a day; they are none themselves.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def must_have(user: User) -> bool:
    """Who decides for the state signs in with two factors; the app that knows who that is answers."""
    return not settings.DEMO and user.has_perm("accounts.must_use_second_factor")


def are_set_up(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def may_remove(authenticator: Authenticator) -> bool:
    if authenticator.type not in FACTORS or not must_have(authenticator.user):
        return True
    others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
    return others.exists()
