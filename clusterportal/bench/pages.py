"""Pages as everybody sees them: questions to the database, and work against that of a bare view."""

from collections.abc import Callable, Iterator
from statistics import median

from django.db import connection
from django.test import Client

from accounts.models import User
from clusterportal.bench.clock import once
from initiatives.models import Initiative

BARE, TIMES = "/robots.txt", 15
# Path, most queries, most times the work of a bare view.
LISTS, DETAIL, LIST, DASHBOARD, JSON = 10, 20, 40, 60, 6
# What waits for a person is a page of his own.
SIGNED_IN = ("manager@demo.kz", "region@demo.kz", "ministry@demo.kz")


def lines() -> Iterator[str]:
    client = Client(HTTP_HOST="localhost")
    bare = _work(client, BARE)
    yield f"bare view {BARE}: {bare * 1000:.1f} ms of processor"
    for path, queries, ratio in _pages():
        yield _measured(client, path, queries, ratio, bare)
    for person in User.objects.filter(email__in=SIGNED_IN).order_by("pk"):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        yield f"{person.email}: {_measured(client, '/en/work/', 20, DASHBOARD, bare)}"


def _pages() -> list[tuple[str, int, int]]:
    pages = [
        ("/en/", 20, DASHBOARD),
        ("/en/initiatives/", LISTS, LIST),
        ("/en/initiatives/?page=5", LISTS, LIST),
        ("/en/organisations/", LISTS, LIST),
        ("/en/regions/", LISTS, LIST),
        ("/en/regions/KZ-23/", 20, DASHBOARD),
        ("/en/figures/grp_share/KZ-23/2022/", 20, DETAIL),
        ("/en/figures/location_quotient/KZ-23:0610/2022/", 20, DETAIL),
        ("/en/regions/KZ-23/related/", 20, DETAIL),
        ("/api/v1/initiatives/", LISTS, JSON),
        ("/api/v1/figures/?subject=KZ-23&indicator=grp_share&period=2022", LISTS, JSON),
    ]
    newest = Initiative.objects.public().order_by("-pk").first()
    return pages + ([(f"/en/initiatives/{newest.pk}/profile/", 20, DASHBOARD)] if newest else [])


def _measured(client: Client, path: str, most: int, mark: int, bare: float) -> str:
    asked: list[str] = []

    def listen(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    client.get(path)
    with connection.execute_wrapper(listen):
        answer = client.get(path)
    ratio = _work(client, path) / bare
    return (
        f"{answer.status_code} {path}: {len(asked)} queries (mark {most}), {ratio:.0f} × bare (mark {mark}),"
        f" {len(answer.content) / 1000:.0f} kB"
    )


def _work(client: Client, path: str) -> float:
    client.get(path)
    return median(once(lambda: client.get(path)).cpu for _ in range(TIMES))
