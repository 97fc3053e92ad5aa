"""Pages of a list, as a table; and what may be asked. Pure."""

from datetime import UTC, datetime
from typing import Any

import pytest

from safeconduct.public.services.machines.asked import MOST, OFFERED, CannotAsk, read
from safeconduct.public.services.machines.limits import Buckets
from safeconduct.public.services.machines.paging import page


@pytest.mark.parametrize(
    "total, number, per_page, size, pages, first, last, empty",
    [
        (0, 1, 50, 0, 1, True, True, True),
        (1, 1, 50, 1, 1, True, True, False),
        (50, 1, 50, 50, 1, True, True, False),
        (51, 1, 50, 50, 2, True, False, False),
        (51, 2, 50, 1, 2, False, True, False),
        (51, 3, 50, 0, 2, False, True, True),
        (7, 2, 3, 3, 3, False, False, False),
    ],
)
def test_a_page_says_where_it_stands(
    total: int, number: int, per_page: int, size: int, pages: int, first: bool, last: bool, empty: bool
) -> None:
    start = (number - 1) * per_page
    said = page(list(range(total))[start : start + per_page], total=total, number=number, per_page=per_page)
    assert said.pop("contents") == list(range(total))[start : start + per_page]
    assert said == {
        "total_items": total, "total_pages": pages, "page_number": number, "size": size, "first_page": first,
        "last_page": last, "empty": empty,
    }  # fmt: skip


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("per_page", "20", 20),
        ("per_page", "5000", MOST),
        ("page", "3", 3),
        ("full", "true", True),
        ("minimal", "false", False),
        ("format", "ndjson", "ndjson"),
        ("search", "  legal ", "legal"),
        ("modified_after", "2026-11-30T12:00:00Z", datetime(2026, 11, 30, 12, tzinfo=UTC)),
        ("modified_after", "2026-11-30T12:00:00 00:00", datetime(2026, 11, 30, 12, tzinfo=UTC)),
        ("modified_after", "2026-11-30T12:00:00+16:00", datetime(2026, 11, 29, 20, tzinfo=UTC)),
        ("modified_after", "2026-11-30", datetime(2026, 11, 30, tzinfo=UTC)),
    ],
)
def test_what_is_asked_is_read(name: str, text: str, expected: Any) -> None:
    assert getattr(read("/services", [(name, text)]), name) == expected


@pytest.mark.parametrize(
    "name, text",
    [
        ("proximity", "500"), ("lat", "44.4"), ("postcode", "010101"), ("per_page", "0"), ("page", "-1"), ("page", "x"),
        ("page", "١"), ("full", "yes"), ("format", "csv"), ("taxonomy_id", "need"), ("modified_after", "yesterday"),
        ("modified_after", "0001-01-01T00:00:00+02:00"), ("modified_after", "9999-12-31T23:59:59-02:00"),
        ("search", "a" * 201), ("search", "\0"), ("organization_id", "'; DROP TABLE services_service"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_by_its_name(name: str, text: str) -> None:
    with pytest.raises(CannotAsk) as refused:
        read("/services", [(name, text)])
    assert refused.value.name == name


def test_a_parameter_is_given_once() -> None:
    with pytest.raises(CannotAsk):
        read("/services", [("page", "1"), ("page", "2")])


@pytest.mark.parametrize("path", sorted(OFFERED))
def test_distance_is_offered_nowhere(path: str) -> None:
    assert not {"proximity", "latitude", "longitude", "radius"} & set(OFFERED[path])


def test_a_bucket_empties_by_asking_and_fills_by_the_second() -> None:
    buckets = Buckets(holds=3, fills=0.5)
    assert [buckets.wait("a", 1, now=0) for _time in range(4)] == [0, 0, 0, 2]
    assert buckets.wait("b", 1, now=0) == 0, "somebody else"
    assert buckets.wait("a", 1, now=1.9) == 1
    assert buckets.wait("a", 1, now=2.0) == 0


def test_what_is_remembered_of_addresses_has_an_end() -> None:
    buckets = Buckets(holds=1, fills=0.001, most=2)
    assert [buckets.wait(name, 1, now=0) for name in ("a", "b", "a")] == [0, 0, 1000]
    buckets.wait("c", 1, now=0)
    assert buckets.wait("b", 1, now=0) == 0, "forgotten"
