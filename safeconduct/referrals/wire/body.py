"""A message type, and what several of them say of whoever acted."""

from dataclasses import dataclass

from safeconduct.exchange.wire import Lane
from safeconduct.keys.uses import Use
from safeconduct.referrals import clockwork
from safeconduct.referrals.wire.parts import Member
from safeconduct.referrals.wire.shapes import one_of
from safeconduct.vocabulary.codes import Profession


@dataclass(frozen=True, slots=True)
class Body:
    """A message type: who sends it on which lane under which key, and what its body says."""

    type: str
    about: str
    by: str
    lane: Lane | None
    keys: tuple[Use, ...]
    consent: str
    effect: str
    refuses: tuple[str, ...]
    members: tuple[Member, ...]

    @property
    def file(self) -> str:
        """The name of its schema's file."""
        middle = self.type.removeprefix("safeconduct.").rpartition(".")[0]
        return f"body-{middle.replace('.', '-').replace('_', '-')}.schema.json"


ROLE = one_of(
    'code of `profession`, `clock`, or `""`', ["", clockwork.ROLE, *(str(code) for code in Profession)]
)
ACTED = Member("role", ROLE, "the profession of whoever acted; never a name", required=False)
