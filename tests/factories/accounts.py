import factory
from factory.django import DjangoModelFactory

from accounts.models import User

PASSWORD = "demo-portal-2026"


class UserFactory(DjangoModelFactory):
    """A person who can sign in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.kz")
    name = factory.Sequence(lambda number: f"Person {number}")
    language = "en"
    password = factory.django.Password(PASSWORD)
