"""Reading what lies in one case: the locks on its sections and keys look at what is held in it, and at nothing else.

A row policy knows no case, and asked for all that the acting member holds: hundreds of grants, for the few rows of one
file. Promised: who says which case it is sees of it what they would see without saying so, and of every other nothing.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from safeconduct.vocabulary.ahead import Ahead, sent

_ALONE = "SELECT set_config('safeconduct.case', %s, true)"


def read_in(case: UUID, *questions: tuple[str, Sequence[Any]]) -> list[Ahead]:
    """Each of these statements about this one case; they go to the database together, and their rows are there."""
    asked = [Ahead(sql, values) for sql, values in questions]
    with sent(Ahead(_ALONE, [str(case)]), *asked, Ahead(_ALONE, [""])):
        pass
    return asked
