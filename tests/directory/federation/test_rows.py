"""A service of another node, field by field: by the rules that hold on entry, or refused by the field's name."""

from typing import Any
from uuid import UUID

import pytest

from safeconduct.directory.federation.fields import NotTaken, plain
from safeconduct.directory.federation.rows import Around, read
from tests.directory.federation.neighbour import NOW, words

AGENCY, TEAM, OTHER, NOBODYS = (UUID(int=number) for number in range(1, 5))
AROUND = Around({TEAM: AGENCY}, {AGENCY: "BG"}, frozenset({OTHER}), now=NOW)
LATER = "2136-01-01T00:00:00Z"


def said(**more: Any) -> dict[str, Any]:
    return words(AGENCY, TEAM, **more)


def test_a_service_as_it_should_be_is_taken_whole() -> None:
    found = read(said(), AROUND)
    assert found["checks"]["takes"] == {"on": "2026-11-01", "by": str(AGENCY)}
    assert found["further"] == {}


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("id", str(OTHER), "not_theirs"),
        ("id", "7", "not_as_described"),
        ("agency", str(NOBODYS), "not_theirs"),
        ("team", str(NOBODYS), "not_theirs"),
        ("service", "palace", "unknown_code"),
        ("service", None, "not_as_described"),
        ("needs", ["gold"], "unknown_code"),
        ("needs", "housing", "not_as_described"),
        ("needs", ["housing"] * 101, "not_as_described"),
        ("purpose", "curiosity", "unknown_code"),
        ("takes_children", "yes", "not_as_described"),
        ("hours", "x" * 201, "too_long"),
        ("hours", "x" * 5_000_000, "too_long"),
        ("hours", 5, "not_as_described"),
        ("open_days", [7], "not_as_described"),
        ("opens", "25:00", "not_as_described"),
        ("jurisdictions", ["Romania"], "not_as_described"),
        ("place", "castle", "unknown_code"),
        ("takes", ["giants"], "unknown_code"),
        ("min_age", 121, "not_as_described"),
        ("min_age", True, "not_as_described"),
        ("max_age", 17, "not_as_described"),
        ("with_children", "no", "not_as_described"),
        ("spoken", ["German!"], "not_as_described"),
        ("regions", ["RO-B"], "unknown_code"),
        ("regions", ["BG-99"], "unknown_code"),
        ("intake", "soon", "unknown_code"),
        ("places_free", 10_000, "not_as_described"),
        ("places_as_of", "2026-02-31T00:00:00Z", "not_as_described"),
        ("places_as_of", None, "not_as_described"),
        ("places_as_of", LATER, "not_been_yet"),
        ("doubted_at", LATER, "not_been_yet"),
        ("checked", {"takes": "2030-01-01"}, "not_been_yet"),
        ("checked", {"takes": "2026-02-31"}, "not_as_described"),
        ("checked", [], "not_as_described"),
        ("contact", "0721 000 111", "local_number"),
        ("further_words", "x" * 5000, "too_long"),
        ("further_sign", "\x00", "too_long"),
    ],
)
def test_a_field_that_is_not_as_it_should_be_is_named(field: str, value: object, why: str) -> None:
    with pytest.raises(NotTaken) as no:
        read(said(**{field: value}), AROUND)
    assert (no.value.field, no.value.why) == (field if not field.startswith("further_") else "further", why)


@pytest.mark.parametrize("place", ["shelter", "safe_flat", ""])
@pytest.mark.parametrize(("field", "value"), [("address", "Lindengasse 3"), ("contact", "+43 00 1")])
def test_a_place_that_must_not_be_found_carries_no_address_and_no_contact(
    place: str, field: str, value: str
) -> None:
    bare = {"place": place, "address": "", "contact": ""}
    assert read(said(**bare), AROUND)["place"] == place
    with pytest.raises(NotTaken) as no:
        read(said(**bare | {field: value}), AROUND)
    assert (no.value.field, no.value.why) == (field, "secret_place")


def test_hours_of_a_shelter_name_no_street() -> None:
    with pytest.raises(NotTaken, match="hours: secret_place"):
        read(said(place="shelter", address="", contact="", hours="Strada Lunga 14, sector 3"), AROUND)


def test_only_an_office_has_an_address() -> None:
    with pytest.raises(NotTaken, match="address: no_public_place"):
        read(said(place="outreach"), AROUND)


def test_codes_of_a_later_release_are_left_out_where_silence_says_less() -> None:
    found = read(said(needs=["housing", "gold"], proceeding_types=["tax"], takes=["women", "giants"]), AROUND)
    assert (found["needs"], found["proceeding_types"], found["takes"]) == (["housing"], [], ["women"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<script>alert(1)</script>By day", "alert(1) By day"),
        ("<scr<b>ipt>By day", "By day"),
        ("By\u202eyad\x07 <img src=x onerror=y>", "Byyad"),
        ("from 9 < 10 and 3 > 2", "from 9 < 10 and 3 > 2"),
        ("a\n\n b\t c", "a b c"),
    ],
)
def test_markup_and_signs_that_nobody_sees_are_taken_out(text: str, left: str) -> None:
    assert plain(text) == left
    assert read(said(hours=text), AROUND)["hours"] == left


def test_every_field_that_we_tell_is_read() -> None:
    assert set(read(said(), AROUND)) == {*said(), "checks", "further"} - {"checked"}
