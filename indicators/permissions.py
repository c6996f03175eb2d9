"""What a person may do with releases and indicators; who keeps statistics is known further up."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from indicators.models import Doubt, Indicator, Release, Source


def may_upload(user: User | AnonymousUser, _release: Release | None = None) -> bool:
    return user.has_perm("indicators.upload_release")


def may_publish(user: User | AnonymousUser, _release: Release | None = None) -> bool:
    return user.has_perm("indicators.publish_release")


def may_announce(user: User | AnonymousUser, _source: Source | None = None) -> bool:
    """Note the day that an office has named for its next release."""
    return user.has_perm("indicators.upload_release")


def may_answer(user: User | AnonymousUser, _doubt: Doubt | None = None) -> bool:
    """Whoever keeps the figures answers doubts about them."""
    return user.has_perm("indicators.upload_release")


def may_define(user: User | AnonymousUser, _indicator: Indicator | None = None) -> bool:
    return user.has_perm("indicators.define_indicator")


def may_read(user: User | AnonymousUser, indicator: Indicator) -> bool:
    return Indicator.objects.visible_to(user).contains(indicator)


def may_see(user: User | AnonymousUser, release: Release) -> bool:
    return Release.objects.visible_to(user).contains(release)


def may_read_file(user: User | AnonymousUser, release: Release) -> bool:
    """What is published may be read by everybody, as the office sent it; the administrator sees all."""
    return user.is_staff or may_upload(user) or release.state == Release.State.PUBLISHED


def may_dismiss(user: User | AnonymousUser) -> bool:
    """Set a cell of the scan aside, or take it back: statisticians, and the ministry in charge of clusters."""
    return user.has_perm("indicators.dismiss_cell")


def may_prove(user: User | AnonymousUser) -> bool:
    """Whoever runs the portal or answers for its figures asks it for proof."""
    return user.is_staff or may_upload(user)
