"""What the pages of the matrix are asked for: two case files in each agency, with a mark in every section.

A mark is a word that stands nowhere else, sealed under the section's own key as in service: whatever shows it has
opened the section. Grants are put as each question wants them, past the doors, so that each lock is asked alone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from safeconduct.access.acting import acting
from safeconduct.access.ring import ring
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.kinds import Kind
from safeconduct.commands.measures.matrix import naive
from safeconduct.commands.measures.matrix.people import (
    PEER,
    Asker,
    Base,
    named,
    next_sector,
    team_of,
    unforced,
)
from safeconduct.consent.document import Document
from safeconduct.keys.keysets import DataKey
from safeconduct.keys.sections import associated, new_key
from safeconduct.referrals import ledger
from safeconduct.referrals.envelope import Extract
from safeconduct.referrals.history import Genesis, Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.identifiers import CaseId, MemberId, ReferralId, new_handle, new_reference
from safeconduct.vocabulary.sections import Section

FIELD = {
    section.value: next(
        field.name for field in reversed(fields) if field.kind is Kind.TEXT and field.known is str
    )
    for section, fields in FIELDS.items()
} | {"profile": "pseudonym"}
"""In which answer of a section its mark stands; what has no form has an answer that no form asks for."""
OWN, GOT = "own", "received"
UNTIL = datetime.now(UTC) + timedelta(days=300)


def mark(section: str, where: str = "content") -> str:
    """The word that stands in this section, or in a text about it, and nowhere else."""
    return f"Mark{where.title()}{section.title().replace('_', '')}"


def case_of(sector: str, kind: str) -> UUID:
    """The case file of this kind in the agency of the sector."""
    return named("board", sector, kind)


@dataclass(slots=True)
class Board:
    """The files and their references, by sector and kind."""

    base: Base
    references: dict[tuple[str, str], str]

    def put(self, one: Asker, kind: str, grants: list[dict[str, Any]]) -> None:
        """These grants of this case, and no others."""
        case, owner = case_of(one.sector, kind), self.base.owner
        with owner.transaction():
            owner.execute("DELETE FROM access.grants WHERE case_id = %s", [case])
            for grant in grants:
                columns = {"case_id": case, "agency_id": one.agency, **grant}
                owner.execute(
                    f"INSERT INTO access.grants ({', '.join(columns)}) "
                    f"VALUES ({', '.join(['%s'] * len(columns))})",
                    list(columns.values()),
                )


def laid(base: Base) -> Board:
    """The board, its people being there already."""
    references: dict[tuple[str, str], str] = {}
    for sector in naive.SECTORS:
        for kind in (OWN, GOT):
            references[sector, kind] = _file(base, sector, kind)
        _lay_beside(base, sector)
    return Board(base, references)


def _lay_beside(base: Base, sector: str) -> None:
    """The received file lies beside the own one."""
    with unforced(base.owner, "cases.beside"):
        base.owner.execute(
            "INSERT INTO cases.beside (id, own_case, received_case, agency_id, at) "
            "VALUES (gen_random_uuid(), %s, %s, %s, now())",
            [case_of(sector, OWN), case_of(sector, GOT), named("agency", sector)],
        )


def _file(base: Base, sector: str, kind: str) -> str:
    case = case_of(sector, kind)
    received = (PEER, f"handle-{case}", case) if kind == GOT else (None, None, None)
    base.owner.execute(
        'INSERT INTO access."case" (id, agency_id, kind, peer, handle, referral_id, opened_at) '
        "VALUES (%s, %s, %s, %s, %s, %s, now())",
        [case, named("agency", sector), kind, *received],
    )
    row = _referral(sector, kind, case)
    if kind == OWN:
        _consent(base, row)
    with unforced(base.owner, "cases.section_version", "keys.section_key", "referrals.text"):
        for section in naive.SECTIONS:
            _content(base, case, kind, section, row)
    return row.reference


def _referral(sector: str, kind: str, case: UUID) -> Referral:
    """An envelope in the state "sent", as whoever works in the agency writes it."""
    somebody, other = Asker(sector, "lawyer"), named("agency", "of the peer")
    teams = (named("team", "of the peer"), team_of(sector))
    return envelope(
        MemberId(somebody.id), case, is_ours=kind == OWN, agencies=(somebody.agency, other), teams=teams
    )


def envelope(
    by: MemberId, case: UUID, *, is_ours: bool, agencies: tuple[UUID, UUID], teams: tuple[UUID, UUID]
) -> Referral:
    """A referral of this case in the state "sent", as a member of the first agency writes it.

    `teams` are the other agency's, which is asked where it is ours, and the own one.
    """
    at, shared = datetime.now(UTC), uuid4()
    consent = Extract(
        id=named("consent", str(case)), version=1, hash="0" * 64, sections=tuple(Section), until=UNTIL, conditions=(),
        tell_outcome=True, follow_changes=True,
    )  # fmt: skip
    row = Referral(
        shared=shared, side=Side.SENDER if is_ours else Side.RECEIVER, agency_id=agencies[0],
        other_agency_id=agencies[1], peer=PEER, case_id=case, handle=new_handle(), team_id=teams[0 if is_ours else 1],
        reference=new_reference("RO"), service="shelter", urgency="urgent", purpose="referral_service", country="RO",
        state=State.DRAFT if is_ours else State.SENT, head=Genesis(ReferralId(shared), at).hash, created_at=at,
        since=at, due_at=at + timedelta(days=28), consent_id=consent.id, consent_version=1, consent=consent.members(),
        at_once=[section.value for section in Section],
    )  # fmt: skip
    with acting(by):
        row.save(force_insert=True)
        codes: dict[str, object] = {"urgency": "urgent", "services": ["shelter"]}
        sent = Move(ReferralId(shared), row.head, Event.SEND, Side.SENDER, Actor.MEMBER, at, codes)
        ledger.add(row, [sent], role="lawyer")
    return row


def _consent(base: Base, row: Referral) -> None:
    """The person's word on which the own referral rests, for the prints that quote it."""
    document = Document(
        team=row.team_id, agency=row.other_agency_id, purpose=Purpose(row.purpose), sections=list(Section), until=UNTIL,
        language="en", text_language="en",
    )  # fmt: skip
    with unforced(base.owner, "consent.version"):
        base.owner.execute(
            "INSERT INTO consent.version (id, consent_id, version, case_id, agency_id, team_id, state, document, "
            "previous_hash, hash, kid, signature, recorded_at, expires_at) "
            "VALUES (gen_random_uuid(), %s, 1, %s, %s, %s, 'active', %s, '', '', '', '', now(), %s)",
            [row.consent_id, row.case_id, row.agency_id, row.team_id, Jsonb(document.members()), UNTIL],
        )


