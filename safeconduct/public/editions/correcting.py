"""Which edition corrects which: what is said of it around an edition, whose own bytes never change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from safeconduct.public import settings
from safeconduct.public.editions.words import title
from safeconduct.vocabulary.editions import period
from safeconduct.vocabulary.released.tables import Edition

_SAID = "convert_from(content, 'UTF8')::json"
_LATER = f"""
    SELECT o.id, e.id, e.kind, e.country, e.year, e.years, e.number, e.made_on, e.shown_at, e.reason, e.changed,
           (SELECT n.id FROM editions_edition n
             WHERE (n.kind, n.country, n.year, n.years) = (e.kind, e.country, e.year, e.years)
             ORDER BY n.number DESC LIMIT 1)
      FROM editions_edition o JOIN LATERAL (
           SELECT l.*, COALESCE({_SAID} #>> '{{document,reason}}', '') AS reason,
                  json_array_length({_SAID} #> '{{document,changed}}') AS changed
             FROM editions_edition l
            WHERE (l.kind, l.country, l.year, l.years) = (o.kind, o.country, o.year, o.years)
              AND l.number > o.number AND l.corrects <> '' ORDER BY l.number LIMIT 1) e ON true
     WHERE o.id = ANY (%s)
"""  # noqa: S608  (words of this file)
"""The next one, also where what is between them is not shown yet."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The edition by which another one was corrected."""

    id: str
    kind: str
    country: str
    year: int
    years: int
    number: int
    made_on: date
    shown_at: datetime
    reason: str
    """In the words of whoever made it, which are taken for English."""
    changed: int
    """How many numbers that both print say something else."""
    newest: str
    """The name of the last edition of the same; its own where nobody corrected it."""

    @property
    def title(self) -> str:
        """What it is called."""
        return title(self.kind, self.country, period(self.year, self.years), self.number)

    @property
    def is_newest(self) -> bool:
        """Whether it stands, as far as is known."""
        return self.newest == self.id

    @property
    def address(self) -> str:
        """Where it is read, in the language of now, for whoever has a file in hands."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/statistics/{self.id}/"


def corrections(names: Iterable[str]) -> dict[str, Correction]:
    """By the name of an edition the one that corrects it; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATER, [list(names)])
        return {name: Correction(*rest) for name, *rest in cursor.fetchall()}


def correction_of(name: str) -> Correction | None:
    """By which an edition was corrected; None where it stands."""
    return corrections([name]).get(name)


def introduction(corrects: str, by: Correction | None) -> str:
    """What stands below the title of an edition elsewhere; `corrects` names the edition that it corrects, or is ""."""
    said = [gettext("These are not the figures of the whole country.")]
    if corrects:
        correct = gettext("It corrects edition %(edition)s, which stays where it is.")
        said.insert(0, correct % {"edition": corrects})
    return " ".join([*(corrected(by) if by is not None else ()), *said])


def lines(edition: Edition, by: Correction | None) -> list[str]:
    """What a file says of it, that the edition was made without: by which it was corrected; and what it corrects."""
    said = corrected(by) if by is not None else []
    if edition.corrects:
        said += [what_it_corrects(edition), *_why(edition.reason, len(edition.changed))]
    return said


def what_it_corrects(edition: Edition) -> str:
    """Which edition, of one that corrects another."""
    return gettext("This edition corrects edition %(edition)s.") % {"edition": edition.corrects}


def corrected(by: Correction) -> list[str]:
    """By which edition, on which day, where it is, why, and how much changed."""
    return [*by_which(by), *_why(by.reason, by.changed)]


def by_which(by: Correction) -> list[str]:
    """The same without why and how much."""
    say = gettext("This edition was corrected on %(day)s by edition %(edition)s: %(address)s")
    day = date_format(by.made_on, "j F Y")
    said = [say % {"day": day, "edition": by.id, "address": by.address}]
    if not by.is_newest:
        said.append(gettext("The newest one is edition %(edition)s.") % {"edition": by.newest})
    return said


def _why(reason: str, many: int) -> list[str]:
    why = [gettext("Why: %(reason)s") % {"reason": reason}] if reason else []
    return [*why, changed_in_words(many)]


def changed_in_words(many: int) -> str:
    """How many printed numbers a correction changed."""
    said = ngettext("%(many)s printed number changed.", "%(many)s printed numbers changed.", many)
    return said % {"many": many} if many else gettext("No printed number changed.")


def extension(edition: Edition, by: Correction | None) -> dict[str, str]:
    """The same for programs."""
    said = {"corrects": edition.corrects, "corrected_by": by.id if by is not None else ""}
    return {name: value for name, value in said.items() if value}
