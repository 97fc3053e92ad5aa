"""A referral as a list or a heading shows it, in words."""

from typing import Any

from safeconduct.referrals import queries
from safeconduct.referrals.labels import NEXT, STATES
from safeconduct.referrals.moves import TURN, Side, State
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.labels import label


def in_words(line: queries.Line) -> dict[str, Any]:
    """What templates need of one line: words for state, service and next step, and whose turn it is."""
    row = line.row
    return {
        "row": row,
        "alias": line.alias,
        "other": line.other,
        "state": STATES[State(row.state)],
        "service": label(Service(row.service)),
        "is_yours": Side(row.side) in TURN[State(row.state)],
        "next": NEXT[State(row.state)],
    }
