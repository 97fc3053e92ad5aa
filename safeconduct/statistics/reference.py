"""The handbook's page of every figure, drawn from its definition. Write it with `figures_as_markdown`."""

from safeconduct.statistics.classes import classes, version
from safeconduct.statistics.figures import FIGURES, Kind
from safeconduct.statistics.rules import FEWEST
from safeconduct.statistics.times import HOURS

PAGE = "docs/reference/figures.md"
_KINDS = {Kind.SHARE: "share", Kind.TIME: "median and 90th percentile", Kind.CODES: "by code"}
_INTRODUCTION = f"""\
# Figures

This page is drawn from `safeconduct/statistics/figures.py` and `classes.toml`; do not edit it. Each figure is of a
quarter: of what was sent in it, as it stands now, by sent and by received referrals apart; in all, by service, by
partner and by urgency. A time lies in a step that ends at one of these numbers of hours, nights and weekends counted:
{", ".join(map(str, HOURS))}, or longer.
A median of fewer than {FEWEST} is not said.

| code | figure | kind | counts | of all | definition |
|---|---|---|---|---|---|
"""


def figures_as_markdown() -> str:
    """The whole page, in the language that is active."""
    lines = [
        f"| `{one.code}` | {one.title} | {_KINDS[one.kind]} | `{one.part}` | `{one.of}` | {one.meaning} |"
        for one in FIGURES
    ]
    return _INTRODUCTION + "\n".join(lines) + "\n" + _classes()


def _classes() -> str:
    lines = [
        "",
        "## Classes of persons",
        "",
        f"Version {version()}.",
        "",
        "| of | confidence | source |",
        "|---|---|---|",
    ]
    lines += [
        f"| {name} | {table['confidence']} | {table['source']} |"
        for name, table in classes().items()
        if isinstance(table, dict)
    ]
    return "\n".join(lines) + "\n"
