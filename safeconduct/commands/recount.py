"""What `./run rights recompute` does inside a node: tell which days would move and why, ask, and move them."""

import sys

from safeconduct.rights.deadlines.recompute import Recount, Told
from safeconduct.rights.editing.standing import book


def main(*, yes: bool) -> int:
    """0 when nothing is left to do, 1 when somebody said no."""
    recount = Recount(book(at_once=True))
    told = recount.told()
    print("\n".join(_said(told)))
    if not told.all:
        return 0
    if not (yes or _asked()):
        print("Nothing was changed. With --yes it is done without asking.")
        return 1

    def say(done: int) -> None:
        print(f"{done:,} of {told.all:,} done", file=sys.stderr, flush=True)

    done = recount.apply(say)
    print(
        f"Done: {done.move.total():,} moved, {done.gone.total():,} without a rule, {done.stay:,} as they were."
    )
    return 0


def _said(told: Told) -> list[str]:
    if not told.all:
        return ["Every counted day is by the rules of this release: there is nothing to do."]
    lines = [f"{told.all:,} days were counted by another version of their rule."]
    lines += [
        f"  {rule}: {n:,} days move, because the rule changed." for rule, n in sorted(told.move.items())
    ]
    lines += [
        f"  {rule}: {n:,} days have no rule any more; they stay, and their owners are told."
        for rule, n in sorted(told.gone.items())
    ]
    return [
        *lines,
        f"  {told.stay:,} days stay as they are.",
        "A day that was entered from a document never moves.",
    ]


def _asked() -> bool:
    if not sys.stdin.isatty():
        return False
    return input("Move them? Type yes: ").strip().lower() == "yes"
