"""Figures of persons in words: of few persons no number is said, and of no sum of theirs either."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.cases.follow_up.codes import LABELS, After
from safeconduct.rights.codes import Right
from safeconduct.rights.codes import label as label_of_right
from safeconduct.statistics.queries import Sums
from safeconduct.statistics.rules import FEWEST, shown
from safeconduct.vocabulary.decisions import Words

type Row = tuple[Words, list[str]]

HOW_FAR: tuple[tuple[Words, str], ...] = (
    (gettext_lazy("Told"), "informed"), (gettext_lazy("Asked for"), "asked"), (gettext_lazy("Granted"), "granted"),
)  # fmt: skip
KEPT: tuple[tuple[Words, str], ...] = (
    (gettext_lazy("Kept within a week"), "kept"), (gettext_lazy("Late"), "late"),
    (gettext_lazy("Left out"), "left_out"),
)  # fmt: skip
"""The columns, each with the word that is counted before a colon."""
RIGHTS: tuple[tuple[Words, str], ...] = tuple((label_of_right(right), right.value) for right in Right)
FOLLOW_UPS: tuple[tuple[Words, str], ...] = tuple((LABELS[After][after], after.value) for after in After)
"""The lines, each with the code behind the colon."""
CLAIMS: tuple[tuple[str, Words], ...] = (
    ("claimed", gettext_lazy("Filed")), ("awarded", gettext_lazy("Awarded")),
    ("paid", gettext_lazy("Paid, in part or whole")),
)  # fmt: skip
MISSING: tuple[tuple[str, Words], ...] = (
    ("unknown:sex", gettext_lazy("Sex is not known")),
    ("unknown:age", gettext_lazy("Whether child or adult is not known")),
    ("unknown:citizenship", gettext_lazy("Citizenship is not known")),
    ("unknown:form", gettext_lazy("Registered, and the form of exploitation is not known")),
    ("contradiction:age", gettext_lazy("The date of birth contradicts child or adult")),
)


def cell(number: int) -> str:
    """A count of persons as it is shown."""
    seen = shown(number)
    return _("hidden") if seen is None else str(seen)


def rights(sums: Sums) -> list[Row]:
    """Each right of which anybody was told: told, asked for, granted."""
    return _rows(sums, RIGHTS, HOW_FAR)


def follow_ups(sums: Sums) -> list[Row]:
    """Each of the four follow-ups of which anything was written: kept, late, left out."""
    return _rows(sums, FOLLOW_UPS, KEPT)


def _rows(sums: Sums, rows: Sequence[tuple[Words, str]], columns: Sequence[tuple[Words, str]]) -> list[Row]:
    found = [(name, [sums.of(f"{word}:{code}") for _title, word in columns]) for name, code in rows]
    return [(name, [cell(number) for number in numbers]) for name, numbers in found if any(numbers)]


def money(now: Sums, then: Sums) -> list[tuple[Words, str, str]]:
    """Claims filed, awarded and paid, and the sums by currency; a sum of fewer than five persons is hidden."""
    lines: list[tuple[Words, str, str]] = [
        (words, cell(now.of(part)), cell(then.of(part))) for part, words in CLAIMS
    ]
    for name, words in (("awarded", _("Awarded, %s")), ("paid", _("Paid, %s"))):
        lines += [
            (words % currency, _sum(now, name, currency), _sum(then, name, currency))
            for currency in sorted({*now.codes(f"{name}_sum"), *then.codes(f"{name}_sum")})
        ]
    return lines


def _sum(sums: Sums, name: str, currency: str) -> str:
    """What was awarded or paid in a currency, where there are enough persons to whom it was in this one."""
    found, persons = sums.of(f"{name}_sum:{currency}"), sums.of(f"{name}_persons:{currency}")
    return f"{found:,}" if persons >= FEWEST or not found else _("hidden")


def quality(sums: Sums, *, old: int, files: int) -> list[tuple[Words, str]]:
    """What is not known, what contradicts itself, and which files nobody has touched for a year."""
    lines: list[tuple[Words, str]] = [(words, cell(sums.of(part))) for part, words in MISSING]
    stale = _("%(old)s of %(files)s") % {"old": cell(old), "files": cell(files)}
    lines.append((_("Of all files, nothing that is counted was saved for a year"), stale))
    return lines
