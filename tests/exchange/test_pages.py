"""What a node answers where nothing was taken in: a problem with its code, and nothing of what was sent."""

import json
from typing import Any

import pytest
from django.http import JsonResponse
from django.test import RequestFactory

from safeconduct.exchange import pages

REQUEST = RequestFactory().post("/exchange/v1/messages", b"", content_type="application/json")


def said(answer: JsonResponse) -> tuple[int, str, Any]:
    return answer.status_code, answer["Content-Type"], json.loads(answer.content)


def test_a_problem_is_a_code_and_says_nothing_of_what_was_sent() -> None:
    answers = [
        (pages.not_understood(REQUEST, ValueError("Maria")), 400, "malformed"),
        (pages.nothing_there(REQUEST, ValueError("Maria")), 404, "not_found"),
        (pages.broken(REQUEST), 500, "fault"),
    ]
    for answer, status, code in answers:
        problem = {"type": "about:blank", "status": status, "title": code}
        assert said(answer) == (status, "application/problem+json", problem)


@pytest.mark.parametrize("length, number", [
    ("0", 0), ("17", 17), ("9" * 19, 10**19 - 1), ("9" * 20, 0), ("", 0), ("-1", 0), ("1e3", 0), ("٣", 0), ("1.0", 0),
])  # fmt: skip
def test_a_length_that_is_no_number_comes_with_no_body(length: str, number: int) -> None:
    request = RequestFactory().post("/", b"", content_type="application/json")
    request.META["CONTENT_LENGTH"] = length
    assert pages._length(request) == number


def test_where_no_length_is_said_nothing_is_said_to_come() -> None:
    request = RequestFactory().post("/", b"", content_type="application/json")
    request.META.pop("CONTENT_LENGTH", None)
    assert pages._length(request) == 0


@pytest.mark.parametrize("wait, seconds", [(0.4, "1"), (2.0, "3"), (7.9, "8")])
def test_an_address_that_asks_too_often_is_told_when_it_may_again(
    monkeypatch: pytest.MonkeyPatch, wait: float, seconds: str
) -> None:
    monkeypatch.setattr(pages._buckets, "take", lambda *_, **__: wait)
    answer = pages._wait(REQUEST)
    assert isinstance(answer, JsonResponse)
    assert said(answer)[0] == 429
    assert said(answer)[2]["title"] == "too_many_requests"
    assert answer["Retry-After"] == seconds


def test_each_address_is_counted_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def take(address: str, *, at: float) -> float:
        asked.append(address)
        return 0.0

    monkeypatch.setattr(pages._buckets, "take", take)
    for address in ("10.0.0.9", "10.0.0.8"):
        pages._wait(RequestFactory().post("/", REMOTE_ADDR=address))
    assert asked == ["10.0.0.9", "10.0.0.8"]


def test_any_other_address_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages._buckets, "take", lambda *_, **__: 0.0)
    assert pages._wait(REQUEST) is None
