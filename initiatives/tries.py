"""How often somebody has tried something lately, kept in the cache only."""

from django.core.cache import cache


def count(deed: str, who: str, *, seconds: int) -> int:
    """Count this try and say the how manieth it is since the first one within the time."""
    key = f"tries:{deed}:{who}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between the two calls, so this is the first try of a new time.
        cache.set(key, 1, timeout=seconds)
        return 1
