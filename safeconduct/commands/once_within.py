"""What `./run once` does inside a node, by the worker's rights."""

from typing import TYPE_CHECKING

from safeconduct.commands.faults import CannotRun

if TYPE_CHECKING:
    from safeconduct.statistics.once.rounds import Count


def main(arguments: list[str]) -> int:
    """0 when it is done. Raises CannotRun for a year that is not over."""
    import django

    django.setup()
    from safeconduct.access.doors import AccessRefused
    from safeconduct.statistics.once import rounds

    what, *of = arguments
    try:
        if what == "look":
            print(
                f"{rounds.look(int(of[0])):,} new pairs. The leads of both files find them under Counted once."
            )
        elif what == "close":
            print(f"Closed: the key of {of[0]} is destroyed, and {rounds.close(int(of[0])):,} marks with it.")
        else:
            _say(rounds.counts())
    except AccessRefused as refused:
        if refused.code != "year_is_not_over":
            raise
        raise CannotRun(f"The year {of[0]} is not over: its count begins on 1 January.") from None
    return 0


def _say(counts: "list[Count]") -> None:
    if not counts:
        print("Nobody has agreed to be compared yet.")
    for one in counts:
        ended = f"closed, key destroyed on {one.destroyed_on}" if one.destroyed_on else "not closed"
        print(f"{one.year}: {ended}; {one.pairs:,} pairs, {one.still_open:,} of them open.")
