import os
import shutil

import pytest

from clusterportal.stack import places
from clusterportal.stack.errors import StackError
from clusterportal.stack.identity import unprivileged


class NobodyReaches:
    """An account that reaches nothing, as below a closed home."""

    user, group = os.geteuid(), os.getegid()

    def reaches(self, path):
        return False


def test_an_ordinary_user_keeps_everything_in_the_folder(tmp_path):
    assert places.reachable(tmp_path / "state", None) == tmp_path / "state"


def test_below_a_closed_home_the_folder_lies_elsewhere_and_always_at_the_same_place(tmp_path):
    first = places.reachable(tmp_path / "state", NobodyReaches())
    try:
        assert first.parent.name == "tmp"
        assert places.reachable(tmp_path / "state", NobodyReaches()) == first
    finally:
        shutil.rmtree(first)


def test_a_place_that_somebody_else_made_is_refused(tmp_path):
    elsewhere = places.reachable(tmp_path / "state", NobodyReaches())
    elsewhere.rmdir()
    elsewhere.symlink_to(tmp_path)
    try:
        with pytest.raises(StackError, match="belongs to somebody else"):
            places.reachable(tmp_path / "state", NobodyReaches())
    finally:
        elsewhere.unlink()


def test_sockets_of_a_deep_folder_lie_in_a_short_one(tmp_path):
    deep = tmp_path / ("x" * 90)
    short = places.for_sockets(deep)
    assert len(str(short)) < places.LONGEST_SOCKET_FOLDER
    places.discard(short, unless=deep)
    assert not short.exists()


def test_only_root_borrows_an_account():
    assert (unprivileged() is None) == (os.geteuid() != 0)
