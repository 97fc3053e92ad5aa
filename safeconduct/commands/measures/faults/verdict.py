"""What members were told beside what the nodes hold: lost, twice, out of order, apart, without an end. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from safeconduct.commands.measures.faults.asked import Read
from safeconduct.commands.measures.faults.later import ACCEPTED, Later
from safeconduct.commands.measures.faults.oracle import Named, Oracle, Referral, named_in_order
from safeconduct.commands.measures.faults.reading import Carried, Held
from safeconduct.commands.measures.faults.scripts import SHARED

type HeldBy = Mapping[str, Mapping[tuple[str, str], Held]]
"""Node, then reference and side."""

ERASED, NOT_DELIVERED = "erased", "not_delivered"
ARRIVED = {"accepted_by_node", "delivered_to_team"}


@dataclass
class Verdict:
    """Each finding is one sentence without a person: reference, side, what."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    without_end: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[str]:
        """All of them, each with what it is."""
        return [f"{kind}: {sentence}" for kind, found in self.kinds.items() for sentence in found]

    @property
    def kinds(self) -> dict[str, list[str]]:
        """The findings by what they are."""
        return {
            "lost": self.lost,
            "twice": self.twice,
            "out of order": self.out_of_order,
            "histories apart": self.apart,
            "neither receipt nor alarm": self.without_end,
        }


def judge(oracle: Oracle, held: HeldBy, carried: Mapping[str, Carried], read: Read | None = None) -> Verdict:
    """Look at every referral that a member was told of, and at every lane; `read` is what software was answered."""
    verdict, later = Verdict(), Later.of(oracle)
    for kind, sentence in later.at_the_sender({node: one.stands for node, one in carried.items()}):
        verdict.kinds[kind].append(sentence)
    for referral in oracle.sent:
        here = held[referral.sender].get((referral.reference, "sender"))
        there = held[referral.receiver].get((referral.reference, "receiver"))
        if here is None:
            verdict.lost.append(f"{referral.reference} is not at its sender")
            continue
        _compare_moves(referral, here, verdict)
        _compare_effects(referral, here, there, verdict)
        _compare_order(referral, here, verdict)
        _compare_sides(referral, here, there, verdict)
        _look_for_end(referral, here, verdict)
        if there is not None:
            _compare_open(referral, there, verdict)
            versions = (read or {}).get(referral.reference)
            for kind, sentence in later.at_the_receiver(referral, here, there, versions):
                verdict.kinds[kind].append(sentence)
    known = {one.reference for one in oracle.sent}
    for node, rows in held.items():
        verdict.twice += [f"{ref} at {node} was never told of" for ref, _side in rows if ref not in known]
    _compare_drafts(oracle, carried, verdict)
    _compare_lanes(carried, verdict)
    return verdict


def _compare_moves(referral: Referral, here: Held, verdict: Verdict) -> None:
    told = Counter(name[:2] for name, _told in referral.named())
    kept = Counter((move.side, move.event) for move in here.moves if move.actor == "member")
    for (side, what), number in (told - kept).items():
        verdict.lost.append(f"{referral.reference}: {what} of the {side}, {number} times")
    for (side, what), number in (kept - told).items():
        verdict.twice.append(f"{referral.reference}: {what} of the {side} {number} times more than was told")


def _compare_effects(referral: Referral, here: Held, there: Held | None, verdict: Verdict) -> None:
    for side, own, other in (("sender", here, there), ("receiver", there, here)):
        told = Counter(referral.moves(side)) + Counter({"told": len(referral.news(side))})
        for what, number in told.items():
            if what == "send":
                continue  # its record has another name, and a draft of its own
            recorded = own.by_members.get(what, 0) if own else 0
            if recorded < number:
                verdict.lost.append(f"{referral.reference}: a record of {what} of the {side}")
            if recorded > number:
                verdict.twice.append(f"{referral.reference}: {recorded} records of {what} of the {side}")
        if other is not None:
            _compare_arrived(referral, side, told, other, verdict)
    missing = referral.parts_taken_back - here.taken_back
    missing |= referral.parts_taken_back - (there.taken_back if there else frozenset())
    if missing and not referral.is_taken_back:
        verdict.lost.append(f"{referral.reference}: the taking back of {', '.join(sorted(missing))}")


