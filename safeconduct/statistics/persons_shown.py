"""Figures of persons in words: of few persons no number is said, and of no sum of theirs either."""

from django.utils.translation import gettext as _

from safeconduct.cases.follow_up.codes import LABELS, After
from safeconduct.rights.codes import Right
from safeconduct.rights.codes import label as label_of_right
from safeconduct.statistics.queries import Sums
from safeconduct.statistics.rules import FEWEST, shown
from safeconduct.vocabulary.decisions import Words

type Row = tuple[Words, list[str]]

HOW_FAR = ("informed", "asked", "granted")
KEPT = ("kept", "late", "left_out")


def cell(number: int) -> str:
    """A count of persons as it is shown."""
    seen = shown(number)
    return _("hidden") if seen is None else str(seen)


def rights(sums: Sums) -> list[Row]:
    """Each right of which anybody was told: told, asked for, granted."""
    found = [(right, [sums.of(f"{word}:{right}") for word in HOW_FAR]) for right in Right]
    return [
        (label_of_right(right), [cell(number) for number in numbers])
        for right, numbers in found
        if any(numbers)
    ]


def follow_ups(sums: Sums) -> list[Row]:
    """Each of the four follow-ups of which anything was written: kept, late, left out."""
    found = [(after, [sums.of(f"{word}:{after}") for word in KEPT]) for after in After]
    return [(LABELS[After][after], [cell(n) for n in numbers]) for after, numbers in found if any(numbers)]


def money(now: Sums, then: Sums) -> list[tuple[Words, str, str]]:
    """Claims filed, awarded and paid, and the sums by currency; a sum of fewer than five persons is hidden."""
    lines: list[tuple[Words, str, str]] = [
        (words, cell(now.of(part)), cell(then.of(part)))
        for part, words in (
            ("claimed", _("Filed")),
            ("awarded", _("Awarded")),
            ("paid", _("Paid, in part or whole")),
        )
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
    unknown: dict[str, Words] = {
        "sex": _("Sex is not known"),
        "age": _("Whether child or adult is not known"),
        "citizenship": _("Citizenship is not known"),
        "form": _("Registered, and the form of exploitation is not known"),
    }
    lines: list[tuple[Words, str]] = [
        (words, cell(sums.of(f"unknown:{name}"))) for name, words in unknown.items()
    ]
    lines.append((_("The date of birth contradicts child or adult"), cell(sums.of("contradiction:age"))))
    stale = _("%(old)s of %(files)s") % {"old": cell(old), "files": cell(files)}
    lines.append((_("Of all files, nothing that is counted was saved for a year"), stale))
    return lines
