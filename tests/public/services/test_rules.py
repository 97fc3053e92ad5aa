"""What the site believes of the file that it is handed: all of it or nothing. Pure."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.directory.hsds.building import service
from safeconduct.directory.hsds.documents import document, given_out
from safeconduct.directory.hsds.told import Reader
from safeconduct.public.services.rules import (
    NOT_AS_IT_MUST_BE,
    NOT_FOR_EVERYBODY,
    NOT_READABLE,
    coded,
    marked,
    offered,
    read,
    tags,
    wrong,
)
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.hsds.handing_over import LARGEST, MOST
from tests.directory.hsds.invented import NOW, OFFICE, SHELTER, changed
from tests.public.services.handing import ALL

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def handed(*services: dict[str, Any], **more: Any) -> bytes:
    return json.dumps(document(list(services)) | more).encode()


def public(told: Any = OFFICE) -> dict[str, Any]:
    return copy.deepcopy(service(told, Reader.EVERYBODY, now=NOW))


def test_what_the_builder_made_is_read_as_it_was_made() -> None:
    made = given_out(ALL, Reader.EVERYBODY, now=NOW)
    assert read(handed(*made)) == made


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b'{"services": []}', b"[" * 100_000, handed(format="other"), handed(version="3.0")],
)
def test_what_is_no_such_file_is_refused(raw: bytes) -> None:
    assert read(raw) == NOT_READABLE


def test_as_large_a_file_and_as_many_services_as_may_be_are_looked_at() -> None:
    raw = handed(public())
    assert read(raw + b" " * (LARGEST - len(raw))) == [public()]
    assert read(raw + b" " * (LARGEST - len(raw) + 1)) == NOT_READABLE
    assert read(handed(services=[1] * MOST)) == NOT_AS_IT_MUST_BE
    assert read(handed(services=[1] * (MOST + 1))) == NOT_READABLE


@pytest.mark.parametrize(
    "more",
    [
        {"audience": Audience.MEMBERS_ONLY},
        {"audience": Audience.PROFESSIONALS},
        {"confidence": Confidence.UNVERIFIED},
        {"confidence": Confidence.UNCERTAIN},
    ],
)
def test_what_is_not_for_everybody_is_refused_with_the_whole_file(more: dict[str, Any]) -> None:
    assert read(handed(public(), public(changed(SHELTER, **more)))) == NOT_FOR_EVERYBODY


def test_numbers_of_places_are_not_for_everybody() -> None:
    assert read(handed(service(OFFICE, Reader.PROFESSIONALS, now=NOW))) == NOT_FOR_EVERYBODY


@pytest.mark.parametrize(
    "name, value",
    [
        ("secret_address", "x"), ("status", "open"), ("name", None), ("minimum_age", "18"), ("id", "1"), ("email", 5),
        ("url", "javascript:alert(1)"), ("phones", [{"id": "x", "number": "1"}]), ("languages", {}),
        ("description", "x" * 5000), ("attributes", []), ("assured_date", ""),
    ],
)  # fmt: skip
def test_a_field_that_is_not_as_it_must_be_refuses_the_whole_file(name: str, value: Any) -> None:
    assert isinstance(read(handed(public(), public(SHELTER) | {name: value})), Reason)


def test_an_address_of_a_hidden_place_refuses_the_whole_file() -> None:
    hidden = public(SHELTER) | {"service_at_locations": public()["service_at_locations"]}
    assert read(handed(hidden)) == NOT_AS_IT_MUST_BE


def test_one_service_twice_is_refused() -> None:
    assert read(handed(public(), public())) == NOT_AS_IT_MUST_BE


@settings(max_examples=200, deadline=None)
@given(said=JSON, name=st.sampled_from(sorted(public())))
def test_nothing_that_a_field_may_hold_makes_it_fall(said: Any, name: str) -> None:
    found = read(handed(public() | {name: said}))
    assert isinstance(found, list | Reason)


def test_by_what_a_service_is_found() -> None:
    found = set(tags(public()))
    assert {
        "need:legal_aid",
        "country:RO",
        "language:uk",
        "sc:papers:not_required",
        "sc:capacity_word:free",
    } <= found
    assert offered([public()])["country"] == ["RO"]
    assert offered([]) == {}


def test_of_a_service_that_says_nothing_of_itself_nothing_is_found() -> None:
    assert tags({}) == []
    assert list(coded({})) == []
    assert offered([{}]) == {}


def test_a_code_of_no_list_and_what_is_missing_are_both_named() -> None:
    said = public()
    said["attributes"][0]["taxonomy_term"]["id"] = "6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1fff"
    unknown = "service.attributes: a code of no list"
    assert wrong(said) == [unknown]
    del said["assured_date"]
    assert wrong(said) == ["service.assured_date: missing", unknown]
    assert read(handed(said)) == NOT_AS_IT_MUST_BE


def test_what_changes_is_the_week_and_not_the_order_in_which_it_is_written() -> None:
    said = public()
    assert said["schedules"]
    assert marked(said) == marked(dict(reversed(said.items())))
    assert marked(said) != marked(said | {"schedules": []})
    assert marked(said | {"schedules": []}) == marked({key: said[key] for key in said if key != "schedules"})


def test_clocks_and_holidays_are_no_change_of_a_service() -> None:
    winter, summer = public(), service(OFFICE, Reader.EVERYBODY, now=NOW.replace(month=7, year=2027))
    word = ("sc:capacity_word",)
    for each in (winter, summer):
        each["attributes"] = [one for one in each["attributes"] if one.get("link_type") not in word]
    assert winter != summer
    assert marked(winter) == marked(summer)
    assert marked(winter) != marked(winter | {"name": "Other"})


def test_a_service_that_says_for_whom_it_is_by_no_code_is_not_for_everybody() -> None:
    said = public()
    del said["attributes"]
    assert wrong(said) == []
    assert read(handed(said)) == NOT_FOR_EVERYBODY
