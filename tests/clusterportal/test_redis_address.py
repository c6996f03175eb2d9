import pytest

from clusterportal import redis_address


@pytest.mark.parametrize(
    ("url", "broker", "cache"),
    [
        ("unix:///run/v.sock?db=0", "redis+socket:///run/v.sock?virtual_host=0", "unix:///run/v.sock?db=1"),
        ("redis://r.example.org:6379/4", "redis://r.example.org:6379/4", "redis://r.example.org:6379/5"),
        (
            "rediss://user:secret@r.example.org",
            "rediss://user:secret@r.example.org",
            "rediss://user:secret@r.example.org/1",
        ),
    ],
)
def test_queue_and_cache_are_two_databases_of_one_server(url, broker, cache):
    assert (redis_address.for_broker(url), redis_address.for_cache(url)) == (broker, cache)
