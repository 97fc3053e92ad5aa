"""What is said of an edition that was corrected since: beside it, on its page and in files that are made now.

Its document is never changed. A file can be given away, so before the correction may be shown no file knows of it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeconduct.statistics.editions import store, words
from safeconduct.statistics.editions.document import Document
from safeconduct.statistics.editions.store import Edition
from safeconduct.vocabulary.released.gone import Gone, no_longer_said
from safeconduct.vocabulary.released.reading import read

CORRECTED = "corrected_by"
"""Beside the members of a document that was corrected: what `about` says of its correction."""


def correction(of: Edition) -> Edition | None:
    """The next edition of the same, which the reader may see; None where it stands."""
    return store.edition(of.corrected_by) if of.corrected_by else None


def shown_correction(of: Edition, *, at: datetime) -> Edition | None:
    """The same, once everybody may see it."""
    found = correction(of)
    return None if found is None or (found.embargo is not None and found.embargo > at) else found


def with_correction(of: Edition, *, at: datetime) -> Document:
    """The document with what its files say of its correction."""
    by = shown_correction(of, at=at)
    return {**of.document, CORRECTED: about(by.document)} if by is not None else of.document


def about(by: Document) -> dict[str, Any]:
    """What is said of a correction: its name, its day, why it was made, and how many printed numbers changed."""
    return {"id": by["id"], "made_on": by["made_on"], "reason": by["reason"], "changed": len(by["changed"])}


def sentences(of: Document) -> list[str]:
    """By which edition it was corrected, on which day, and why; none where it stands."""
    by = of.get(CORRECTED)
    if by is None:
        return []
    said = _("This edition was corrected on %(day)s by edition %(edition)s.")
    day = date_format(date.fromisoformat(by["made_on"]), "j F Y")
    why = [_("Why: %(reason)s") % {"reason": by["reason"]}] if by["reason"] else []
    return [said % {"day": day, "edition": by["id"]}, *why, how_much(by["changed"])]


def how_much(many: int) -> str:
    """How many printed numbers a correction changed."""
    said = ngettext("%(many)s printed number changed.", "%(many)s printed numbers changed.", many)
    return said % {"many": many} if many else _("No printed number changed.")


MOST_GONE = 100
"""Numbers on a page; all stand in the edition before."""


@dataclass(frozen=True, slots=True)
class NoLonger:
    """What the edition before said and a correction says no more: each number in words, and how many are not listed."""

    name: str
    lines: list[tuple[str, int]]
    more: int
    zeros: int
    """Numbers that said that nobody was counted: they are not listed."""

    @property
    def many(self) -> int:
        """All of them."""
        return len(self.lines) + self.more + self.zeros


def no_longer(before: Document, now: Document) -> NoLonger:
    """Of two documents, the second of which corrects the first."""
    every = no_longer_said(read(before), read(now))
    found = [one for one in every if one.number]
    lines = [(_in_words(one), one.number) for one in found[:MOST_GONE]]
    return NoLonger(before["id"], lines, len(found) - len(lines), len(every) - len(found))


def _in_words(one: Gone) -> str:
    codes = (str(words.of_code(*pair)) for pair in zip(one.dimensions, one.at, strict=True))
    return f"{one.table}: {', '.join(codes)}"
