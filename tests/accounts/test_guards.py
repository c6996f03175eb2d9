import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.views import View

from accounts.guards import Guarded, Refused, SignedIn
from accounts.models import Notice
from accounts.views import refused
from tests.accounts.test_notices import tell
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def is_own(user, notice):
    return notice.user == user


class Show(Guarded, View):
    model, may, why, who = Notice, is_own, "It is another person's.", "That person"

    def get(self, request, pk):
        return HttpResponse(f"notice {self.thing.occasion}")

    post = get


class ShowToSome(Show):
    def visible(self):
        return super().visible().filter(occasion="tree:1")


class Count(Guarded, View):
    may = staticmethod(lambda user: user.is_authenticated and user.is_staff)

    def get(self, request):
        return HttpResponse("all")


class Home(SignedIn, View):
    def get(self, request):
        return HttpResponse("home")


@pytest.fixture
def notice():
    tell(UserFactory())
    return Notice.objects.get()


def ask(rf, view, user=None, *, method="get", path="/en/notices/7/", headers=None, **kwargs):
    request = getattr(rf, method)(path, headers=headers or {})
    request.user = user or AnonymousUser()
    return view.as_view()(request, **kwargs)


def test_who_may_gets_the_thing_that_the_address_names(rf, notice):
    assert ask(rf, Show, notice.user, pk=notice.pk).content == b"notice tree:1"


def test_who_may_not_is_refused_with_reason_and_who_can(rf, notice):
    with pytest.raises(Refused) as refusal:
        ask(rf, Show, UserFactory(), pk=notice.pk)
    assert (refusal.value.reason, refusal.value.who) == ("It is another person's.", "That person")


def test_the_page_of_a_refusal_says_why_and_who_can(rf):
    request = rf.get("/en/notices/7/")
    request.user = UserFactory()
    page = refused(request, Refused("It is another person's.", "That person"))
    assert page.status_code == 403
    assert "It is another person&#x27;s." in page.content.decode()
    assert "Who can: That person" in page.content.decode()


def test_a_script_is_refused_with_the_sentence_alone(rf):
    request = rf.post("/en/notices/7/", headers={"x-autosave": "1"})
    answer = refused(request, Refused("It is another person's."))
    assert (answer.status_code, json.loads(answer.content)) == (403, {"message": "It is another person's."})


def test_what_a_person_may_not_even_see_does_not_exist_for_them(rf, notice):
    tell(notice.user, occasion="tree:2")
    hidden = Notice.objects.get(occasion="tree:2")
    with pytest.raises(Http404):
        ask(rf, ShowToSome, notice.user, pk=hidden.pk)


@pytest.mark.parametrize("is_there", [True, False])
def test_who_has_not_signed_in_learns_nothing_of_what_exists(rf, notice, is_there):
    answer = ask(rf, Show, pk=notice.pk if is_there else 0)
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=%2Fen%2Fnotices%2F7%2F")


def test_a_permission_without_a_thing_is_asked_of_the_person_alone(rf):
    assert ask(rf, Count, UserFactory(is_staff=True)).content == b"all"
    with pytest.raises(Refused):
        ask(rf, Count, UserFactory())
    assert ask(rf, Count).status_code == 302


def test_a_form_that_was_sent_too_late_comes_back_to_its_page(rf, notice):
    headers = {"referer": "http://testserver/en/notices/?page=2"}
    answer = ask(rf, Show, method="post", headers=headers, pk=notice.pk)
    assert answer.url == "/accounts/login/?next=%2Fen%2Fnotices%2F%3Fpage%3D2"


def test_a_foreign_referrer_is_not_a_page_to_come_back_to(rf, notice):
    answer = ask(rf, Show, method="post", headers={"referer": "https://evil.example/"}, pk=notice.pk)
    assert answer.url == "/accounts/login/?next=%2Fen%2Fnotices%2F7%2F"


def test_a_script_that_saves_in_the_background_gets_the_link_and_keeps_its_page(rf, notice):
    headers = {"x-autosave": "1", "referer": "http://testserver/en/initiatives/7/edit/"}
    answer = ask(rf, Show, method="post", headers=headers, pk=notice.pk)
    expected = {"sign_in": "/accounts/login/?next=%2Fen%2Finitiatives%2F7%2Fedit%2F"}
    assert (answer.status_code, json.loads(answer.content)) == (401, expected)


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(rf):
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/en/regions/"}
    answer = ask(rf, Home, headers=headers)
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=%2Fen%2Fregions%2F"


def test_the_page_of_somebody_signed_in_is_shown(rf):
    assert ask(rf, Home, UserFactory()).content == b"home"
