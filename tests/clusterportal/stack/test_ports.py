from clusterportal.stack import ports


def test_the_next_port_is_taken_where_the_wanted_one_is():
    with ports.listen(18_000) as first, ports.listen(first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


def test_only_this_machine_is_listened_to():
    with ports.listen(18_000) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
