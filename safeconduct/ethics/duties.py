"""What a profession must do and must not do here, why, and what holds somebody to it.

Three ways: the product refuses otherwise (with this reason, which a test makes a rule say), the product helps, or
nothing but the professional does. The third is written down too: what is not enforced must not look as if it were.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Reason, Words


class Held(StrEnum):
    """What holds somebody to a duty."""

    REFUSED = "refused"
    HELPED = "helped"
    YOURS = "yours"


HELD_LABELS: dict[Held, Words] = {
    Held.REFUSED: _("Safeconduct refuses anything else"),
    Held.HELPED: _("Safeconduct helps, and does not force"),
    Held.YOURS: _("Only you can hold to it"),
}

EVERYBODY: frozenset[Profession] = frozenset(Profession)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One line of the page. `source` is a law, a convention or a guide of practice, with its place in it."""

    code: str
    who: frozenset[Profession]
    is_must: bool
    """True for what must be done, False for what must not."""
    words: Words
    why: Words
    source: str
    is_read: bool = False
    """Whether the source itself was read when this was written; most were not, and the page says so."""
    reasons: tuple[Reason, ...] = ()
    """With which the product refuses anything else. Empty: nothing refuses."""
    help: Words = ""

    @property
    def held(self) -> Held:
        """What holds somebody to it."""
        if self.reasons:
            return Held.REFUSED
        return Held.HELPED if self.help else Held.YOURS


def duties_of(profession: Profession, duties: Iterable[Duty]) -> tuple[list[Duty], list[Duty]]:
    """What this profession must do, and must not; what is its own stands before what holds for everybody."""
    own = sorted((duty for duty in duties if profession in duty.who), key=lambda duty: duty.who == EVERYBODY)
    return [duty for duty in own if duty.is_must], [duty for duty in own if not duty.is_must]
