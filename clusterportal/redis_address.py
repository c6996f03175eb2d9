"""One REDIS_URL, read in the three dialects of its clients."""

from urllib.parse import parse_qs, urlsplit, urlunsplit


def of_database(url: str, number: int) -> str:
    """The same server, another database of it."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return urlunsplit(parts._replace(path=f"/{number}"))


def database(url: str) -> int:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return int(parse_qs(parts.query).get("db", ["0"])[0])
    return int(parts.path.strip("/") or 0)


def for_broker(url: str) -> str:
    """What Celery calls the same place."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host={database(url)}"
    return url


def for_cache(url: str) -> str:
    """The next database, because clearing a cache empties its database and must never empty the queue."""
    return of_database(url, database(url) + 1)
