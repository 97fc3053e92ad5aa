"""The handbook's page of how services are matched. Write it with `matching_as_markdown`, in English."""

from safeconduct.directory.finding.refusing import CONDITIONS, NOT_TO_BE_LIFTED
from safeconduct.directory.finding.soft import NAMES, USUAL, Soft
from safeconduct.directory.finding.weighing import BEST, CHECKED, ENOUGH, FRESH, LONG_AGO, STALE

PAGE = "docs/reference/matching.md"
_INTRODUCTION = """\
# Matching

This page is drawn from `safeconduct/directory/finding/refusing.py` and `weighing.py`; do not edit it. Why it is so:
[Finding a service](../explanation/finding.md).

## Hard conditions

A service against which one of these holds is not ranked. What a service has not said refuses nobody. Where nothing
fits, the nearest are shown with every condition that holds against them; those marked with * are never lifted.

| code | said | instead |
|---|---|---|
"""
_SOFT = f"""
## Soft reasons

Each is met from 0 to {BEST}; its level times its weight are its points. The sum decides, after the wish of the person
and after how many of the needs that are asked or known a service answers. Equal sums take turns by the day. The
weights are a node's own (Administration, *Finding a service*), whole numbers from 0 to 10.

| code | what it is | usual weight |
|---|---|---|
"""
_TERMS = f"""
A word about free places counts in full for {FRESH.days} day and a little less for {STALE.days}; then it counts as
not said. An entry that somebody has looked through counts in full for {CHECKED.days} days and less for
{LONG_AGO.days}. How a service answers counts once the own agency has asked it {ENOUGH} times within a year: the share
that was answered within a day.
"""


def matching_as_markdown() -> str:
    """The whole page."""
    hard = [
        f"| `{reason.code}`{' *' if reason.code in NOT_TO_BE_LIFTED else ''} | {reason.sentence} | {reason.instead} |"
        for reason, _holds in CONDITIONS
    ]
    soft = [f"| `{soft.value}` | {NAMES[soft]} | {USUAL[soft]} |" for soft in Soft]
    return _INTRODUCTION + "\n".join(hard) + "\n" + _SOFT + "\n".join(soft) + "\n" + _TERMS
