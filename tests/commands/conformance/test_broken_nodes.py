"""A node that breaks one rule fails that rule's clause and no other: so the table of clauses says what is wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from safeconduct.commands.conformance.clauses import CLAUSES
from safeconduct.commands.conformance.meeting import VOID
from safeconduct.commands.conformance.running import Verdict, ask_all, meeting
from safeconduct.commands.conformance.stranger import Stranger, stranger
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.exchange import batches, hop, objects, strict, wire
from safeconduct.exchange.catching_up import wire as numbers_wire
from safeconduct.exchange.services import wire as services_wire
from safeconduct.keys.card import Card, verify_card
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.identifiers import AgencyId
from tests.commands.conformance.small_node import SmallNode
from tests.commands.conformance.small_running import card_of, running, small_node

type Patch = Callable[[pytest.MonkeyPatch], None]

BROKEN: dict[str, str] = {
    "answers anybody about messages": "C-01",
    "believes what was signed for another address": "C-03",
    "believes an old signature": "C-04",
    "takes what was signed for another recipient": "C-21",
    "results in another order": "C-10",
    "an unsigned answer about messages": "C-09",
    "a card that was changed": "C-11",
    "takes what is for another agency": "C-22",
    "ignores the end of a message": "C-23",
    "believes any node": "C-31",
    "accepts a replay": "C-41",
    "repeats without receipts": "C-42",
    "ignores a gap": "C-43",
    "names another number": "C-43",
    "takes a number twice": "C-44",
    "takes another object under a known id": "C-45",
    "what is set aside uses its number": "C-46",
    "what is refused uses no number": "C-47",
    "a withdrawal does not overtake": "C-48",
    "takes an offer after its withdrawal": "C-49",
    "gives one receipt of two": "C-50",
    "receipts with a wrong hash": "C-51",
    "receipts by another key": "C-51",
    "takes in a type that it does not know": "C-60",
    "sets a type aside that it does not know": "C-60",
    "refuses what it does not know": "C-61",
    "takes an offer without an envelope": "C-62",
    "takes what is held back": "C-63",
    "takes more than was agreed": "C-64",
    "takes an offer without a consent": "C-65",
    "ignores the end of a consent": "C-66",
    "lets others move for it": "C-67",
    "takes a move of no referral": "C-68",
    "mixes cases up": "C-69",
    "takes what is released before it has accepted": "C-70",
    "never answers a withdrawal": "C-80",
    "answers on another lane": "C-80",
    "answers something else": "C-80",
    "believes an unsigned answer": "C-81",
    "answers anybody about lanes": "C-90",
    "answers any question about numbers": "C-92",
    "an unsigned answer about lanes": "C-94",
    "answers an older copy": "C-95",
    "lists another number": "C-96",
    "lists lanes in another order": "C-97",
    "lists from the beginning again": "C-97",
    "lists lanes of others": "C-98",
    "settles lanes of others": "C-98",
    "tells nothing of what it has taken in": "C-99",
    "tells what it has taken in without receipts": "C-99",
    "sends nothing again": "C-100",
    "seals anew what it sends again": "C-100",
    "tells no history": "C-101",
    "tells a history on another lane": "C-101",
    "tells a history of no message": "C-101",
    "awaits the old numbers": "C-102",
    "takes numbers back": "C-102",
    "is never done": "C-103",
    "gives one receipt for an enquiry": "C-110",
    "takes an enquiry that lacks something": "C-111",
    "takes a note of any length": "C-112",
    "takes a note in any form": "C-112",
    "takes an enquiry for any time": "C-113",
    "takes a note about somebody": "C-114",
    "takes an enquiry of any team": "C-115",
    "refuses what it does not know in an enquiry": "C-116",
    "keeps an enquiry that it has refused": "C-117",
    "takes back an enquiry that it does not know": "C-117",
    "mixes enquiries up": "C-117",
    "lets whoever asks answer": "C-118",
    "takes no word of the clock about an enquiry": "C-119",
    "takes nothing that is asked about beds": "C-120",
    "takes a count that nobody agreed to": "C-121",
    "lets whoever asked agree": "C-122",
    "ends an agreement that it does not know": "C-123",
    "mixes agreements up": "C-123",
    "knows an agreement after its end": "C-123",
    "takes any count": "C-124",
    "takes a first count that nobody agreed to": "C-125",
    "answers anybody about services": "C-130",
    "answers any question about services": "C-132",
    "an unsigned answer about services": "C-133",
    "gives what is no page": "C-134",
    "has another epoch than its card": "C-135",
    "says another card than it has": "C-135",
    "tells a service again": "C-136",
    "goes on in another log": "C-137",
    "tells services of others": "C-138",
    "tells services of a team that it has not": "C-138",
    "tells a service in codes of its own": "C-139",
    "says where a shelter is": "C-140",
    "says how a shelter is reached": "C-140",
}
"""What a node does wrong by itself, and the clause that it fails."""

SILENT = {
    "never answers a withdrawal",
    "believes an unsigned answer",
    "sends nothing again",
    "tells no history",
    "is never done",
}
"""For what never comes from these one waits in vain, so not for long; whatever comes from the others is waited for."""
BRIEF, LONG = 1.0, 30.0


def _no_check(*_values: object, **_named: object) -> None:
    return None


def _body_of(value: Any, _hash: str) -> Any:
    """The body, whatever hash was signed."""
    return {name: member for name, member in value.items() if name != "salt"}


def _any_body(patch: pytest.MonkeyPatch) -> None:
    honest = objects._checked_body
    patch.setattr(objects, "_checked_body", lambda value, _hash: honest(value, digest(value)))


def _without_salt(patch: pytest.MonkeyPatch) -> None:
    honest = objects._checked_body

    def checked(value: Any, body_hash: str) -> Any:
        return _body_of(value, body_hash) if "salt" not in value else honest(value, body_hash)

    patch.setattr(objects, "_checked_body", checked)


def _any_padding(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:4], "big")
    return padded[4 : 4 + length]


def _any_member(patch: pytest.MonkeyPatch) -> None:
    honest = strict.fields_of

    def fields_of(value: Any, names: Any, what: str) -> Any:
        known = {name: value[name] for name in names if name in value} if isinstance(value, dict) else value
        return honest(known, names, what)

    patch.setattr(strict, "fields_of", fields_of)


def _any_agency(patch: pytest.MonkeyPatch) -> None:
    honest = wire.signing_key
    patch.setattr(wire, "signing_key", lambda card, _agency, *rest: honest(card, card.agencies[0].id, *rest))


def _any_key(card: Card | None, kid: str, *_rest: object) -> Any:
    assert card is not None
    return next(key.public for key in card.keys if key.kid == kid)


def _any_type(patch: pytest.MonkeyPatch) -> None:
    honest = wire.signing_key

    def signing_key(card: Card, agency: AgencyId, kid: str, _type: str) -> Any:
        first = next(key.kid for key in card.keys if key.may_sign(VOID))
        honest(card, agency, first, VOID)
        return _any_key(card, kid)

    patch.setattr(wire, "signing_key", signing_key)


LIBRARY: dict[str, tuple[str, Patch]] = {
    "reads what has a key twice": ("C-08", lambda patch: patch.setattr(strict, "_no_key_twice", dict)),
    "takes more messages than may be": ("C-06", lambda patch: patch.setattr(batches, "MOST_MESSAGES", 1000)),
    "takes more bytes than may be": (
        "C-07",
        lambda patch: patch.setattr(batches, "MOST_REQUEST_BYTES", 2**30),
    ),
    "takes longer questions about numbers": (
        "C-91",
        lambda patch: patch.setattr(numbers_wire, "MOST_BYTES", 2**30),
    ),
    "settles more lanes than may be": (
        "C-93",
        lambda patch: patch.setattr(numbers_wire, "MOST_SETTLED", 1000),
    ),
    "takes longer questions about services": (
        "C-131",
        lambda patch: patch.setattr(services_wire, "MOST_QUESTION_BYTES", 2**30),
    ),
    "does not look at the body of a request": (
        "C-02",
        lambda patch: patch.setattr(hop, "_check_body", _no_check),
    ),
    "does not check the signature inside": (
        "C-24",
        lambda patch: patch.setattr(objects, "check_signature", _no_check),
    ),
    "does not check the hash of the body": ("C-25", _any_body),
    "takes a body without a salt": ("C-32", _without_salt),
    "takes any padding": ("C-28", lambda patch: patch.setattr(objects, "unpad", _any_padding)),
    "takes what is not canonical": (
        "C-27",
        lambda patch: patch.setattr(objects, "read_canonical", strict.read_json),
    ),
    "takes a member that nobody describes": ("C-29", _any_member),
    "lets a node speak for any agency": ("C-30", _any_agency),
    "lets any key sign the hop": ("C-05", lambda patch: patch.setattr(hop, "_hop_key", _any_key)),
    "lets any key sign any type": ("C-26", _any_type),
}
"""What a node does wrong in the library that it is made of."""


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallNode, Stranger, int]:
    """The keys of both, made once."""
    (port,) = free_ports(1)
    folder = tmp_path_factory.mktemp("keys")
    return small_node(folder / "node"), stranger(folder / "peer", f"http://127.0.0.1:{port}/"), port


@pytest.fixture
def verdicts(keys: tuple[SmallNode, Stranger, int]) -> Callable[[str], list[Verdict]]:
    """What a node is found to be when it is broken in this way."""
    made, us, port = keys

    def asked(broken: str) -> list[Verdict]:
        node = SmallNode(made.rings, made.agency, made.endpoint, peer=verify_card(us.card()))
        found: list[Verdict] = []
        patience = BRIEF if broken in SILENT else LONG
        with (
            running(node),
            meeting(
                us, card_of(node), host="127.0.0.1", port=port, patience=patience, carry=node.carried
            ) as with_node,
        ):
            node.broken = broken
            found = ask_all(with_node, lambda _verdict: None)
            for thread in node.sent:
                thread.join()
        return found

    return asked


@pytest.fixture
def failed(verdicts: Callable[[str], list[Verdict]]) -> Callable[[str], set[str]]:
    """The clauses that a node fails when it is broken in this way; it is asked all of them."""

    def asked(broken: str) -> set[str]:
        found = verdicts(broken)
        assert all(verdict.is_asked for verdict in found)
        return {verdict.clause.id for verdict in found if verdict.why}

    return asked


def test_every_clause_that_a_node_can_break_is_broken_once() -> None:
    broken = {*BROKEN.values(), *(clause for clause, _patch in LIBRARY.values())}

    # What was sealed with another info does not open, whoever tries; and an offer that is not stored ends the run.
    assert {clause.id for clause in CLAUSES} - broken == {"C-20", "C-40"}


def test_a_node_that_has_not_confirmed_our_card_is_not_asked(keys: tuple[SmallNode, Stranger, int]) -> None:
    made, us, port = keys
    node = SmallNode(made.rings, made.agency, made.endpoint)

    with running(node), pytest.raises(CannotRun, match="Has it confirmed our card"):
        with meeting(us, card_of(node), host="127.0.0.1", port=port, patience=BRIEF, carry=node.carried):
            pass


def test_an_honest_node_fails_nothing(failed: Callable[[str], set[str]]) -> None:
    assert failed("") == set()


@pytest.mark.parametrize("way", ["sends a void again", "does not know that another was taken"])
def test_a_node_that_does_what_the_page_leaves_open_fails_nothing(
    failed: Callable[[str], set[str]], way: str
) -> None:
    assert failed(way) == set()


@pytest.mark.parametrize(
    ("way", "section"),
    [
        ("does not speak of lanes", "22"),
        ("does not know enquiries", "23"),
        ("does not know bed counts", "24"),
        ("does not speak of services", "25"),
    ],
)
def test_a_part_that_a_node_may_leave_out_is_asked_of_none_that_does(
    verdicts: Callable[[str], list[Verdict]], way: str, section: str
) -> None:
    found = verdicts(way)

    assert {verdict.clause.section for verdict in found if not verdict.is_asked} == {section}
    assert [verdict.line for verdict in found if verdict.why] == []


@pytest.mark.parametrize("broken", BROKEN)
def test_a_node_that_breaks_one_rule_fails_its_clause_alone(
    failed: Callable[[str], set[str]], broken: str
) -> None:
    assert failed(broken) == {BROKEN[broken]}


@pytest.mark.parametrize("broken", LIBRARY)
def test_a_node_whose_library_breaks_one_rule_fails_its_clause_alone(
    failed: Callable[[str], set[str]], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    clause, patch = LIBRARY[broken]
    patch(monkeypatch)

    assert failed("") == {clause}
