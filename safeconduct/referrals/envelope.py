"""What of a referral both sides always know: codes, dates, agencies, the extract of the consent, the moves.

Written into each message that may be the first to arrive, and read back without trust.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.wire import ConsentRef
from safeconduct.referrals.codes import is_plain, moment, moment_text
from safeconduct.referrals.history import History, Move, move_from_data
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.codes import (
    Condition,
    Need,
    NoConsentGround,
    Proceeding,
    Purpose,
    Service,
    Urgency,
)
from safeconduct.vocabulary.errors import BadInput, SafeconductError
from safeconduct.vocabulary.identifiers import ConsentId, normal_reference
from safeconduct.vocabulary.law import MOST_COUNTRIES, NOT_SAID, Law, law_of
from safeconduct.vocabulary.sections import Section

type Fields = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What the recipient must know of the consent: the grants to it and the conditions that bind it."""

    id: UUID
    version: int
    hash: str
    sections: tuple[Section, ...]
    until: datetime
    conditions: tuple[str, ...]
    tell_outcome: bool
    follow_changes: bool
    ground: str = ""
    """The listed legal ground that stands in the place of consent, or ""."""
    further: Fields = field(default_factory=dict)
    """Members that a later release has added: kept, and written again."""

    def members(self) -> Fields:
        """As it travels and is stored on both sides."""
        return {
            **self.further,
            "id": str(self.id),
            "version": self.version,
            "hash": self.hash,
            "sections": [section.value for section in self.sections],
            "until": moment_text(self.until),
            "conditions": list(self.conditions),
            "tell_outcome": self.tell_outcome,
            "follow_changes": self.follow_changes,
            "ground": self.ground,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A received envelope whose every code is known."""

    shared: UUID
    reference: str
    created_at: datetime
    country: str
    team: UUID
    service: Service
    need: str
    urgency: Urgency
    purpose: Purpose
    phoned_at: datetime | None
    """When it was made by telephone first, in an emergency."""
    consent: Extract
    held_back: tuple[Section, ...]
    moves: tuple[Move, ...]
    role: str
    further: Fields
    """Members that a later release has added: kept, and written again."""
    law: Law = NOT_SAID
    """Which law is asked about, where legal help is."""
    enquiry: UUID | None = None
    """The enquiry without a name that the recipient said yes to, where it was made of one."""


def written(row: Referral, role: str, history: History | None = None) -> Fields:
    """The envelope with all moves, as JSON; `history` where it is at hand already."""
    return {
        **row.further,
        "referral": str(row.shared),
        "reference": row.reference,
        "created_at": moment_text(row.created_at),
        "country": row.country,
        "team": str(row.team_id),
        "service": row.service,
        "need": row.need,
        "urgency": row.urgency,
        "purpose": row.purpose,
        "phoned_at": moment_text(row.phoned_at) if row.phoned_at else None,
        "consent": row.consent,
        "held_back": list(row.held_back),
        "moves": all_moves(row) if history is None else moves_of(history),
        "role": role,
        **_law_written(row.law),
        **({"enquiry": str(row.enquiry)} if row.enquiry else {}),
    }


def _law_written(law: Law) -> Fields:
    """What was not said is left out: an envelope for any other need is what it was before."""
    both = {
        "jurisdictions": list(law.jurisdictions),
        "proceeding_types": [kind.value for kind in law.proceeding_types],
    }
    return {name: codes for name, codes in both.items() if codes}


def moves_of(history: History) -> list[Fields]:
    """Every move of the referral, in each message that carries one: whatever message a void had to replace, the
    next one brings its moves, and both sides come to the same history."""
    return [move.as_data() for move in sorted(history.moves, key=lambda move: (move.at, move.hash))]


def all_moves(row: Referral) -> list[Fields]:
    """The same, as they are stored."""
    return list(StoredMove.objects.filter(referral=row).order_by("at", "hash").values_list("data", flat=True))


def read(body: Fields) -> Envelope:
    """The envelope in a message's body. Raises RefuseMessage("malformed_body")."""
    try:
        fields = body["envelope"]
        return Envelope(
            shared=UUID(fields["referral"]),
            reference=normal_reference(fields["reference"]),
            created_at=_moment(fields["created_at"]),
            country=_short(fields["country"]),
            team=UUID(fields["team"]),
            service=Service(fields["service"]),
            need=Need(fields["need"]).value if fields["need"] else "",
            urgency=Urgency(fields["urgency"]),
            purpose=Purpose(fields["purpose"]),
            phoned_at=_moment(fields["phoned_at"]) if fields.get("phoned_at") else None,
            consent=extract(fields["consent"]),
            held_back=tuple(Section(name) for name in fields["held_back"]),
            moves=moves(fields),
            role=_short(fields["role"]),
            further=_further(fields, ENVELOPE),
            law=_law(fields),
            enquiry=UUID(fields["enquiry"]) if fields.get("enquiry") else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError, SafeconductError) as error:
        raise RefuseMessage("malformed_body") from error


def consent_ref(row: Referral) -> ConsentRef:
    """The consent that a part of this referral travels under."""
    terms = extract(row.consent)
    return ConsentRef(ConsentId(terms.id), terms.version, row.purpose)


def extract(fields: Fields) -> Extract:
    """A consent's extract as it was stored or travelled. Raises KeyError, TypeError or ValueError."""
    return Extract(
        id=UUID(fields["id"]),
        version=_number(fields["version"]),
        hash=_short(fields["hash"]),
        sections=tuple(Section(name) for name in fields["sections"]),
        until=_moment(fields["until"]),
        conditions=tuple(_condition(text) for text in fields["conditions"]),
        tell_outcome=_yes_or_no(fields["tell_outcome"]),
        follow_changes=_yes_or_no(fields["follow_changes"]),
        ground=NoConsentGround(fields["ground"]).value if fields.get("ground") else "",
        further=_further(fields, EXTRACT),
    )


ENVELOPE = frozenset(
    {
        "referral", "reference", "created_at", "country", "team", "service", "need", "urgency", "purpose", "phoned_at",
        "consent", "held_back", "moves", "role", "jurisdictions", "proceeding_types",
        "enquiry",
    }
)  # fmt: skip
EXTRACT = frozenset(
    {"id", "version", "hash", "sections", "until", "conditions", "tell_outcome", "follow_changes", "ground"}
)
MOST_FURTHER = 4096
"""Bytes of unknown members that an envelope, or a consent in it, may have in canonical form."""


def _further(fields: Fields, known: frozenset[str]) -> Fields:
    """What a later release has added. Nothing that could be a sentence: outside of a section nobody erases it."""
    found = {name: value for name, value in fields.items() if name not in known and is_plain({name: value})}
    return found if len(canonical(found)) <= MOST_FURTHER else {}


def moves(fields: Fields) -> tuple[Move, ...]:
    """The moves of a body; at most as many as a referral ever has. Raises RefuseMessage."""
    try:
        found = fields["moves"]
        if not isinstance(found, list) or not 1 <= len(found) <= MOST_MOVES:
            raise RefuseMessage("malformed_body")
        return tuple(move_from_data(data) for data in found)
    except (KeyError, TypeError, ValueError, AttributeError, BadInput) as error:
        raise RefuseMessage("malformed_body") from error


MOST_MOVES = 200


def _law(fields: Fields) -> Law:
    countries, kinds = fields.get("jurisdictions", []), fields.get("proceeding_types", [])
    if not isinstance(countries, list) or not isinstance(kinds, list) or len(countries) > MOST_COUNTRIES:
        raise TypeError("no lists of codes")
    found = law_of(countries, map(Proceeding, kinds))
    if set(found.jurisdictions) != set(countries):
        raise ValueError("no country")
    return found


def _moment(text: object) -> datetime:
    found = moment(text)
    if found is None:
        raise ValueError("no moment")
    return found


def _short(text: object) -> str:
    if not isinstance(text, str) or not 0 < len(text) <= 64:
        raise ValueError("no short text")
    return text


def _number(value: object) -> int:
    if type(value) is not int or not 1 <= value < 2**31:
        raise ValueError("no number of a version")
    return value


def _yes_or_no(value: object) -> bool:
    """True or false and nothing else: the text "no" is not a yes."""
    if value is True or value is False:
        return value
    raise ValueError("neither true nor false")


def _condition(text: object) -> str:
    """`not_police`, or with its country or date: `not_country:RO`."""
    text = _short(text)
    code, _colon, detail = text.partition(":")
    if len(detail) > 10:
        raise ValueError("no condition")
    return f"{Condition(code)}:{detail}" if detail else Condition(code).value
