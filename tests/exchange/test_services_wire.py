"""The page of what changed of services: written and read, and refused whole when it is not as described."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.services.wire import (
    MOST_CHANGES,
    Asked,
    Change,
    Page,
    read_page,
    read_question,
    size,
    write_page,
    write_question,
)

ONE, OTHER = UUID(int=1), UUID(int=2)
ASKED = Asked(7, 10)
PAGE = Page(
    7, 10, 15, more=True, card=datetime(2026, 11, 30, tzinfo=UTC),
    changes=(Change(12, ONE, {"id": str(ONE), "hours": "By day"}), Change(15, OTHER)),
)  # fmt: skip


def page(**changed: Any) -> bytes:
    return json.dumps(json.loads(write_page(PAGE)) | changed).encode()


def changes(*pairs: tuple[int, UUID]) -> list[dict[str, Any]]:
    return [{"sequence": number, "id": str(one), "gone": True} for number, one in pairs]


def test_a_question_and_a_page_are_read_as_they_were_written() -> None:
    assert read_question(write_question(ASKED)) == ASKED
    assert read_page(write_page(PAGE), asked=ASKED) == PAGE


def test_what_a_later_release_adds_is_passed_over_and_of_a_service_kept() -> None:
    later = json.loads(write_page(PAGE)) | {"region": "all"}
    later["changes"][0]["service"]["sc_later"] = 1
    read = read_page(json.dumps(later).encode(), asked=ASKED)
    assert read.changes[0].service is not None
    assert read.changes[0].service["sc_later"] == 1
    assert read_question(b'{"v":1,"epoch":7,"after":10,"wish":"short"}') == ASKED


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"after": 9},
        {"after": 11},
        {"until": 9},
        {"until": 14},
        {"until": 10, "changes": []},
        {"more": "yes"},
        {"epoch": -1},
        {"card": "yesterday"},
        {"changes": {}},
        {"changes": changes((12, ONE), (11, OTHER))},
        {"changes": changes((10, ONE))},
        {"changes": changes((12, ONE), (13, ONE))},
        {"changes": [{"sequence": 12, "id": str(ONE), "gone": False}]},
        {"changes": [{"sequence": 12, "service": {"hours": "By day"}}]},
        {"changes": [{"sequence": 12, "service": [1]}]},
        {"changes": [{"sequence": 12.5, "id": str(ONE), "gone": True}]},
        {"changes": [7]},
        {"changes": [{"sequence": 12, "service": {"id": str(ONE), "hours": "\ud800"}}]},
        {"changes": [{"sequence": 12, "service": {"id": str(ONE), "sc_later": {"\udfff": 1}}}]},
        {"changes": changes(*((11 + n, UUID(int=n)) for n in range(MOST_CHANGES + 1))), "until": 999},
    ],
    ids=ascii,
)
def test_a_page_that_is_not_as_described_is_refused_whole(changed: dict[str, Any]) -> None:
    with pytest.raises(WireError) as no:
        read_page(page(**changed), asked=ASKED)
    assert no.value.fault is Fault.MALFORMED


def test_an_older_version_of_a_service_stands_in_no_page() -> None:
    """Its number would have to come after the one that we have: then it is the later one."""
    with pytest.raises(WireError, match="in order"):
        read_page(page(changes=changes((3, ONE))), asked=ASKED)


@pytest.mark.parametrize(
    "large",
    [page(changes=[{"sequence": 11, "service": {"id": str(ONE), "x": "x" * 20_000}}]), b" " * (600 * 1024)],
    ids=["a service", "a page"],
)
def test_a_service_and_a_page_have_their_largest_size(large: bytes) -> None:
    with pytest.raises(WireError) as no:
        read_page(large, asked=ASKED)
    assert no.value.fault is Fault.TOO_LARGE


def test_the_size_of_a_change_is_what_it_adds_to_a_page() -> None:
    first, second = PAGE.changes
    for more in ((first,), (second,)):
        without = replace(PAGE, changes=(replace(first, sequence=11, id=UUID(int=3)), *more))
        page_of_one = replace(PAGE, changes=without.changes[:1])
        assert len(write_page(without)) - len(write_page(page_of_one)) == size(more[0])


def test_the_answer_may_begin_anew() -> None:
    assert read_page(page(after=0, until=20), asked=ASKED).after == 0


def test_a_question_that_is_too_long_is_not_read() -> None:
    with pytest.raises(WireError) as no:
        read_question(b" " * 2000)
    assert no.value.fault is Fault.TOO_LARGE
