"""The comparison at the end sees each kind of fault, and nothing where there is none."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeconduct.commands.measures.faults.later import Later
from safeconduct.commands.measures.faults.oracle import Oracle, Referral, Told
from safeconduct.commands.measures.faults.reading import Carried, Held, HeldMove
from safeconduct.commands.measures.faults.scripts import SHARED
from safeconduct.commands.measures.faults.verdict import Verdict, judge

STEPS = [("sender", "send"), ("receiver", "acknowledge"), ("receiver", "accept"), ("sender", "close")]
LANE = ("handle", "a", "b", "main")
STEPS_OF_OFFER = frozenset({"accepted_by_node", "delivered_to_team", "decided"})


def oracle() -> Oracle:
    """One referral of which members were told four moves and one piece of news."""
    made, shown = Oracle(), frozenset({("sender", "send", 1)})
    referral = Referral("RO-1", "ro", "be", "a person", is_sent=True)
    referral.told = [Told(side, what, shown=shown if what != "send" else frozenset()) for side, what in STEPS]
    referral.told.insert(3, Told("receiver", "news", "words"))
    made.begun(referral)
    return made


def moves(steps: list[tuple[str, str]]) -> tuple[HeldMove, ...]:
    return tuple(
        HeldMove(f"{side} {event} {place}", side, event, "member", place)
        for place, (side, event) in enumerate(steps)
    )


HERE = Held(
    "closed", frozenset(), "", frozenset(), moves(STEPS), {"close": 1},
    {"acknowledge": 1, "accept": 1, "told": 1}, STEPS_OF_OFFER, frozenset(), {}, {},
)  # fmt: skip
THERE = replace(HERE, by_members={"acknowledge": 1, "accept": 1, "told": 1}, by_peer={"close": 1})
OUT = Carried(frozenset({"1", "2"}), frozenset(), {LANE: 3}, {}, {}, frozenset(), {}, 0)
IN = Carried(frozenset(), frozenset({"1", "2"}), {}, {LANE: (1, 2)}, {}, frozenset(), {}, 0)


def judged(
    here: Held | None = HERE, there: Held | None = THERE, out: Carried = OUT, into: Carried = IN
) -> Verdict:
    held = {
        "ro": {("RO-1", "sender"): here} if here else {},
        "be": {("RO-1", "receiver"): there} if there else {},
    }
    return judge(oracle(), held, {"ro": out, "be": into})


def test_where_all_is_as_it_was_told_nothing_is_found() -> None:
    assert judged().findings == []


def both(change: Callable[[Held], Held]) -> Verdict:
    return judged(change(HERE), change(THERE))


def erased(opens: frozenset[str]) -> Verdict:
    """As it stands after a withdrawal that the receiver has answered, with these sections still open there."""
    made = oracle()
    steps = [*STEPS[:-1], ("sender", "withdraw")]
    made.referrals["RO-1"].told = [Told(side, what) for side, what in steps]
    here = replace(HERE, moves=moves(steps), by_members={"withdraw": 1}, by_peer={}, holder_answer="erased")
    there = replace(here, by_members={"acknowledge": 1, "accept": 1}, by_peer={"withdraw": 1}, opens=opens)
    held = {"ro": {("RO-1", "sender"): here}, "be": {("RO-1", "receiver"): there}}
    return judge(made, held, {"ro": OUT, "be": IN})


def drafted(told: set[str], kept: set[str]) -> Verdict:
    """Drafts of which members were told, and those that are there."""
    made = oracle()
    for reference in told:
        made.begun(Referral(reference, "ro", "be", "a person"))
    held = {"ro": {("RO-1", "sender"): HERE}, "be": {("RO-1", "receiver"): THERE}}
    return judge(made, held, {"ro": replace(OUT, drafts=frozenset(kept)), "be": IN})


def later(
    *, came: tuple[int, ...] = (1, 2, 3), opens: int = 3, stands: int = 3, state: str = "accepted",
    section: str = "identity", told: tuple[Told, ...] = (), read: int | None = None,
) -> Verdict:  # fmt: skip
    """Where members were told of the versions 2 and 3 of a section, what the other side took in and opens."""
    made, steps = oracle(), STEPS[:-1] if state == "accepted" else STEPS
    saved = [Told("sender", "update", section, version=version) for version in (2, 3)]
    words = Told("receiver", "news", "words")
    made.referrals["RO-1"].told = [
        *(Told(side, what) for side, what in STEPS[:3]), words, *saved, *told,
        *(Told(side, what) for side, what in steps[3:]),
    ]  # fmt: skip
    ended = {"close": 1} if state == "closed" else {}
    here = replace(HERE, state=state, moves=moves(steps), by_members=ended)
    there = replace(
        THERE, state=state, moves=here.moves, by_peer=ended, opens=frozenset(SHARED) - {t.detail for t in told},
        newest={section: opens}, came={section: came},
    )  # fmt: skip
    if told:
        here, there = (replace(one, taken_back=frozenset({section})) for one in (here, there))
    held = {"ro": {("RO-1", "sender"): here}, "be": {("RO-1", "receiver"): there}}
    out = replace(OUT, stands={("a person", section): stands})
    return judge(made, held, {"ro": out, "be": IN}, {} if read is None else {"RO-1": {section: read}})


def test_the_last_version_is_there_and_none_is_due_of_what_was_taken_back() -> None:
    assert later().findings == later(read=3).findings == []
    assert later(came=(1, 3)).findings == [], "one that waited for the answer went as the next one"
    assert later(state="closed", opens=0).findings == [], "after the end nothing is read any more"
    assert later(came=(1,), opens=0, told=(Told("sender", "part", "identity"),)).findings == []


def of_another_story(receiver: str, *more: Told, begun: float = 1.0) -> Later:
    """Beside RO-1, which was begun at 10, another referral of the person: needs and identity are saved there at 20."""
    made = oracle()
    made.sent[0].begun = 10.0
    other = Referral("RO-2", "ro", receiver, "a person", is_sent=True, begun=begun, known=begun)
    other.told = [
        Told("sender", "update", name, version=2, begun=20.0, known=20.0) for name in ("needs", "identity")
    ]
    other.told += more
    return Later([*made.sent, other])


RUNS = replace(HERE, state="acknowledged", came={"needs": (1,)})


def lacking(later: Later, there: Held = RUNS) -> list[str]:
    """What RO-1 should have of it and has not."""
    return [sentence for _kind, sentence in later.at_the_receiver(later.referrals[0], there, there)]


def test_what_another_story_saved_of_the_person_is_due_here_too_while_it_runs() -> None:
    """Needs go at once; what is held back is not there before the answer."""
    needs, identity = "RO-1: needs 2, 1 is there", "RO-1: identity 2, 0 is there"
    assert lacking(of_another_story("es")) == [needs]
    assert lacking(of_another_story("es"), replace(RUNS, state="accepted")) == [needs, identity]
    assert lacking(of_another_story("es"), replace(RUNS, state="closed")) == []


@pytest.mark.parametrize(
    ("receiver", "back", "begun", "is_due"),
    [
        ("be", Told("sender", "withdraw", begun=15.0, known=16.0), 1.0, False),
        ("be", Told("sender", "part", "needs", begun=15.0, known=16.0), 1.0, False),
        ("be", Told("sender", "part", "safety", begun=15.0, known=16.0), 1.0, True),  # of another section
        ("es", Told("sender", "withdraw", begun=15.0, known=16.0), 1.0, True),  # from another team
        ("be", Told("sender", "withdraw", begun=21.0, known=22.0), 1.0, True),  # it was told before
        ("be", Told("sender", "withdraw", begun=5.0, known=6.0), 1.0, True),  # RO-1 has a newer consent
        ("be", Told("receiver", "withdraw", begun=15.0, known=16.0), 1.0, True),  # not of RO-1's consent
        ("be", Told("receiver", "withdraw", begun=15.0, known=16.0), 12.0, False),  # of the one after it
    ],
)
def test_what_is_taken_back_from_a_team_goes_there_in_no_other_story_until_there_is_a_new_consent(
    receiver: str, back: Told, begun: float, is_due: bool
) -> None:
    assert bool(lacking(of_another_story(receiver, back, begun=begun))) is is_due


def test_what_was_taken_back_and_erased_is_no_finding() -> None:
    assert erased(frozenset()).findings == []


SEEN: dict[str, tuple[Callable[[], Verdict], str]] = {
    "a referral that is gone": (lambda: judged(here=None), "lost: RO-1 is not at its sender"),
    "a move that is gone on both sides": (
        lambda: both(lambda held: replace(held, moves=moves(STEPS[:-1]))), "lost: RO-1: close of the sender",
    ),
    "a move that stands twice": (
        lambda: both(lambda held: replace(held, moves=moves([*STEPS, STEPS[1]]))),
        "twice: RO-1: acknowledge of the receiver 1 times more",
    ),
    "a record that is there twice": (
        lambda: judged(here=replace(HERE, by_members={"close": 2})), "twice: RO-1: 2 records of close",
    ),
    "a record that is not there": (
        lambda: judged(here=replace(HERE, by_members={})), "lost: RO-1: a record of close",
    ),
    "an effect that came twice": (
        lambda: judged(here=replace(HERE, by_peer={**HERE.by_peer, "told": 2})), "twice: RO-1: told of the receiver",
    ),
    "news that never arrived": (
        lambda: judged(here=replace(HERE, by_peer={"acknowledge": 1, "accept": 1})), "lost: RO-1: news of the receiver",
    ),
    "moves of one side in another order": (
        lambda: both(lambda held: replace(held, moves=moves([STEPS[0], STEPS[2], STEPS[1], STEPS[3]]))),
        "out of order: RO-1: the steps of the receiver",
    ),
    "a move before one that had been shown": (
        lambda: both(lambda held: replace(held, moves=moves([*STEPS[1:], STEPS[0]]))), "before send, which was shown",
    ),
    "two histories": (
        lambda: judged(there=replace(THERE, moves=moves(STEPS[:-1]))), "histories apart: RO-1",
    ),
    "a referral that never arrived": (lambda: judged(there=None), "histories apart: RO-1 is not at its receiver"),
    "no final receipt": (
        lambda: judged(here=replace(HERE, receipts=STEPS_OF_OFFER - {"decided"})),
        "neither receipt nor alarm: RO-1: no receipt decided",
    ),
    "a confirmed message that nobody has": (
        lambda: judged(into=replace(IN, taken_in=frozenset({"1"}))), "lost: message 2 of ro",
    ),
    "a number that is missing": (
        lambda: judged(into=replace(IN, numbers_in={LANE: (1,)})), "lost: ro, lane main: [2] of 2",
    ),
    "a number that was taken twice": (
        lambda: judged(into=replace(IN, numbers_in={LANE: (1, 2, 2)})), "twice: ro, lane main",
    ),
    "a part that did not open": (
        lambda: judged(there=replace(THERE, state="accepted", opens=frozenset({"needs", "profile", "safety"}))),
        "lost: RO-1: identity did not open",
    ),
    "a copy that was not erased": (lambda: erased(frozenset({"identity"})), "lost: RO-1: identity is open after"),
    "a draft that is gone": (lambda: drafted({"RO-2"}, set()), "lost: the draft RO-2"),
    "a draft that was made twice": (lambda: drafted(set(), {"RO-3"}), "twice: the draft RO-3 was never told of"),
    "a later version that never arrived": (
        lambda: later(came=(1, 2), opens=2), "lost: RO-1: identity 3, 2 is there",
    ),
    "one that never arrived before the end": (
        lambda: later(came=(1, 2), state="closed"), "lost: RO-1: identity 3, 2 is there",
    ),
    "a later version that does not open": (lambda: later(opens=2), "lost: RO-1: identity 3 does not open"),
    "an earlier version that is read": (lambda: later(read=2), "lost: RO-1: identity 3, 2 is read there"),
    "a later version that was taken in twice": (
        lambda: later(came=(1, 2, 3, 3)), "twice: RO-1: identity was taken in as",
    ),
    "an earlier version after a later one": (
        lambda: later(came=(1, 3, 2)), "out of order: RO-1: identity was taken in as",
    ),
    "a version that is not in the file": (
        lambda: later(stands=2), "lost: identity of a person at ro: version 3, where 2 stands",
    ),
    "a version that was saved twice": (
        lambda: later(stands=4), "twice: identity of a person at ro: 4 versions, where 1, 2, 3 were told of",
    ),
    "numbers in another order": (
        lambda: judged(into=replace(IN, numbers_in={LANE: (2, 1)})), "out of order: ro, lane main",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SEEN)
def test_it_sees(what: str) -> None:
    do, sentence = SEEN[what]
    assert [found for found in do().findings if sentence in found], do().findings


def test_an_alarm_to_a_person_stands_for_a_receipt() -> None:
    late = replace(HERE, receipts=frozenset(), flags=frozenset({"not_delivered"}))
    assert judged(here=late).without_end == []


def test_a_referral_that_nobody_was_told_of_is_found() -> None:
    held = {"ro": {("RO-1", "sender"): HERE, ("RO-2", "sender"): HERE}, "be": {("RO-1", "receiver"): THERE}}
    assert "twice: RO-2 at ro was never told of" in judge(oracle(), held, {"ro": OUT, "be": IN}).findings
