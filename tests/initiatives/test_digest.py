import random

from hypothesis import given
from hypothesis import strategies as st

from initiatives import digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
SNAPSHOTS = st.dictionaries(st.text(min_size=1), st.dictionaries(st.text(), VALUES, max_size=4), min_size=1, max_size=5)


def shuffled(content):
    if isinstance(content, dict):
        keys = list(content)
        random.shuffle(keys)
        return {key: shuffled(content[key]) for key in keys}
    return content


@given(SNAPSHOTS)
def test_the_order_of_keys_makes_no_difference(snapshot):
    assert digest.per_section(shuffled(snapshot)) == digest.per_section(snapshot)


@given(SNAPSHOTS, st.data())
def test_a_changed_section_changes_its_own_digest_and_the_whole(snapshot, data):
    section = data.draw(st.sampled_from(sorted(snapshot)))
    before = digest.per_section(snapshot)
    after = digest.per_section(snapshot | {section: {"something": ["else", snapshot[section]]}})
    assert digest.changed(before, after) == {section}
    assert digest.of_whole(before) != digest.of_whole(after)


def test_a_section_that_comes_or_goes_has_changed():
    assert digest.changed({"vision": "a", "about": "b"}, {"about": "b", "leaders": "c"}) == {"vision", "leaders"}
