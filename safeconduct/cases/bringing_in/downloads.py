"""What is taken out of an import to be corrected: CSV that no program takes for a formula."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from safeconduct.cases.bringing_in.store import Wrong
from safeconduct.vocabulary.tables.sheets import Row

MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(cell: str) -> str:
    """The cell as a text: an apostrophe before what a spreadsheet would compute."""
    return f"'{cell}" if cell.lstrip(" '").startswith(_FORMULA) else cell


def of_faults(faults: Iterable[Wrong]) -> str:
    """Every fault: row, field, sentence."""
    lines = ([str(one.row), one.field, one.sentence] for one in faults)
    return _written([_("Row"), _("Field"), _("What is wrong")], lines)


def of_rows(columns: list[str], left_out: Iterable[tuple[Row, list[Wrong]]]) -> str:
    """The rows as they came, with one more column: what is wrong with each."""
    lines = (
        [*row.cells, " ".join(f"{one.field}: {one.sentence}" if one.field else one.sentence for one in wrong)]
        for row, wrong in left_out
    )
    return _written([*columns, _("What is wrong")], lines)


def _written(header: list[str], lines: Iterable[list[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe(cell) for cell in header])
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return MARK + text.getvalue()
