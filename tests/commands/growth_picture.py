"""The picture of how a referral grows dearer, drawn from the table: `python -m tests.commands.growth_picture`."""

from pathlib import Path

from safeconduct.commands.measures import Numbers
from safeconduct.commands.measures.growth import picture

DOCS = Path(__file__).parents[2] / "docs"
PAGE, PICTURE = DOCS / "reference" / "performance.md", DOCS / "pictures" / "growth.svg"


def told() -> Numbers:
    """The stages and what the right-hand column says of each, in the table that stands before the picture."""
    before = PAGE.read_text(encoding="utf-8").split("(../pictures/growth.svg)")[0]
    table = before.rsplit("\n\n", 2)[1]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {row[0]: {"processor ms a loop": int(row[-1])} for row in rows}


def drawn() -> str:
    """The picture as it should be."""
    return picture(told())


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
