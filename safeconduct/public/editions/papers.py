"""An edition as a sheet, to be typeset as a tagged PDF: its tables in words, and how they were made."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override, pgettext

from safeconduct.public import settings
from safeconduct.public.editions import correcting, shown, words
from safeconduct.public.editions.correcting import Correction
from safeconduct.vocabulary.labels import around
from safeconduct.vocabulary.labels.editions import KINDS, of_zero
from safeconduct.vocabulary.labels.united import United
from safeconduct.vocabulary.released.tables import ENGLISH, Edition, Table, Texts, text
from safeconduct.vocabulary.typesetting.setting import pdf
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet

MOST_ROWS = 300
"""Of one table on paper; the files have all."""


@lru_cache(maxsize=8)
def paper(name: str, digest: str, language: str, by: Correction | None) -> bytes:
    """The PDF of an edition; typeset once in a while, as only its correction is news. One language from end to end."""
    one = shown.edition_of(name, digest, language)
    spoken = language if all(language in each for each in _texts(one)) else ENGLISH
    with override(spoken):
        return pdf(sheet(one, digest, spoken, by))


def sheet(one: Edition, digest: str, language: str, by: Correction | None = None) -> Sheet:
    """What stands on it, in a language that all its labels have; first what corrects it, and what it corrects."""
    made = gettext("Made on %(day)s.") % {"day": date_format(one.made_on, "j F Y")}
    groups = _corrections(one, by, language)
    groups += [Group(text(each.title, language)[0], _table(one, each, language)) for each in one.tables]
    groups.append(Group(gettext("How it was made"), _method(one)))
    if classes := words.united(one):
        groups.append(Group(gettext("What classes unite"), _united(classes)))
    groups.append(Group(gettext("What is not promised"), _bounds(one)))
    groups.append(Group(gettext("Whether it is genuine"), (Item("text", f"{one.id}, SHA-256 {digest}"),)))
    foot = f"{settings.WAGTAIL_SITE_NAME} · {one.id}"
    kind = f"{KINDS[one.kind]}. " if one.kind in KINDS else ""
    lead = f"{kind}{around.scope(one)} {made} {around.what_is_hidden(one)}"
    return Sheet(language, words.of(one), tuple(groups), lead, foot=foot)


def _corrections(one: Edition, by: Correction | None, language: str) -> list[Group]:
    """Each as a part of its own above the tables."""
    groups = []
    if by is not None:
        items = _lines(correcting.by_which(by), by.reason, by.changed)
        groups.append(Group(gettext("This edition was corrected"), items))
    if one.corrects:
        items = _lines([correcting.what_it_corrects(one)], one.reason, len(one.changed))
        groups.append(Group(gettext("What this edition corrects"), (*items, *_changes(one, language))))
    return groups


def _lines(said: list[str], reason: str, changed: int) -> tuple[Item, ...]:
    """The reason is in the words of whoever made the correction, which are taken for English."""
    why = [Item("text", gettext("Why:")), Item("text", reason, language=ENGLISH)] if reason else []
    return (
        *(Item("text", line) for line in said),
        *why,
        Item("text", correcting.changed_in_words(changed)),
    )


def _changes(one: Edition, language: str) -> tuple[Item, ...]:
    """The numbers that changed, as many as the page shows."""
    rows = tuple(
        (
            f"{each.table}: {' · '.join(head for head, _ in each.heads)}",
            words.number(each.was),
            words.number(each.now),
        )
        for each in shown.changes(one, language)
    )
    heads = (gettext("Number"), pgettext("a correction", "Before"), gettext("Now"))
    left = len(one.changed) - len(rows)
    note = gettext("Changed numbers that are in the signed document alone: %(left)s.") % {"left": left}
    return (
        *([Item("filled", "", heads, rows=rows)] if rows else []),
        *([Item("small", note)] if left else []),
    )


def _texts(one: Edition) -> list[Texts]:
    labels = [texts for of in one.dimensions.values() for texts in (of.label, *of.codes.values())]
    return [*labels, *(table.title for table in one.tables)]


def _table(one: Edition, table: Table, language: str) -> tuple[Item, ...]:
    told, of_nobody = shown.told(one, table, language)
    if not told:
        return (Item("text", gettext("Nobody was counted in this table.")),)
    outer = " · ".join(head for head, _ in shown.outer(one, table, language))
    heads = (outer, *(head for head, _, _ in told[0].cells))
    rows = tuple(
        (" · ".join(head for head, _ in each.heads), *(words.number(cell[2]) for cell in each.cells))
        for each in told[:MOST_ROWS]
    )
    zero = of_zero(table.dimensions)
    notes = _left_out(of_nobody, max(0, len(told) - MOST_ROWS))
    return (
        *([Item("text", str(zero))] if zero else []),
        Item("filled", "", heads, rows=rows),
        *(Item("small", note) for note in notes),
    )


def _left_out(of_nobody: int, beyond: int) -> list[str]:
    """Which lines are in the files alone: those in which nobody was counted, and those for which there is no room."""
    found = []
    if of_nobody:
        said = ngettext(
            "%(many)s line in which nobody was counted is left out here; it is in the files.",
            "%(many)s lines in which nobody was counted are left out here; they are in the files.",
            of_nobody,
        )
        found.append(said % {"many": of_nobody})
    if beyond:
        found.append(gettext("Lines that are in the files alone: %(left)s.") % {"left": beyond})
    return found


def _united(classes: Sequence[United]) -> tuple[Item, ...]:
    """What the page says of each class that stands for several."""
    note = gettext("Every class of the definition is named, whether anybody was in it or not.")
    return (Item("list", "", tuple(map(words.many_classes, classes))), Item("small", note))


def _bounds(one: Edition) -> tuple[Item, ...]:
    said = around.bounds(one.kind, [each.dimensions for each in one.tables])
    return (Item("list", "", tuple(map(str, said))),)


def _method(one: Edition) -> tuple[Item, ...]:
    whom = gettext(
        "Counted are persons who were registered in %(year)s, as the files of this node stood on %(day)s."
    )
    said = {"year": one.period, "day": date_format(one.cut_off, "j F Y")}
    lines = tuple(f"{label}: {value}" for label, value in (*words.counted(one), *words.protected(one)))
    unsure = (Item("text", note),) if (note := around.unverified(one)) else ()
    return (Item("text", whom % said), *unsure, Item("list", "", lines))
