"""A change of rights is seen by two: truth tables of what gives more, who may confirm it, and who may not go."""

from uuid import UUID, uuid5

import pytest

from safeconduct.agencies.rights import (
    LAST_ADMINISTRATOR,
    NOBODY_TO_CONFIRM,
    Rights,
    Standing,
    gives_rights,
    may_change,
    may_end_place,
    seconds,
)
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused

WORKER, NURSE = Profession.SOCIAL_WORKER, Profession.NURSE
EDITOR, ADMINISTRATOR = Profession.EDITOR, Profession.ADMINISTRATOR


def ID(name: str) -> UUID:  # noqa: N802  (a word of the tables below, like a constant)
    """The id that this name stands for."""
    return uuid5(UUID(int=0), name)


@pytest.mark.parametrize("before, after, more", [
    (Rights(WORKER), Rights(WORKER), False),
    (Rights(WORKER), Rights(WORKER, supervises=True), True),
    (Rights(WORKER, supervises=True), Rights(WORKER), False),
    # another profession opens something else
    (Rights(WORKER), Rights(NURSE), True),
    (Rights(EDITOR), Rights(WORKER), True),
    (Rights(WORKER), Rights(EDITOR), False),
    (Rights(ADMINISTRATOR), Rights(EDITOR), False),
    # an administrator decides who has rights, and who keeps the node with whom it speaks
    (Rights(EDITOR), Rights(ADMINISTRATOR), True),
    (Rights(ADMINISTRATOR), Rights(ADMINISTRATOR, keeps_node=True), True),
    (Rights(ADMINISTRATOR, keeps_node=True), Rights(ADMINISTRATOR), False),
    # taking one thing does not make up for giving another
    (Rights(WORKER, supervises=True), Rights(NURSE), True),
])  # fmt: skip
def test_what_gives_rights(before: Rights, after: Rights, more: bool) -> None:
    assert gives_rights(before, after) is more


def agency(**members: Rights) -> list[Standing]:
    """Members by name."""
    return [Standing(ID(name), rights) for name, rights in members.items()]


ONE = agency(ada=Rights(ADMINISTRATOR), sara=Rights(WORKER, supervises=True), dan=Rights(WORKER))
TWO = [*ONE, *agency(eva=Rights(ADMINISTRATOR))]


@pytest.mark.parametrize("members, first, about, expected", [
    (ONE, "ada", "dan", {"sara"}),
    (ONE, "ada", "sara", set()),       # never whom it is about
    (TWO, "ada", "dan", {"eva"}),      # another administrator, and then no supervisor
    (TWO, "eva", "dan", {"ada"}),
    (TWO, "ada", "eva", set()),
    (ONE[:1], "ada", None, set()),
])  # fmt: skip
def test_who_may_be_the_second_person(
    members: list[Standing], first: str, about: str | None, expected: set[str]
) -> None:
    found = seconds(members, first=ID(first), about=ID(about) if about else None)
    assert found == {ID(name) for name in expected}


def test_more_is_possible_only_where_somebody_could_confirm_it() -> None:
    more, less = Rights(WORKER, supervises=True), Rights(WORKER)
    assert may_change(less, more, confirmers=[]) == Refused(NOBODY_TO_CONFIRM)
    assert may_change(less, more, confirmers=[ID("sara")]) == Allowed()
    assert may_change(more, less, confirmers=[]) == Allowed()


KEEPER = agency(ada=Rights(ADMINISTRATOR, keeps_node=True), eva=Rights(ADMINISTRATOR))


@pytest.mark.parametrize("members, member, other_keepers, expected", [
    (ONE, "dan", 0, Allowed()),
    (ONE, "ada", 1, Refused(LAST_ADMINISTRATOR)),
    (TWO, "ada", 1, Allowed()),
    (KEEPER, "ada", 0, Refused(LAST_ADMINISTRATOR)),
    (KEEPER, "ada", 1, Allowed()),
    (KEEPER, "eva", 0, Allowed()),
    (TWO, "gone", 0, Allowed()),  # suspended already: no open place is lost
])  # fmt: skip
def test_who_may_not_go(members: list[Standing], member: str, other_keepers: int, expected: Decision) -> None:
    assert may_end_place(members, member=ID(member), other_keepers=other_keepers) == expected
