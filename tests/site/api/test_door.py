"""Who gets in, and how everything that goes wrong is said: as a problem, in one sentence, without what was sent."""

from typing import Any

import pytest
from django.db import OperationalError

from safeconduct.access.cursors import written
from safeconduct.access.problems import KINDS
from safeconduct.referrals.moves import State
from safeconduct.site.logs import JsonLines
from tests.conftest import ConnectAs
from tests.referrals.envelopes import Envelopes, R
from tests.site.api.conftest import Make, Program

NAME = "Oksana Melnyk"


def problem(answer: Any, kind: str, status: int) -> dict[str, Any]:
    """The answer is this problem, and nothing else."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json"), (
        answer.content
    )
    said: dict[str, Any] = answer.said
    assert (said["type"], said["status"]) == (f"api.md#{kind}", status)
    assert said["detail"].endswith((".", "-", "}", "+")), said["detail"]
    assert NAME not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    return said


def test_who_brings_a_token_is_told_who_they_are(program: Make, envelopes: Envelopes) -> None:
    answer = program(scopes=["read", "move"]).ask("GET", "/me")
    assert answer.status_code == 200
    assert answer.said["member"] == str(envelopes.members["ana"])
    assert answer.said["agency"] == {"id": str(envelopes.own), "name": "Agency ro", "country": "RO"}
    assert answer.said["scopes"] == ["move", "read"]
    assert answer.said["teams"] == [str(envelopes.team)]


@pytest.mark.parametrize(
    "header",
    ["", "Basic YTpi", "Bearer", "Bearer sc_ü", f"Bearer sc_{'x' * 43}"],
    ids=["none", "basic", "empty", "foreign", "unknown"],
)  # fmt: skip
def test_without_a_token_of_this_node_nobody_gets_in(envelopes: Envelopes, header: str) -> None:
    answer = Program("").ask("GET", "/referrals", Authorization=header)
    problem(answer, "no-token", 401)
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="safeconduct"')


def test_a_token_that_is_refused_leaves_a_line_that_does_not_say_it(
    envelopes: Envelopes, caplog: pytest.LogCaptureFixture
) -> None:
    brought = f"sc_{'x' * 43}"
    Program("").ask("GET", "/me", Authorization=f"Bearer {brought}")
    (line,) = [one for one in caplog.records if one.name == "safeconduct.access.software"]
    assert (line.getMessage(), line.__dict__["why"]) == ("a token was refused", "unknown")
    assert brought not in JsonLines().format(line)


def test_a_token_that_is_over_says_since_when(program: Make, connect_as: ConnectAs) -> None:
    ana = program()
    owner = connect_as("owner")
    owner.execute("UPDATE access.token SET made_at = '2026-01-01', until = '2026-03-02 10:00+00'")
    answer = ana.ask("GET", "/me")
    said = problem(answer, "token-over", 401)
    assert (said["code"], "2 Mar 2026" in said["detail"]) == ("token_ended", True)
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
    assert "ended on 2026-03-02" in answer.headers["WWW-Authenticate"]


def test_suspended_is_out_with_the_next_request(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    ana = program()
    assert ana.ask("GET", "/me").status_code == 200
    owner = connect_as("owner")
    owner.execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [envelopes.members["ana"]])
    assert problem(ana.ask("GET", "/me"), "token-over", 401)["code"] == "suspended"


@pytest.mark.parametrize("method, path, scope", [
    ("GET", "/referrals", "read"),
    ("GET", "/referrals/RO-0000-0000", "read"),
    ("GET", "/referrals/RO-0000-0000/sections?section=needs", "read"),
    ("GET", "/events", "read"),
    ("POST", "/referrals/RO-0000-0000/moves", "move"),
    ("POST", "/referrals/RO-0000-0000/news", "move"),
    ("GET", "/people", "send"),
    ("POST", "/referrals", "send"),
    ("PUT", "/referrals/RO-0000-0000/consent", "send"),
    ("GET", "/referrals/RO-0000-0000/preview", "send"),
    ("POST", "/referrals/RO-0000-0000/sending", "send"),
    ("DELETE", "/referrals/RO-0000-0000", "send"),
    ("POST", "/referrals/RO-0000-0000/withdrawal", "withdraw"),
    ("PUT", "/services/00000000-0000-4000-8000-000000000000/capacity", "capacity"),
])  # fmt: skip
def test_each_operation_needs_its_scope(program: Make, method: str, path: str, scope: str) -> None:
    others = program(scopes=[one for one in ("read", "move", "send", "withdraw", "capacity") if one != scope])
    answer = others.ask(method, path, BODIES.get(path.rpartition("/")[2] if method != "GET" else ""))
    problem(answer, "scope-missing", 403)
    assert f'error="insufficient_scope", scope="{scope}"' in answer.headers["WWW-Authenticate"]


CONSENT = {
    "told": [], "limit_told": True, "sections": [], "language": "en", "method": "signed", "until": "2030-01-01",
}  # fmt: skip
BODIES: dict[str, Any] = {
    "moves": {"move": "acknowledge"},
    "news": {"about": "needs", "language": "en", "text": "News."},
    "referrals": {"case": "00000000-0000-4000-8000-000000000000", "service": "00000000-0000-4000-8000-000000000000",
                  "urgency": "urgent"},
    "consent": CONSENT,
    "sending": {"preview_seen": True, "capacity": "asked"},
    "withdrawal": {"reason": "by_person", "channel": "person"},
    "capacity": {"places_free": 1},
}  # fmt: skip


def test_what_is_not_there_and_what_is_not_for_you_look_alike(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    ana = program()
    row = envelopes.add(State.SENT, R)
    assert ana.ask("GET", f"/referrals/{row.reference}").status_code == 200
    connect_as("owner").execute("UPDATE agencies.member SET profession = 'administrator' WHERE name = 'vlad'")
    theirs = program("vlad").ask("GET", f"/referrals/{row.reference}")
    missing = ana.ask("GET", "/referrals/RO-7F3K-9Q2Y")
    assert problem(theirs, "not-found", 404)["detail"]
    assert problem(missing, "not-found", 404)["detail"]
    problem(ana.ask("GET", "/nothing/of/that/name"), "not-found", 404)
    problem(ana.ask("GET", f"/referrals/{NAME.replace(' ', '%20')}"), "not-found", 404)


def test_an_administrators_token_shows_no_case(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    rows = [envelopes.add(State.SENT, R), envelopes.add(State.ACCEPTED)]
    connect_as("owner").execute("UPDATE agencies.member SET profession = 'administrator' WHERE name = 'ana'")
    ana = program()
    assert ana.ask("GET", "/me").said["profession"] == "administrator"
    for path in ("/referrals", "/people", "/events"):
        assert ana.ask("GET", path).said["items"] == []
    for row in rows:
        problem(ana.ask("GET", f"/referrals/{row.reference}"), "not-found", 404)
        problem(ana.ask("GET", f"/referrals/{row.reference}/sections?section=needs"), "not-found", 404)
        for end in ("moves", "news", "withdrawal", "sending"):
            problem(ana.ask("POST", f"/referrals/{row.reference}/{end}", BODIES[end]), "not-found", 404)


def test_a_request_that_cannot_be_read_is_refused_as_such(program: Make) -> None:
    ana = program()
    path = "/referrals/RO-0000-0000/news"
    for raw in (
        b"{",
        b"\xff",
        b"[" * 5000,
        b'{"text": NaN}',
        b'{"text": "\\ud800"}',
        b'{"text": "\\u0000"}',
        b"9" * 5000,
    ):
        problem(ana.ask("POST", path, raw), "malformed", 400)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        problem(ana.ask("POST", path, b"{}", **{"Content-Type": kind}), "wrong-type", 415)
    problem(ana.ask("POST", path, {"text": "x" * 70_000}), "too-large", 413)
    problem(ana.ask("GET", "/me", Accept="text/html"), "not-acceptable", 406)
    answer = ana.ask("DELETE", "/me")
    problem(answer, "wrong-method", 405)
    assert answer.headers["Allow"] == "GET"
    for key in ("short", "with spaces in it", "ü" * 10, "x" * 101):
        problem(ana.ask("POST", path, BODIES["news"], **{"Idempotency-Key": key}), "key-missing", 400)


def test_a_zero_in_an_address_is_refused_as_one_in_a_body_is(program: Make) -> None:
    ana = program()
    for path in ("/services?language=%00", "/referrals?after=x%00", "/events?limit=1&%00=1"):
        said = problem(ana.ask("GET", path), "bad-input", 422)
        assert said["detail"] == "Remove the characters that cannot be shown."
    for path in ("/statistics/%00", "/referrals/%00"):
        problem(ana.ask("GET", path), "not-found", 404)
    for sign in ("\0", "\ud800"):
        problem(ana.ask("GET", f"/statistics?after={written(sign)}"), "bad-input", 422)


def test_each_part_that_cannot_be_used_is_named_by_its_place_and_never_repeated(
    program: Make, envelopes: Envelopes
) -> None:
    ana, row = program(), envelopes.add(State.SENT, R)
    path = f"/referrals/{row.reference}/moves"

    def places(body: object) -> set[str]:
        said = problem(ana.ask("POST", path, body), "bad-input", 422)
        return {fault.get("pointer", fault.get("parameter")) for fault in said["errors"]}

    assert places({}) == {"#/move"}
    assert places({"move": NAME}) == {"#/move"}
    assert places({"move": "accept", NAME: 1}) == {"#"}
    assert places([]) == {"#"}
    assert places({"move": "accept"}) == {"#/codes/conflict_check"}
    assert places({"move": "accept", "codes": {"conflict_check": NAME, NAME: "x"}}) == {
        "#/codes/conflict_check",
        "#/codes",
    }
    assert places({"move": "decline", "codes": {"reason": NAME}}) == {"#/codes/reason"}
    assert places({"move": "withdraw"}) == {"#/move"}
    words = {"about": NAME, "language": "en", "text": ""}
    assert places({"move": "decline", "codes": {"reason": "no_capacity"}, "words": words}) == {
        "#/words/about",
        "#/words/text",
    }
    unspoken = {"about": "needs", "language": "Klingon", "text": NAME}
    assert places({"move": "decline", "codes": {"reason": "no_capacity"}, "words": unspoken}) == {
        "#/words/language"
    }
    said = problem(ana.ask("GET", f"/referrals?state={NAME}&limit=1000&after=@@"), "bad-input", 422)
    assert {fault["parameter"] for fault in said["errors"]} == {"state", "limit"}
    problem(ana.ask("GET", "/referrals?after=@@"), "bad-input", 422)


def test_the_rules_own_sentence_and_code_come_back(program: Make, envelopes: Envelopes) -> None:
    ana, row = program(), envelopes.add(State.CLOSED, R)
    said = problem(
        ana.ask("POST", f"/referrals/{row.reference}/moves", {"move": "accept"}), "not-possible", 409
    )
    assert said["code"] == "not_possible_now"
    assert "Within 30 days" in said["detail"], said["detail"]


def test_it_speaks_the_language_that_is_asked_for_else_the_members_own(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    ana, path = program(), f"/referrals/{envelopes.add(State.CLOSED, R).reference}/moves"
    assert ana.ask("POST", path, {"move": "accept"}).said["title"] == "This is not possible now."
    connect_as("owner").execute("UPDATE agencies.member SET language = 'ro'")
    assert ana.ask("POST", path, {"move": "accept"}).said["title"] == "Aceasta nu este posibil acum."
    asked = ana.ask("POST", path, {"move": "accept"}, **{"Accept-Language": "en"})
    assert asked.said["title"] == "This is not possible now."


def test_too_many_requests_wait_and_are_told_how_long(program: Make, connect_as: ConnectAs) -> None:
    ana = program()
    ana.ask("GET", "/me")
    connect_as("owner").execute("UPDATE access.token SET asked = 120, minute = date_trunc('minute', now())")
    answer = ana.ask("GET", "/me")
    if answer.status_code == 200:  # the minute has just turned
        connect_as("owner").execute(
            "UPDATE access.token SET asked = 120, minute = date_trunc('minute', now())"
        )
        answer = ana.ask("GET", "/me")
    problem(answer, "too-many", 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 61


@pytest.mark.parametrize("fault, kind, status", [
    (RuntimeError(NAME), "broken", 500), (OperationalError(NAME), "unreachable", 503),
])  # fmt: skip
def test_what_breaks_inside_says_nothing_of_it(
    program: Make, monkeypatch: pytest.MonkeyPatch, fault: Exception, kind: str, status: int
) -> None:
    ana = program()

    def broken(*_args: object, **_given: object) -> None:
        raise fault

    monkeypatch.setattr("safeconduct.referrals.api.reading.envelopes", broken)
    problem(ana.ask("GET", "/referrals"), kind, status)


def test_a_refusal_and_a_reading_are_recorded_with_the_token(program: Make, envelopes: Envelopes) -> None:
    from tests.site.people import People

    ana, row = program(), envelopes.add(State.CLOSED, R)
    ana.ask("GET", "/referrals")
    ana.ask("POST", f"/referrals/{row.reference}/moves", {"move": "accept"})
    people = People(envelopes.connect_as("owner"))
    token = ana.ask("GET", "/me").said["token"]
    (listed,) = people.recorded("list:referrals")
    (refused,) = people.recorded("api:refused")
    assert (listed["actor_id"], listed["detail"]["token"]) == (str(envelopes.members["ana"]), token)
    assert (refused["reason"], refused["detail"]) == (
        "not_possible_now",
        {"operation": "move", "token": token},
    )
    assert people.recorded("token:made")[0]["detail"]["made"] == token


def test_every_kind_of_problem_has_its_own_name() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
