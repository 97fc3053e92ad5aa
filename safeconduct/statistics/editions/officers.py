"""Who sees editions on this node, by name: whoever prepared one, and who else may approve it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.together import asked

MOST = 50
"""Names on a page."""
_OFFICERS = """
    SELECT m.id, m.name, m.profession, a.name FROM agencies.member m JOIN agencies.agency a ON a.id = m.agency_id
     WHERE m.suspended_at IS NULL
       AND (m.profession = 'rapporteur'
            OR (m.profession = 'coordinator'
                AND EXISTS (SELECT FROM agencies.coordination c WHERE c.coordinator_id = m.id)))
     ORDER BY m.name, m.id LIMIT %s
"""
_WAITING = "SELECT statistics.editions_waiting(%s)"


@dataclass(frozen=True, slots=True)
class Officer:
    """A named coordinator or a rapporteur: may see editions, and approve what somebody else prepared."""

    id: UUID
    name: str
    profession: Profession
    agency: str

    @property
    def role(self) -> Words:
        """The profession in words."""
        return label(self.profession)


@dataclass(frozen=True, slots=True)
class Officers:
    """All of them, seen from one who prepares."""

    of: UUID
    all: tuple[Officer, ...]

    @property
    def approvers(self) -> list[Officer]:
        """Who may approve what they prepared: everybody else."""
        return [one for one in self.all if one.id != self.of]

    @property
    def preparer(self) -> Officer | None:
        """Who prepared it; None when they coordinate no more."""
        return next((one for one in self.all if one.id == self.of and _prepares(one)), None)

    @property
    def preparers(self) -> list[Officer]:
        """Everybody who may prepare an edition."""
        return [one for one in self.all if _prepares(one)]


def officers(of: UUID) -> Officers:
    """As the database has them now; `of` is who prepares, or has prepared."""
    return Officers(of, _read(asked(_OFFICERS, [MOST])))


def waiting_for(member: Member) -> int:
    """In how many editions it is the member's turn, as Today says it. Runs as the worker."""
    if Profession(member.profession) not in (Profession.COORDINATOR, Profession.RAPPORTEUR):
        return 0
    return int(asked(_WAITING, [member.id])[0][0])


def _read(rows: Sequence[tuple[UUID, str, str, str]]) -> tuple[Officer, ...]:
    return tuple(Officer(id_, name, Profession(what), agency) for id_, name, what, agency in rows)


def _prepares(one: Officer) -> bool:
    return one.profession is Profession.COORDINATOR
