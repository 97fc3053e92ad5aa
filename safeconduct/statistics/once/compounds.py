"""What of a person is compared, so that one slip of the pen does not hide who is one and the same. Pure.

Each compound forgives one thing and holds the rest fast. The year of birth is in all of them, and must be the same.

- each two parts of the name as they sound, and one citizenship: forgives spelling, order, script, a further name, and
  one of several citizenships;
- the whole name as it is spelt, without the citizenship: forgives a citizenship that is wrong or not known.
"""

import re
from collections.abc import Iterable
from itertools import combinations

from safeconduct.directory.reading.folding import folded
from safeconduct.statistics.once.phonetic import sounding
from safeconduct.vocabulary.codes import NoCitizenship

MOST_PARTS = 5
MOST_CITIZENSHIPS = 4
FEWEST_PARTS = 2
"""A part alone fits too many."""
FIRST_YEAR = 1900


def compounds(names: str, birth_date: str, citizenships: Iterable[str]) -> frozenset[str]:
    """The compounds of a person; none where the name has not two parts or the year of birth is not known.

    `birth_date` is ISO 8601; `citizenships` are alpha-2 codes, of which "unknown" is none.

    >>> one = compounds("Шевченко Ольга", "1999-03-01", ["UA"])
    >>> len(one & compounds("Olha Shevchenko", "1999-01-01", ["UA", "RO"]))
    1
    """
    year = _year(birth_date)
    parts = [part for part in re.findall(r"[^\W\d_]+", names) if len(part) > 1][:MOST_PARTS]
    sounds = sorted({sounding(part) for part in parts})
    if not year or len(sounds) < FEWEST_PARTS:
        return frozenset()
    known = sorted({str(one) for one in citizenships} - {NoCitizenship.UNKNOWN.value})[:MOST_CITIZENSHIPS]
    spelt = " ".join(sorted({folded(part) for part in parts}))
    return frozenset(
        {f"sound|{one} {other}|{year}|{code}" for one, other in combinations(sounds, 2) for code in known}
        | {f"spelt|{spelt}|{year}"}
    )


def _year(birth_date: str) -> str:
    """The year of a date, as four digits; "" for what is none."""
    found = re.match(r"(\d{4})-\d{2}-\d{2}$", birth_date)
    return found[1] if found and int(found[1]) >= FIRST_YEAR else ""
