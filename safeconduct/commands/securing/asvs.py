"""The requirements of ASVS 5.0 that are promised, by number: what meets each, or why it is open.

The table is docs/reference/asvs.toml; the page of the handbook is drawn from it. The standard's sentences stand nowhere
here: whoever reads the numbers has the standard beside them.

    python -m safeconduct.commands.securing.asvs    # draws docs/reference/asvs.md anew and counts
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.securing.outcomes import Outcome

TABLE = REPOSITORY / "docs" / "reference" / "asvs.toml"
PAGE = TABLE.with_suffix(".md")
STANDARD = REPOSITORY.parent / "shared" / "standards" / "asvs" / "asvs-5.0.0-en.csv"
"""Beside the clone of whoever steers; where it is not, only what it would be compared with is missing."""
HOW_MANY = 270
LEFT_OUT, WHOLE = "V17", ("V6", "V7", "V8", "V14", "V16")
"""Levels 1 and 2 without WebRTC, and level 3 of five chapters."""

TITLES = {
    "V1": "Encoding and injection",
    "V2": "Validation and the order of steps",
    "V3": "Browsers",
    "V4": "Services",
    "V5": "Files",
    "V6": "Proving who one is",
    "V7": "Sign-ins",
    "V8": "Who may do what",
    "V9": "Tokens that speak for themselves",
    "V10": "OAuth",
    "V11": "Cryptography",
    "V12": "The road",
    "V13": "How it is set up",
    "V14": "Data",
    "V15": "Code and packages",
    "V16": "Records and faults",
}
"""Our own words for the chapters."""

HEAD = """# ASVS 5.0

Which requirement of the OWASP Application Security Verification Standard 5.0 is met by what: levels 1 and 2
without V17, and level 3 of V6, V7, V8, V14 and V16, {all} in all. **{met} are met, {absent} have nothing to meet
here, {open} are open.** By ourselves: nobody outside the project has looked.

Numbers only, for the sentences belong to the standard. A test stands for "this is looked at in every run", not for
"this is proven". Drawn from [asvs.toml](asvs.toml) by `commands/securing/asvs.py`; a test fails when this page is
stale, or a name in it is of nothing.
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One number. Something meets it, or `absent` says why there is nothing to meet, or `open` why it is not met."""

    number: str
    tests: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    note: str = ""
    absent: str = ""
    open: str = ""

    @property
    def chapter(self) -> str:
        """The part before the first point."""
        return self.number.partition(".")[0]

    @property
    def standing(self) -> str:
        """`met`, `absent` or `open`."""
        return "open" if self.open else "absent" if self.absent else "met"


def requirements() -> list[Requirement]:
    """The table, in its order."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [_read(number, row) for number, row in rows.items()]


def _read(number: str, row: dict[str, Any]) -> Requirement:
    """Raises TypeError for a key that no requirement has."""
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Requirement(number, **given)


def promised(standard: Path) -> list[str]:
    """The numbers of the standard's own file that we promise."""
    with standard.open(encoding="utf-8", newline="") as file:
        return [
            row["req_id"] for row in csv.DictReader(file) if _is_promised(row["chapter_id"], int(row["L"]))
        ]


def _is_promised(chapter: str, level: int) -> bool:
    return chapter in WHOLE or (level <= 2 and chapter != LEFT_OUT)


def count(rows: list[Requirement], standing: str) -> int:
    """How many stand so."""
    return sum(row.standing == standing for row in rows)


def page(rows: list[Requirement]) -> str:
    """The page of the handbook: what is open first, then every number by chapter."""
    numbers = {standing: count(rows, standing) for standing in ("met", "absent", "open")}
    parts = [HEAD.format(all=len(rows), **numbers), "## Open", "", "| number | why |", "|---|---|"]
    parts += [f"| {row.number} | {row.open} |" for row in rows if row.open]
    for chapter, title in TITLES.items():
        parts += ["", f"## {chapter} {title}", "", "| number | stands | by |", "|---|---|---|"]
        parts += [
            f"| {row.number} | {row.standing} | {'; '.join(_by(row))} |"
            for row in rows
            if row.chapter == chapter
        ]
    return "\n".join(parts) + "\n"


def _by(row: Requirement) -> Iterator[str]:
    yield from (f"`tests/{test}`" for test in row.tests)
    yield from (f"setting `{name}`" for name in row.settings)
    yield from (f"rule `{name}` of `./run secure`" for name in row.rules)
    yield from (f"[{_short(place)}]({_from_here(place)})" for place in row.documents)
    yield from filter(None, (row.absent, row.note, row.open))


def _short(place: str) -> str:
    file, _, anchor = place.partition("#")
    return anchor.replace("-", " ") or Path(file).name


def _from_here(place: str) -> str:
    return (
        place.removeprefix("docs/reference/")
        if place.startswith("docs/reference/")
        else place.replace("docs/", "../", 1)
    )


def said(rows: list[Requirement]) -> str:
    """One line for whoever runs it."""
    standing = ", ".join(f"{count(rows, one)} {one}" for one in ("met", "absent", "open"))
    beside = (
        "compared with the standard's file"
        if STANDARD.exists()
        else "the standard's file is not beside this clone"
    )
    return f"{len(rows)} requirements of ASVS 5.0: {standing} ({beside})"


def look() -> Outcome:
    """For the door `secure`: the count, and numbers that are missing or too many where the standard is there."""
    rows = requirements()
    differ = set(promised(STANDARD)) ^ {row.number for row in rows} if STANDARD.exists() else set()
    return Outcome(
        [f"{number} is not in the table, or not promised" for number in sorted(differ)], said(rows)
    )


def main() -> int:
    """Draw the page."""
    rows = requirements()
    PAGE.write_text(page(rows), encoding="utf-8")
    print(said(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