def _compare_arrived(
    referral: Referral, side: str, told: Counter[str], other: Held, verdict: Verdict
) -> None:
    """What the other node has recorded of this side. What was taken back meanwhile need not have arrived."""
    both = Counter(referral.moves()) & Counter(referral.moves("sender")) & Counter(referral.moves("receiver"))
    for what, number in other.by_peer.items():
        if what in told and number > told[what] and what not in both:
            verdict.twice.append(f"{referral.reference}: {what} of the {side} took effect {number} times")
    if other.by_peer.get("told", 0) < told["told"] and not referral.is_taken_back:
        verdict.lost.append(f"{referral.reference}: news of the {side}")


def _compare_order(referral: Referral, here: Held, verdict: Verdict) -> None:
    standing = named_in_order((move.side, move.event) for move in here.moves if move.place is not None)
    places: dict[Named, int] = {name: place for place, name in enumerate(standing)}
    for side in ("sender", "receiver"):
        own = [places[name] for name, told in referral.named() if told.side == side and name in places]
        if own != sorted(own):
            verdict.out_of_order.append(f"{referral.reference}: the steps of the {side}")
    for name, told in referral.named():
        late = [seen for seen in told.shown if name in places and places.get(seen, -1) > places[name]]
        if late:
            verdict.out_of_order.append(
                f"{referral.reference}: {name[1]} before {late[0][1]}, which was shown before"
            )


def _compare_sides(referral: Referral, here: Held, there: Held | None, verdict: Verdict) -> None:
    if there is None:
        verdict.apart.append(f"{referral.reference} is not at its receiver")
    elif {(m.hash, m.place) for m in here.moves} != {(m.hash, m.place) for m in there.moves}:
        verdict.apart.append(f"{referral.reference}: {here.state} here, {there.state} there")


def _look_for_end(referral: Referral, here: Held, verdict: Verdict) -> None:
    """A signed receipt that says how far it came, or an alarm to a person. One that is `decided` says that it came."""
    if NOT_DELIVERED in here.flags:
        return
    if referral.is_taken_back:
        if here.holder_answer != ERASED:
            verdict.without_end.append(f"{referral.reference}: no answer to its taking back")
        return
    standing = {(move.side, move.event) for move in here.moves if move.place is not None}
    is_decided = bool(standing & {("receiver", "accept"), ("receiver", "decline")})
    lacking = ({"decided"} if is_decided else ARRIVED) - here.receipts
    if lacking:
        verdict.without_end.append(f"{referral.reference}: no receipt {', '.join(sorted(lacking))}")


def _compare_open(referral: Referral, there: Held, verdict: Verdict) -> None:
    """What the receiver can read: all that was shared while it has accepted it, nothing of what was taken back."""
    gone = set(SHARED) if referral.is_taken_back else referral.parts_taken_back
    if still := gone & there.opens:
        verdict.lost.append(
            f"{referral.reference}: {', '.join(sorted(still))} is open after it was taken back"
        )
    if there.state in ACCEPTED and (closed := set(SHARED) - gone - there.opens):
        verdict.lost.append(
            f"{referral.reference}: {', '.join(sorted(closed))} did not open when it was accepted"
        )


def _compare_drafts(oracle: Oracle, carried: Mapping[str, Carried], verdict: Verdict) -> None:
    told = {one.reference for one in oracle.referrals.values() if not one.is_sent}
    kept = frozenset().union(*(one.drafts for one in carried.values()))
    verdict.lost += [f"the draft {reference}" for reference in sorted(told - kept)]
    verdict.twice += [f"the draft {reference} was never told of" for reference in sorted(kept - told)]


def _compare_lanes(carried: Mapping[str, Carried], verdict: Verdict) -> None:
    arrived = frozenset().union(*(one.taken_in for one in carried.values()))
    numbers_in = {lane: numbers for one in carried.values() for lane, numbers in one.numbers_in.items()}
    for node, one in carried.items():
        verdict.lost += [f"message {name} of {node}" for name in sorted(one.sent - arrived)]
        for lane, following in one.next_out.items():
            _compare_lane(f"{node}, lane {lane[3]}", numbers_in.get(lane, ()), following - 1, verdict)


def _compare_lane(name: str, numbers: tuple[int, ...], last: int, verdict: Verdict) -> None:
    if len(set(numbers)) < len(numbers):
        verdict.twice.append(f"{name}: a number was taken twice")
    if set(numbers) != set(range(1, last + 1)):
        verdict.lost.append(f"{name}: {sorted(set(range(1, last + 1)) ^ set(numbers))} of {last}")
    elif list(numbers) != sorted(numbers):
        verdict.out_of_order.append(f"{name}: taken in as {numbers}")