def _content(base: Base, case: UUID, kind: str, section: str, row: Referral) -> None:
    stored, key = new_key(ring(), CaseId(case), Section(section), 1, intake=kind == GOT)
    base.owner.execute(
        "INSERT INTO keys.section_key (id, case_id, section, generation, intake, wrapped, made_at) "
        "VALUES (gen_random_uuid(), %s, %s, 1, %s, %s, now())",
        [case, section, kind == GOT, stored.wrapped],
    )
    version, text = uuid4(), uuid4()
    content = {FIELD.get(section, "note"): mark(section)}
    base.owner.execute(
        "INSERT INTO cases.section_version (id, case_id, section, version, generation, sealed, saved_at, "
        "saved_by_role) "
        "VALUES (%s, %s, %s, 1, 1, %s, now(), 'lawyer')",
        [version, case, section, sealed(key, "cases.section_version", version, content)],
    )
    base.owner.execute(
        "INSERT INTO referrals.text (id, referral_id, agency_id, case_id, section, generation, sealed, kind, "
        "language, side, "
        "role, at) VALUES (%s, %s, %s, %s, %s, 1, %s, 'news', 'en', 'sender', 'lawyer', now())",
        [
            text,
            row.id,
            row.agency_id,
            case,
            section,
            sealed(key, "referrals.text", text, {"text": mark(section, "text")}),
        ],
    )


def sealed(key: DataKey, table: str, row: UUID, content: dict[str, str]) -> bytes:
    """The content as it lies in this row."""
    return key.encrypt(canonical(content), associated(table, "sealed", row))


# --- Grants as a question wants them --------------------------------------------------------------------------

STATES: dict[str, bool] = {
    "live": True,
    "of the team": True,
    "ended": False,
    "not begun": False,
    "withdrawn": False,
    "narrowed": True,
    "of other professions": False,
    "a colleague's": False,
    "of another agency": False,
    "to disclose": False,
    "none": False,
}
"""How a grant may stand, and whether anything is seen by it where the policy allows."""


def narrowed(section: str) -> bool:
    """Whether a narrowed consent still holds this section: every other one."""
    return naive.SECTIONS.index(section) % 2 == 0


def is_live(state: str, section: str) -> bool:
    """Whether the grant of this section opens anything in this state."""
    return STATES[state] and (state != "narrowed" or narrowed(section))


def grants(one: Asker, purpose: str, basis: str, state: str) -> list[dict[str, Any]]:
    """A grant of every section to this member, for this purpose, on this basis, standing so."""
    if state == "none":
        return []
    return [_grant(one, section, purpose, basis, state) for section in naive.SECTIONS]


def _grant(one: Asker, section: str, purpose: str, basis: str, state: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    made: dict[str, Any] = {
        "section": section, "holder_member": one.id, "purpose": purpose, "basis": basis, "can_edit": True,
        "valid_from": now - timedelta(days=2), "valid_until": now + timedelta(hours=3),
        "ground": "vital_interest" if basis == "ground" else None,
        "consent_id": named("consent") if basis == "consent" else None,
        "consent_version": 1 if basis == "consent" else None,
    }  # fmt: skip
    of_team = {"holder_member": None, "holder_team": team_of(one.sector)}
    others = [profession for profession in naive.PROFESSIONS if profession != one.profession]
    over = {"ended_at": now, "ended_why": state}
    changes: dict[str, dict[str, Any]] = {
        "of the team": of_team | {"professions": [one.profession]},
        "ended": {"valid_until": now},
        "not begun": {"valid_from": now + timedelta(hours=1)},
        "withdrawn": over,
        "narrowed": {} if narrowed(section) else over,
        "of other professions": of_team | {"professions": others},
        "a colleague's": {"holder_member": _colleague(one).id},
        "of another agency": {"agency_id": named("agency", next_sector(one.sector))},
        "to disclose": of_team | {"professions": [one.profession], "discloses": True},
    }
    return made | changes.get(state, {})


def _colleague(one: Asker) -> Asker:
    """Somebody else of the same agency."""
    return Asker(one.sector, next(p for p in naive.PROFESSIONS if p != one.profession))
