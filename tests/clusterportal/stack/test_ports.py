import pytest

from clusterportal.stack import ports
from clusterportal.stack.errors import StackError


def test_the_next_port_is_taken_where_the_wanted_one_is():
    with ports.listen(18_000) as first, ports.listen(first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


def test_only_this_machine_is_listened_to():
    with ports.listen(18_000) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_said_in_one_sentence(text):
    with pytest.raises(StackError, match=f"PORT={text} is no port: give a number from 1 to 65535"):
        ports.wanted(text)
