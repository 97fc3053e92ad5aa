"""The tables of `tests/spec/rights`, read: one person, one rule, what is expected and why."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from safeconduct.rights.codes import Right, Trigger
from safeconduct.rights.facts import Facts
from safeconduct.vocabulary.codes import Answer3

FOLDER = Path(__file__).parents[1] / "spec" / "rights"
COUNTRY_OF_LAYERS = "RO"


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    table: str
    who: str
    facts: Facts
    right: Right
    answer: str
    rule: str
    last_day: date | None

    def __str__(self) -> str:
        return f"{self.table}: {self.who}, {self.rule}"


def rows() -> list[Row]:
    """Every row of every table."""
    return [row for path in sorted(FOLDER.glob("*.md")) for row in _rows(path)]


def _rows(path: Path) -> list[Row]:
    lines = [line for line in path.read_text().splitlines() if line.startswith("|")][2:]
    return [_row(path.stem, [cell.strip() for cell in line.strip("|").split("|")]) for line in lines]


def _row(table: str, cells: list[str]) -> Row:
    who, child, citizenships, where, days, right, answer, rule, last, _why = cells
    country = COUNTRY_OF_LAYERS if table == "layers" else table.upper()
    events = dict(day.split() for day in days.split(", ") if day and day != "file")
    facts = Facts(
        country, Answer3(child), _codes(citizenships), _codes(where), days == "file",
        events={Trigger(name): date.fromisoformat(day) for name, day in events.items()},
    )  # fmt: skip
    return Row(
        table, who, facts, Right(right), answer, rule, None if last == "-" else date.fromisoformat(last)
    )


def _codes(text: str) -> frozenset[str] | None:
    return None if text == "?" else frozenset(text.split())
