"""Reading what lies in one case, one section of many, or own files: the locks look at what is held there alone.

A row policy knows neither, and asked for all that the acting member holds: hundreds of grants, for the few rows of one
file. Promised: who says which it is sees there what they would see without saying so, and of everything else nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from safeconduct.vocabulary.ahead import Ahead, sent
from safeconduct.vocabulary.sections import Section

_ALONE = "SELECT set_config('safeconduct.case', %s, true)"
_OF_ONE = "SELECT set_config('safeconduct.section', %s, true)"
_OWN = "SELECT set_config('safeconduct.own', %s, true)"
SAYS = frozenset({_ALONE, _OF_ONE, _OWN})
"""What says so, for whoever counts questions: each goes on the way of the one that it narrows."""


def read_in(case: UUID, *questions: tuple[str, Sequence[Any]]) -> list[Ahead]:
    """Each of these statements about this one case; they go to the database together, and their rows are there."""
    return _read(_ALONE, str(case), questions)


def read_of(section: Section, *questions: tuple[str, Sequence[Any]]) -> list[Ahead]:
    """The same for statements about this one section, of whichever cases."""
    return _read(_OF_ONE, section.value, questions)


def read_own(question: tuple[str, Sequence[Any]], *, behind: Ahead) -> Ahead:
    """A statement about own files alone, not about those received: no consent and no ground opens one.

    It goes together with `behind`, which comes first and means what it means alone.
    """
    (answer,) = _read(_OWN, "yes", [question], behind=[behind])
    return answer


def _read(
    says: str, of: str, questions: Iterable[tuple[str, Sequence[Any]]], *, behind: Sequence[Ahead] = ()
) -> list[Ahead]:
    asked = [Ahead(sql, values) for sql, values in questions]
    in_order = [*behind, Ahead(says, [of]), *asked, Ahead(says, [""])]
    with sent(*in_order):
        pass
    for one in in_order:  # where they were not sent: they are asked one after the other
        one.rows()
    return asked
