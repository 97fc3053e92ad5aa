"""Marks: equal for equal names of one agency, different for another, short, and made by the web process alone."""

from contextlib import nullcontext
from uuid import UUID

import pytest

from safeconduct.keys import blind
from safeconduct.keys.blind import LENGTH, mark
from safeconduct.keys.errors import CannotOpen, KeyNotHeld
from safeconduct.keys.keysets import MarkingKey
from safeconduct.keys.models import BlindKey
from safeconduct.keys.ring import Ring

OURS, THEIRS = MarkingKey.generate(), MarkingKey.generate()
PLACE = b"safeconduct/v1|keys.blind_key|wrapped|one"


def test_a_name_has_one_mark_in_an_agency_and_another_in_another() -> None:
    assert mark(OURS, "names", "ana pop") == mark(OURS, "names", "ana pop")
    assert mark(OURS, "names", "ana pop") != mark(THEIRS, "names", "ana pop")
    assert mark(OURS, "names", "ana pop") != mark(OURS, "numbers", "ana pop")
    assert len(mark(OURS, "names", "ana pop")) == LENGTH


def test_the_bar_between_column_and_compound_cannot_be_moved() -> None:
    assert mark(OURS, "a", "b c") != mark(OURS, "a b", "c")


def test_several_names_share_a_mark_so_that_none_proves_anything() -> None:
    """Sixteen million marks: of a hundred thousand names some hundreds meet."""
    marks = {mark(OURS, "names", str(number)) for number in range(100_000)}
    assert 99_000 < len(marks) < 99_900, "with four bytes hardly two would meet"


def test_the_key_opens_at_its_place_and_shows_nothing(web: Ring) -> None:
    wrapped = web.kek.wrap(OURS, PLACE)
    assert mark(web.kek.unwrap_marking(wrapped, PLACE), "names", "x y") == mark(OURS, "names", "x y")
    with pytest.raises(CannotOpen):
        web.kek.unwrap_marking(wrapped, PLACE + b"2")
    assert repr(OURS) == "<MarkingKey>"
    with pytest.raises(TypeError):
        OURS.__reduce__()


def test_a_new_key_lies_at_the_place_of_its_agency_where_later_releases_look_for_it(
    web: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[BlindKey] = []
    monkeypatch.setattr("django.db.transaction.atomic", nullcontext)
    monkeypatch.setattr(BlindKey, "save", lambda row, **_how: saved.append(row))

    made = blind._made(web, UUID(int=7))

    place = f"safeconduct/v1|keys.blind_key|wrapped|{UUID(int=7)}".encode()
    opened = web.kek.unwrap_marking(saved[0].wrapped, place)
    assert mark(opened, "names", "x y") == mark(made, "names", "x y")


@pytest.mark.parametrize("process", ["inbox", "worker"])
def test_no_other_process_can_mark(process: str, request: pytest.FixtureRequest) -> None:
    from safeconduct.keys.blind import _made  # the private half: the public one asks the database first

    with pytest.raises(KeyNotHeld):
        _made(request.getfixturevalue(process), UUID(int=1))
