"""Two versions side by side, and two who edited at once."""

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.directory.keeping.versions import Difference, differences, merged

BASE = {"hours": "9 to 17", "contact": "1", "needs": "housing"}


def test_only_fields_that_differ_are_shown() -> None:
    after = BASE | {"hours": "9 to 12"}
    assert differences(BASE, after) == [Difference("hours", "9 to 17", "9 to 12")]
    assert differences({}, {"hours": "x", "contact": ""}) == [Difference("hours", "", "x")]
    assert differences({"gone": "x"}, {}) == [Difference("gone", "x", "")]


def test_what_one_of_two_changed_is_kept_and_what_both_changed_is_asked() -> None:
    theirs, mine = BASE | {"hours": "9 to 12", "contact": "2"}, BASE | {"contact": "3", "needs": "safety"}
    both = merged(BASE, theirs, mine)
    assert both.fields == {"hours": "9 to 12", "contact": "3", "needs": "safety"}
    assert both.theirs == [Difference("hours", "9 to 17", "9 to 12")]
    assert both.clashes == [Difference("contact", "2", "3")]


def test_the_same_change_by_both_is_no_clash() -> None:
    same = BASE | {"contact": "2"}
    both = merged(BASE, same, same)
    assert (both.clashes, both.theirs, both.fields) == ([], [], same)


FIELDS = st.fixed_dictionaries({name: st.sampled_from("abc") for name in ("x", "y", "z")})


@given(FIELDS, FIELDS, FIELDS)
def test_nothing_of_either_is_lost_unseen(
    base: dict[str, str], stands: dict[str, str], mine: dict[str, str]
) -> None:
    both = merged(base, stands, mine)
    clashes = {one.name for one in both.clashes}
    for name, was in base.items():
        if mine[name] != was:
            assert both.fields[name] == mine[name]
        if stands[name] != was:
            assert both.fields[name] == stands[name] or name in clashes
