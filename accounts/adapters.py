from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, override

from accounts import audit, factors, secret
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: object, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        user.name, user.language = form.cleaned_data["name"], form.cleaned_data["language"]
        user = super().save_user(request, user, form, commit)
        if commit:
            audit.record(verb="person.signed_up", target=user, by=user, at=timezone.now())
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        # The page of the form was in the language of the browser; now it is known who reads.
        with override(request.user.language or get_language()):
            return super().get_login_redirect_url(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return secret.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secret.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return factors.may_remove(authenticator)
