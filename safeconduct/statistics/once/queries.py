"""The pairs of the files that a member leads, and an open pair for the coordinator whom both agencies have named."""

from dataclasses import dataclass
from uuid import UUID

from safeconduct.statistics.reading import Reader
from safeconduct.vocabulary.together import asked

_MINE = "SELECT case_id, code, year, says, is_closed FROM statistics.my_pairs()"
_AGREED = "SELECT statistics.agreed_once(%s)"
_OPEN = "SELECT year, one_agency, other_agency, one_answered, other_answered FROM statistics.open_pair(%s)"


@dataclass(frozen=True, slots=True)
class MyPair:
    """A pair as one of its two leads sees it: the own file and the own answer, and of the other side nothing."""

    case: UUID
    code: str
    year: int
    says: str | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class OpenPair:
    """An open pair as the coordinator of both agencies sees it: which two, and who has answered; never what."""

    year: int
    answered: dict[UUID, bool]


def my_pairs() -> list[MyPair]:
    """Of all files that the acting member leads, the newest two hundred."""
    return [MyPair(*row) for row in asked(_MINE, [])]


def agreed(case: UUID) -> bool:
    """Whether the person agreed to be compared; False for who has not the case in hand."""
    return bool(asked(_AGREED, [case])[0][0])


def open_pair(read: Reader, code: str) -> OpenPair | None:
    """The open pair of this code; None where there is none, or not both agencies have named the reader."""
    row = read.execute(_OPEN, [code]).fetchone()
    return OpenPair(row[0], {row[1]: row[3], row[2]: row[4]}) if row else None
