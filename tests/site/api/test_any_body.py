"""Whatever is sent, the answer is an answer: never a fault of ours, always JSON, and never what was sent."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.access.problems import KINDS
from safeconduct.consent.rules import Channel, Fact
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import Kind, Shape, Shapes, optional, reasons, shapes
from safeconduct.referrals.forms import WITHOUT_A_FORM
from safeconduct.referrals.moves import Actor, Event, State, possible
from safeconduct.referrals.partners.rules import Step
from safeconduct.vocabulary.codes import PartnerWay, Profession, Withdrawal
from safeconduct.vocabulary.sections import Section
from tests.conftest import ConnectAs
from tests.referrals.envelopes import Envelopes, R, S
from tests.referrals.stories import codes_for
from tests.site.api.conftest import Make
from tests.site.api.test_told import by_hand

MARK = "Zofia-Nowakowska"
STATUSES = {200, 201, *(kind.status for kind in KINDS if kind.status < 500)}
TRIED = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

texts = st.text(max_size=30) | st.just(MARK)
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | texts
anything = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)
NAMES = sorted(
    {name for state in State for event in Event for name in {**shapes(state, event), **optional(event)}}
)
VALUES = sorted(
    {
        str(code)
        for state in State
        for event in Event
        for shape in ({**shapes(state, event), **optional(event)}).values()
        if not isinstance(shape, Kind)
        for code in shape
    }
    | {code for state in State for event in Event for code in reasons(state, event)}
)
USUAL = [
    "2026-03-01",
    "2026-03-01T09:30:00Z",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    3,
    True,
]
values = st.sampled_from([*VALUES, *USUAL, {"shelter": "given"}, {"shelter": "not_taken_up"}]) | anything
codes = st.dictionaries(st.sampled_from([*NAMES, "reason"]) | texts, values, max_size=5)
words = st.fixed_dictionaries(
    {"about": st.sampled_from([*Section]), "language": st.sampled_from(["en", "uk", "xx", ""]) , "text": texts}
)  # fmt: skip
uuids = st.uuids().map(str)


def body_of(**members: Any) -> Any:
    """A body with these members, some left out, some replaced by anything, and now and then one too many."""
    loose = {name: kind | anything for name, kind in members.items()}
    return st.fixed_dictionaries({}, optional={**loose, MARK: anything}) | st.fixed_dictionaries(members)


consent = body_of(
    told=st.lists(st.sampled_from([*Fact]), max_size=7),
    limit_told=st.booleans(),
    sections=st.lists(st.sampled_from([*Section]), max_size=5),
    language=st.sampled_from(["uk", "en", "xx", ""]),
    method=st.sampled_from(["signed", "oral_witnessed"]),
    until=st.sampled_from(["2030-01-01", "0001-01-01", "9999-12-31", "2026-13-01"]),
    ground=st.sampled_from(["", "vital_interest"]),
)
telling = body_of(
    by=st.none() | st.sampled_from([*Profession]),
    how=st.sampled_from([*PartnerWay]),
    at=st.sampled_from(
        ["2026-03-01T09:30:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "now"]
    ),
    name=texts,
)
BODIES = {
    "moves": body_of(move=st.sampled_from([*Event]), codes=codes, words=st.none() | words),
    "told/moves": body_of(move=st.sampled_from([*Event]), codes=codes, words=st.none() | words, told=telling),
    "told/steps": body_of(
        step=st.sampled_from([*Step]),
        told=st.none() | telling,
        words=st.none() | words,
        has_erased=st.booleans(),
        had_not_left=st.booleans(),
    ),
    "news": words | body_of(about=texts, language=texts, text=texts),
    "withdrawal": body_of(
        reason=st.sampled_from([*Withdrawal]),
        channel=st.sampled_from([*Channel]),
        sections=st.lists(st.sampled_from([*Section]), max_size=3),
    ),
    "sending": body_of(preview_seen=st.booleans(), capacity=st.sampled_from(["asked", "listed", "urgent"])),
    "consent": consent,
    "": body_of(case=uuids, service=uuids, urgency=st.sampled_from(["urgent", "routine"]), consent=consent),
    "capacity": body_of(places_free=st.integers()),
}


def fine(answer: Any) -> None:
    """An answer as it should be."""
    assert answer.status_code in STATUSES, (answer.status_code, answer.content[:300])
    assert answer.said is not None
    if answer.status_code >= 400:
        assert MARK not in answer.content.decode()


@pytest.mark.parametrize("end", BODIES, ids=lambda end: end or "new")
def test_no_body_breaks_an_operation(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs, end: str
) -> None:
    ana, owner = program(), connect_as("owner")
    rows = [
        envelopes.add(state, side) for side in (S, R) for state in State if (side, state) != (R, State.DRAFT)
    ]
    if end.startswith("told/"):
        rows = [by_hand(envelopes, state, *Beside) for state in State if state is not State.DRAFT]
    method = "PUT" if end in ("consent", "capacity") else "POST"

    @TRIED
    @given(place=st.integers(0, len(rows) - 1), body=BODIES[end] | anything)
    def tried(place: int, body: Any) -> None:
        owner.execute("UPDATE access.token SET asked = 0")
        path = f"/referrals/{rows[place].reference}/{end}" if end else "/referrals"
        if end == "capacity":
            path = f"/services/{rows[place].id}/capacity"
        fine(ana.ask(method, path, body))

    tried()


def test_no_address_breaks_an_operation(program: Make, envelopes: Envelopes, connect_as: ConnectAs) -> None:
    ana, owner = program(), connect_as("owner")
    row = envelopes.add(State.SENT, R)
    envelopes.add(State.DRAFT)
    paths = ["/referrals", "/events", "/people", "/services", f"/referrals/{row.reference}/sections"]
    names = [
        "state",
        "urgency",
        "turn",
        "changed_since",
        "after",
        "limit",
        "wait",
        "section",
        "need",
        "country",
        "own",
    ]
    given_cursors = [ana.ask("GET", path).said.get("next") or "" for path in paths[:2]]
    crafted = ["WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwiMSJd", "WzEsMl0", "W10", "bnVsbA", "WzFlOTk5LCIxIl0"]
    said = st.sampled_from([*given_cursors, *crafted, "yours", "needs", "sent", *map(str, USUAL)]) | texts

    @TRIED
    @given(
        path=st.sampled_from(paths),
        asked=st.lists(st.tuples(st.sampled_from(names), said), max_size=4),
        odd=texts,
    )
    def tried(path: str, asked: list[tuple[str, str]], odd: str) -> None:
        owner.execute("UPDATE access.token SET asked = 0")
        fine(ana.ask("GET", f"{path}?{urlencode(asked, errors='replace')}"))
        if name := quote(odd, safe="", errors="replace").replace(".", ""):
            fine(ana.ask("GET", f"/referrals/{name}"))

    tried()


NASTY: list[Any] = [
    f"{MARK} says", None, [], "", "x" * 100, -1, 10**30, 1.5, True, {}, {"shelter": []}, {"shelter": {"a": 1}},
    {"x": "given"}, "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-13-45", "2026-03-01T09:30:00",
]  # fmt: skip


def test_each_code_of_each_move_may_be_wrong_in_every_way(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    """Each form of a code once, in the first state and move that ask for it; of a list three values are enough."""
    ana, owner = program(), connect_as("owner")
    tried: set[tuple[Shape, str]] = set()
    for side, state in ((side, state) for side in (R, S) for state in State if state is not State.DRAFT):
        row = None
        for event in (event for event in possible(state, side) if event not in WITHOUT_A_FORM):
            right = codes_for(state, event, Actor.MEMBER, datetime.now(UTC))
            asked: Shapes = {**shapes(state, event, side), **optional(event), "reason": reasons(state, event)}
            for name, shape in asked.items():
                if (shape, name) in tried:
                    continue
                tried.add((shape, name))
                row = row or envelopes.add(state, side)
                owner.execute("UPDATE access.token SET asked = 0")
                for value in NASTY if isinstance(shape, Kind) else NASTY[:3]:
                    body = {"move": event.value, "codes": {**right, name: value}}
                    fine(ana.ask("POST", f"/referrals/{row.reference}/moves", body))
    assert {Kind.MOMENT, Kind.DAY, Kind.COUNT, Kind.OUTCOMES} <= {shape for shape, _name in tried}


@pytest.mark.parametrize("said", ["0.5", "1767225600", "2026", "-1"])
def test_a_number_is_no_moment(program: Make, said: str) -> None:
    """Seconds since 1970 would be taken by the framework; the description names texts."""
    answer = program().ask("GET", f"/referrals?changed_since={said}")
    assert (answer.status_code, answer.said["errors"][0]["parameter"]) == (422, "changed_since")


def test_a_number_is_no_day(program: Make, envelopes: Envelopes) -> None:
    row = envelopes.add(State.DRAFT)
    whole = {"told": [], "limit_told": True, "sections": ["needs"], "language": "uk", "method": "signed"}
    answer = program().ask("PUT", f"/referrals/{row.reference}/consent", {**whole, "until": 1893456000})
    assert (answer.status_code, [fault["pointer"] for fault in answer.said["errors"]]) == (422, ["#/until"])
