"""What is only remembered: where the cache is away, it is made anew, and the page stands."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import redis
from django.core.cache import cache

Value = TypeVar("Value")


def get_or_make(key: str, make: Callable[[], Value], seconds: int) -> Value:
    try:
        found: Value | None = cache.get(key)
    except redis.RedisError:
        return make()
    if found is not None:
        return found
    made = make()
    with suppress(redis.RedisError):
        cache.set(key, made, seconds)
    return made
