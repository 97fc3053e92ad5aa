"""The handbook's page of rules, drawn from the packs. Write it with `rights_as_markdown`."""

from collections.abc import Iterator
from datetime import date

from safeconduct.rights.checking import Known, coverage
from safeconduct.rights.codes import Right
from safeconduct.rights.rule import Book, NotExpressed, Pack, Rule
from safeconduct.rights.why import named

PAGE = "docs/reference/rights.md"

_INTRODUCTION = """\
# Rules of law, and what is known of each country

This page is drawn from `safeconduct/rights/packs/`; do not edit it. The sentences are this project's and not the law's.
**No lawyer has checked any of it**: “verified” says only that a page that states it was read, on the day that is named.
What is unverified or uncertain is listed here and shown beside no person. [How it is used](../explanation/rights.md).

## Coverage

known: a rule of the country itself that was read. minimum: only what the Union or the Council of Europe asks.
Empty: not known, and said as not known.
"""
_MARKS = {Known.KNOWN: "known", Known.MINIMUM: "minimum", Known.UNKNOWN: ""}


def rights_as_markdown(book: Book) -> str:
    """The whole page."""
    return "\n".join(_lines(book)) + "\n"


def _lines(book: Book) -> Iterator[str]:
    yield _INTRODUCTION
    yield from _coverage(book)
    for pack in book.packs.values():
        yield from _pack(pack)


def _coverage(book: Book) -> Iterator[str]:
    known = coverage(book, _read_on(book))
    yield f"| right | {' | '.join(known)} |"
    yield "|---" * (len(known) + 1) + "|"
    for right in Right:
        yield f"| {right} | " + " | ".join(_MARKS[known[country][right]] for country in known) + " |"


def _read_on(book: Book) -> date:
    """The day of the newest source: on it the coverage is told."""
    return max(source.read_on for rule in book.rules for source in rule.sources)


def _pack(pack: Pack) -> Iterator[str]:
    yield f"\n## {pack.jurisdiction}, version {pack.version}\n"
    if pack.ask:
        yield f"Whom to ask: {pack.ask.name} ({pack.ask.confidence}).\n"
    yield "| rule | right | act | in short | how long | for | tied to co-operation | how sure |"
    yield "|---|---|---|---|---|---|---|---|"
    for rule in pack.rules:
        yield _row(rule)
    if told := pack.objecting:
        counted = "counts" if told.in_total else "does not count"
        yield f"\nWho objects to figures: the total that is reported {counted} them ({told.confidence}). {told.says}"
    if pack.unknown:
        yield ""
        yield from (f"- {right}: {said}" for right, said in pack.unknown.items())
    if pack.not_expressed:
        yield "\nWhat no field of a rule can hold, so that nothing is computed from it:\n"
        yield "| right | what the law says | why it is no rule | what pages say instead | source | how sure |"
        yield "|---|---|---|---|---|---|"
        yield from map(_not_expressed, pack.not_expressed)


def _not_expressed(one: NotExpressed) -> str:
    sources = "; ".join(f"{', '.join(source.cites)} ({source.read_on})" for source in one.sources)
    sure = one.confidence.value if one.is_shown else f"{one.confidence}, not shown"
    cells = [one.right.value, one.says, one.why, one.instead, sources, sure]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _row(rule: Rule) -> str:
    length, asked = rule.duration, rule.beneficiary
    tied = {True: "yes", False: "no", None: "not read"}[rule.on_cooperation]
    cells = [
        rule.id,
        rule.right.value,
        named(rule),
        f"{rule.says} {rule.note}".strip(),
        f"{length.kind} {length.n} {length.unit} from {rule.starts}" if length else "",
        ", ".join(
            one
            for one in (asked.person, asked.citizenship, asked.exploited)
            if one.value not in {"any", "anywhere"}
        )
        + "".join(f"; {one}" for one in asked.also),
        tied,
        rule.confidence.value if rule.is_shown else f"{rule.confidence}, not shown",
    ]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
