"""What a task lacks is said in at most eight words; a name that is filled in counts as one."""

import re
from pathlib import Path

import pytest

from initiatives.queries import institution, task
from initiatives.queries import project as projects

MOST = 8
# Why a project may not take its next way, on the project's own pages and not on the initiative's home.
ELSEWHERE = {
    "Projects are selected and started once the initiative is registered.",
    "%(name)s has left the initiative; name another responsible organisation.",
}


def sentences(module):
    return set(re.findall(r'_\(\s*"([^"]+\.)"', Path(module.__file__).read_text(encoding="utf-8"))) - ELSEWHERE


@pytest.mark.parametrize("module", [task, institution, projects], ids=lambda module: module.__name__)
def test_what_is_missing_is_said_in_eight_words(module):
    said = {one: len(re.sub(r"%\(\w+\)s", "x", one).split()) for one in sentences(module)}
    assert said
    assert {one: words for one, words in said.items() if words > MOST} == {}
