"""What `./run facts look`, `close` and `years` do inside a node, by the worker's rights: no file is opened."""

from typing import TYPE_CHECKING

from safeconduct.commands.faults import CannotRun

if TYPE_CHECKING:
    from safeconduct.statistics.once.rounds import Count


def run(what: str, year: int = 0) -> None:
    """Do it and say what was done. Raises CannotRun for a year that is not over."""
    from safeconduct.access.doors import AccessRefused
    from safeconduct.statistics.once import rounds

    try:
        if what == "look":
            print(f"New pairs: {rounds.look(year):,}. The leads of both files find them under Counted once.")
        elif what == "close":
            print(f"Closed: the key of {year} is destroyed. Marks that went with it: {rounds.close(year):,}.")
        else:
            _say(rounds.counts())
    except AccessRefused as refused:
        if refused.code != "year_is_not_over":
            raise
        raise CannotRun(f"The year {year} is not over: its count begins on 1 January.") from None


def _say(counts: "list[Count]") -> None:
    if not counts:
        print("Nobody has agreed to be compared yet.")
    for one in counts:
        ended = f"closed, key destroyed on {one.destroyed_on}" if one.destroyed_on else "not closed"
        print(f"{one.year}: {ended}; {one.pairs:,} pairs, {one.still_open:,} of them open.")
